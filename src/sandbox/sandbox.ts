// The Sandbox port over bubblewrap: generated code runs here, with nothing to find and no way out.
import { randomBytes } from "node:crypto";
import { closeSync, openSync, writeFileSync, mkdirSync, chmodSync } from "node:fs";
import { rm } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { no, ok, type Result } from "../core/kernel.ts";
import type { Sandbox, SandboxJob, SandboxOutcome } from "../core/verify/sandboxing.ts";
import { insideHome, insidePath, isolated, type Mounts, options, type Tools } from "./command.ts";
import { plainEnvironment, refusedVariable } from "./environment.ts";
import { type Identities, newIdentities, processesMax, slotsMax } from "./identity.ts";
import { canReadChildren } from "./memory.ts";
import { missingTool, noChildren, noFolder, notLinux, type SandboxRefusal } from "./refusal.ts";
import { seccompProgram } from "./seccomp.ts";
import { selfTest } from "./self-test.ts";
import { openSlots } from "./slots.ts";
import { openStage, type Stage } from "./stage.ts";
import { type Ended, supervise } from "./supervise.ts";
import { type Arch, archOf } from "./syscalls.ts";
import { findTools, npmFolder, systemFolders } from "./tools.ts";
import { writeTree } from "./write-tree.ts";

export interface SandboxOptions {
  /** A node_modules folder that is mounted read-only at the tree's top. */
  readonly deps?: string;
  /** Jobs side by side, 1 to 8; by default one per processor. */
  readonly slots?: number;
  /** Memory of one job in MiB, tmpfs aside; 1024 by default. */
  readonly memoryMaxMb?: number;
  /** The Node that runs inside; this process's own by default. */
  readonly node?: string;
  /** Where bwrap, setpriv, prlimit and timeout are looked for; the system's folders by default. */
  readonly toolFolders?: readonly string[];
}

export interface OpenSandbox extends Sandbox {
  /** Kills nothing that runs; waits for it, then removes every staged file. */
  close(): Promise<void>;
  /** Kills what runs, then closes. */
  end(): Promise<void>;
  /** Jobs that run now. */
  readonly running: number;
}

const memoryDefaultMb = 1024;

/**
 * Builds the sandbox, attacks it once from inside, and opens it only when nothing got out.
 * @returns the sandbox, or why nothing may be executed here and what to do. There is no way to run
 * unsandboxed from here.
 */
export async function openSandbox(
  wanted: SandboxOptions,
): Promise<Result<OpenSandbox, SandboxRefusal>> {
  const arch = archOf(process.arch);
  if (process.platform !== "linux" || arch === null) {
    return no(notLinux(`${process.platform} on ${process.arch}`));
  }
  const tools = findTools(wanted.toolFolders ?? systemFolders);
  if (!tools.ok) return no(missingTool(tools.error));
  if (!canReadChildren()) return no(noChildren);
  const identities = newIdentities();
  const near = wanted.deps ?? wanted.node ?? process.execPath;
  let stage: Stage | null = null;
  try {
    stage = openStage(identities.gid, near);
    const staged = await stageAll(stage, wanted, arch);
    const sandbox = runner({ ...staged, tools: tools.value, identities, stage, wanted });
    const refusal = await selfTest(sandbox, arch, stage.folder);
    if (refusal === null) return ok(sandbox);
    await sandbox.close();
    return no(refusal);
  } catch (error) {
    await stage?.close();
    return no(noFolder(error instanceof Error ? error.message : "unknown"));
  }
}

interface Staged {
  readonly mounts: Omit<Mounts, "tree">;
  readonly seccomp: string;
}

interface Parts extends Staged {
  readonly tools: Tools;
  readonly identities: Identities;
  readonly stage: Stage;
  readonly wanted: SandboxOptions;
}

/** Makes Node, npm and the dependencies readable, and writes the seccomp program. */
async function stageAll(stage: Stage, wanted: SandboxOptions, arch: Arch): Promise<Staged> {
  const path = wanted.node ?? process.execPath;
  const npmPath = npmFolder(path, process.env);
  const node = await stage.reachable(path, "node");
  const npm = npmPath === null ? null : await stage.reachable(npmPath, "npm");
  const deps = wanted.deps === undefined ? null : await stage.reachable(wanted.deps, "deps");
  const seccomp = join(stage.folder, "seccomp");
  writeFileSync(seccomp, seccompProgram(arch), { mode: 0o600 });
  return { mounts: { etc: stage.etc, node, npm, deps }, seccomp };
}

function runner(parts: Parts): OpenSandbox {
  const { stage, wanted } = parts;
  const slots = openSlots(
    Math.min(slotsMax, Math.max(1, Math.trunc(wanted.slots ?? availableParallelism()))),
  );
  const running = new Set<Promise<SandboxOutcome>>();
  const end = new AbortController();
  let closed = false;

  async function inSlot(job: SandboxJob): Promise<SandboxOutcome> {
    const slot = await slots.take();
    let folder: string | null = null;
    try {
      folder = stage.job();
      return await runJob({ ...parts, end: end.signal }, job, slot, folder);
    } catch (error) {
      const why = error instanceof Error ? error.message : "unknown";
      return unavailable(`The sandbox could not be prepared: ${why}.`);
    } finally {
      if (folder !== null) await rm(folder, { recursive: true, force: true });
      slots.give(slot);
    }
  }

  async function close(): Promise<void> {
    closed = true;
    await Promise.allSettled(running);
    await stage.close();
  }

  return {
    run(job) {
      if (closed) return Promise.resolve(unavailable("The sandbox is closed."));
      const outcome = inSlot(job);
      running.add(outcome);
      const gone = (): void => void running.delete(outcome);
      outcome.then(gone, gone);
      return outcome;
    },
    close,
    end() {
      end.abort();
      return close();
    },
    get running() {
      return slots.taken;
    },
  };
}

const unavailable = (because: string): SandboxOutcome => ({ kind: "unavailable", because });

async function runJob(
  parts: Parts & { readonly end: AbortSignal },
  job: SandboxJob,
  slot: number,
  folder: string,
): Promise<SandboxOutcome> {
  const { mounts, seccomp, tools, identities, wanted, end } = parts;
  const refused = refusedVariable(job.env ?? {});
  if (refused !== null) return unavailable(refused);
  const tree = join(folder, "tree");
  mkdirSync(tree);
  chmodSync(tree, 0o755);
  const unwritten = await writeTree(job.tree, tree, mounts.deps === null ? null : "node_modules");
  if (unwritten !== null) return { kind: "unavailable", ...unwritten };
  if (end.aborted) return unavailable("The sandbox is closed.");
  const env = { ...plainEnvironment(insidePath, insideHome, "/tmp"), ...job.env };
  const optionsAt = join(folder, "options");
  writeFileSync(optionsAt, `${options({ ...mounts, tree }, env).join("\0")}\0`, { mode: 0o600 });
  const outside = identities.outside(slot);
  const cores = availableParallelism();
  const bounds = { limitMs: job.limitMs, cores, processesMax: processesMax(cores, outside) };
  const mark = randomBytes(16).toString("hex");
  const { setup, command } = job;
  const words = isolated(tools, outside, bounds, { mark, setup: setup ?? "", command });
  const files = [optionsAt, seccomp].map((path) => openSync(path, "r"));
  const ending = supervise({
    program: words[0] ?? "",
    words: words.slice(1),
    env: {},
    folder: "/",
    files,
    reports: true,
    limitMs: job.limitMs,
    memoryMaxBytes: (wanted.memoryMaxMb ?? memoryDefaultMb) * 1024 * 1024,
    end,
  });
  for (const file of files) closeSync(file);
  return outcomeOf(await ending, mark);
}

/** A limit counts first; then only a run that printed our mark and reported its exit code. */
function outcomeOf(ended: Ended, mark: string): SandboxOutcome {
  const { limit, ms } = ended;
  const started = ended.output.startsWith(`${mark}\n`);
  const output = started ? ended.output.slice(mark.length + 1) : "";
  if (limit !== null) return { kind: "limit", which: limit, output, ms };
  const said = (ended.complaint || ended.output).trim() || "it gave no reason";
  if (!started) return unavailable(`The sandbox could not start: ${said}.`);
  const code = /"exit-code": (\d+)/u.exec(ended.status)?.[1];
  if (code === undefined) {
    return unavailable("The sandbox was ended from outside before its command ended.");
  }
  return { kind: "finished", code: Number(code), output, ms };
}
