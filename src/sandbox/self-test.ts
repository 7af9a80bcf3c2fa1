// The attack at start: a probe runs inside, bait lies outside; whatever it reaches shuts the door.
import { randomBytes } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { join } from "node:path";
import { z } from "zod";
import { assert, unreachable } from "../core/kernel.ts";
import { type Entry, type Path, parsePath, type Tree } from "../core/tree.ts";
import type { Sandbox } from "../core/verify/sandboxing.ts";
import { insideHome, insidePath } from "./command.ts";
import { plainEnvironment } from "./environment.ts";
import { type Attempt, probeProgram } from "./probe-program.ts";
import { notStarted, notTight, type SandboxRefusal } from "./refusal.ts";
import { errno } from "./seccomp.ts";
import type { Arch } from "./syscalls.ts";

const limitMs = 10_000;
/** Fewer than the probe makes on any machine: it must not end early and look clean. */
const triedMin = 60;

const newUserNamespace = 0x10000000;
const childSignal = 17;
const calls: readonly (readonly [attempt: Attempt, error: number])[] = [
  [["ptrace", 0], errno.notPermitted],
  [["process_vm_readv", 1], errno.notPermitted],
  [["unshare", newUserNamespace], errno.notPermitted],
  [["clone", newUserNamespace + childSignal], errno.notPermitted],
  [["clone3"], errno.noSuchCall],
  [["setns"], errno.notPermitted],
  [["mount"], errno.notPermitted],
  [["fsopen"], errno.notPermitted],
  [["chroot"], errno.notPermitted],
  [["bpf"], errno.notPermitted],
  [["io_uring_setup"], errno.notPermitted],
  [["keyctl"], errno.notPermitted],
  [["userfaultfd"], errno.notPermitted],
  [["perf_event_open"], errno.notPermitted],
  [["memfd_create"], errno.noSuchCall],
  [["ioctl", 0, 0x5412], errno.notPermitted],
  [["socket", 40, 1], errno.noSuchFamily],
  [["socket", 17, 3], errno.noSuchFamily],
  [["socket", 38, 5], errno.noSuchFamily],
  [["socket", 44, 3], errno.noSuchFamily],
];

const report = z.object({ tried: z.number(), found: z.array(z.string()) });

/**
 * @param bait a folder outside that the sandbox must not show.
 * @returns why the sandbox must stay closed; null when the probe ran to its end and got nowhere.
 */
export async function selfTest(
  sandbox: Sandbox,
  arch: Arch,
  bait: string,
): Promise<SandboxRefusal | null> {
  const decoy = join(bait, "decoy");
  writeFileSync(decoy, "a secret", { mode: 0o644 });
  const abstractSocket = randomBytes(8).toString("hex");
  const listeners = [createServer(), createServer()];
  const [network, local] = listeners;
  try {
    const port = network ? await listen(network, { port: 0, host: "127.0.0.1" }) : 0;
    if (local) await listen(local, { path: `\0${abstractSocket}` });
    const laid = {
      variables: Object.keys(plainEnvironment(insidePath, insideHome, "/tmp")),
      files: [decoy, bait],
      port,
      abstractSocket,
      calls: calls.map(([[name], error]) => [name, error]),
    };
    const command = "ls -l /proc/self/fd > descriptors && exec node probe.ts";
    const outcome = await sandbox.run({ tree: probeTree(arch, laid), command, limitMs });
    switch (outcome.kind) {
      case "unavailable":
        return notStarted(outcome.because);
      case "limit":
        return notTight([`the probe did not end within its ${outcome.which} limit`]);
      case "finished":
        return judge(outcome.output);
      default:
        return unreachable(outcome);
    }
  } finally {
    for (const listener of listeners) listener.close();
  }
}

function judge(output: string): SandboxRefusal | null {
  const last = output.trimEnd().split("\n").at(-1) ?? "";
  const parsed = report.safeParse(jsonIn(last));
  if (!parsed.success) {
    const text = output.trim().slice(-300) || "it printed nothing";
    return notTight([`the probe did not run to its end: ${text}`]);
  }
  const { tried, found } = parsed.data;
  if (found.length > 0) return notTight(found);
  return tried < triedMin ? notTight([`the probe made only ${tried} attempts`]) : null;
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function probeTree(arch: Arch, laid: object): Tree {
  const source = readFileSync(new URL("probe.ts", import.meta.url), "utf8");
  const attempts = calls.map(([attempt]) => attempt);
  return new Map<Path, Entry>([
    [named("probe.ts"), { mode: "100644", content: source }],
    [named("package.json"), { mode: "100644", content: '{"type":"module"}' }],
    [named("bait.json"), { mode: "100644", content: JSON.stringify(laid) }],
    [named("calls"), { mode: "100755", content: probeProgram(arch, attempts) }],
  ]);
}

function named(text: string): Path {
  const path = parsePath(text);
  assert(path !== null, `${text} is no path`);
  return path;
}

/** @returns the port listened on; 0 for a socket with a path. */
function listen(
  server: Server,
  where: { readonly port: number; readonly host: string } | { readonly path: string },
): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(where, () => {
      const address = server.address();
      resolve(address !== null && typeof address === "object" ? address.port : 0);
    });
  });
}
