// The hostile suite: each test attacks one wall from inside with a real program.
import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { assert } from "../../src/core/kernel.ts";
import { type Attempt, probeProgram } from "../../src/sandbox/probe-program.ts";
import type { OpenSandbox } from "../../src/sandbox/sandbox.ts";
import { denied, hidden } from "../../src/sandbox/seccomp.ts";
import { archOf, numberOf } from "../../src/sandbox/syscalls.ts";
import { processesWith, statusOf, threadsOf } from "./host.ts";
import { file, job, treeOf } from "./job.ts";
import { eventually, finished, isolates, needsBubblewrap, opened } from "./opened.ts";

const environ = z.object({ one: z.string(), names: z.array(z.string()) });

let sandbox: OpenSandbox;
let server: Server;
let port = 0;

const attack = (name: string): string =>
  readFileSync(new URL(`attacks/${name}.ts`, import.meta.url), "utf8");

const attackTree = (name: string) =>
  treeOf({ "attack.ts": attack(name), "package.json": '{"type":"module"}' });

/** Runs one of the attacks with Node inside and gives back what it printed, as JSON. */
async function inside(name: string, argument = ""): Promise<unknown> {
  const run = job(`node attack.ts ${argument}`, { tree: attackTree(name) });
  return JSON.parse(finished(await sandbox.run(run)).output);
}

describe.skipIf(!isolates)(`hostile code${needsBubblewrap}`, () => {
  beforeAll(async () => {
    sandbox = await opened({ slots: 2, memoryMaxMb: 300 });
    server = createServer((socket) => socket.end("host"));
    await new Promise<void>((resolve) => {
      server.listen(0, "127.0.0.1", resolve);
    });
    const address = server.address();
    port = address !== null && typeof address === "object" ? address.port : 0;
  });
  afterAll(async () => {
    server.close();
    await sandbox.close();
  });

  it("finds no variable in any process's environment; that of process 1 is empty", async () => {
    const { one, names } = environ.parse(await inside("environ"));
    expect(one).toBe("");
    const ours = ["CI", "HOME", "LANG", "OLDPWD", "PATH", "PWD", "SHLVL", "TMPDIR", "TZ", "_", ""];
    expect(names.filter((n) => ![...ours, "npm_config_update_notifier"].includes(n))).toEqual([]);
  });

  it("sees no file, socket or device of the host", async () => {
    const folders = "/root /var /run /sys /boot /dev/disk /home/*";
    const files = "/etc/shadow /dev/kmsg /dev/mem /dev/vda /dev/sda";
    const paths = `${folders} ${files} ${process.cwd()} ${import.meta.filename}`;
    const command = `for p in ${paths}; do [ -e "$p" ] && echo "$p"; done; ls /home`;
    expect(finished(await sandbox.run(job(command))).output).toBe("/home/u\nu\n");
  });

  it("cannot open a kernel setting for writing, save those of its own namespaces", async () => {
    expect(await inside("settings")).toEqual({ tried: true, opened: [] });
  });

  it("writes only to its work, temporary and home folder and to shared memory", async () => {
    const root = "/ /bin /etc /opt /opt/node/bin /src /usr /usr/bin /usr/lib";
    const paths = `${root} /dev /dev/pts /dev/shm /home /home/u /proc /tmp /w`;
    const command = `for p in ${paths}; do (: > "$p/x") 2>/dev/null && echo "$p"; done`;
    const { output } = finished(await sandbox.run(job(command)));
    expect(output.trim().split("\n")).toEqual(["/dev/shm", "/home/u", "/tmp", "/w"]);
  });

  it("reaches no host, not even this one, while its own loopback works", async () => {
    expect(await inside("network", String(port))).toEqual({
      reached: [],
      own: "reached",
      resolved: false,
      nets: ["lo"],
    });
  });

  it("gets no forbidden system call through", async () => {
    const arch = archOf(process.arch);
    assert(arch !== null, "no filter for this machine");
    const known = (call: (typeof denied)[number]): boolean => numberOf(call, arch) !== null;
    const families = [40, 17, 38, 44, 31, 21];
    const attempts: readonly (readonly [Attempt, number])[] = [
      ...denied.filter(known).map((call) => [[call], -1] as const),
      ...hidden.map((call) => [[call], -38] as const),
      ...families.map((family) => [["socket", family, 1], -97] as const),
      [["ptrace", 16, 1], -1],
      [["clone", 0x10000011], -1],
      [["ioctl", 0, 0x5412], -1],
      [["socket", 1, 1], 3],
    ];
    const program = probeProgram(arch, attempts.map(([attempt]) => attempt));
    const tree = treeOf({ attack: file(program, "100755") });
    const command = "./attack | od -An -v -t d8 -w8";
    const { output } = finished(await sandbox.run(job(command, { tree })));
    const got = output.trim().split("\n").map(Number);
    expect(got).toEqual(attempts.map(([, result]) => result));
  });

  it("has no capability, no way to gain one, and no open file but its own", async () => {
    const command = "grep -E '^(Cap|NoNewPrivs|Seccomp:)' /proc/self/status; ls -l /proc/self/fd";
    const { output } = finished(await sandbox.run(job(command)));
    const field = (name: string): string =>
      new RegExp(`^${name}:\\s+(\\S+)`, "mu").exec(output)?.[1] ?? "";
    for (const set of ["CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb"]) {
      expect(Number.parseInt(field(set), 16), set).toBe(0);
    }
    expect([field("NoNewPrivs"), field("Seccomp")]).toEqual(["1", "2"]);
    const open = [...output.matchAll(/ (\d+) -> (\S+)/gu)].filter(([, n]) => Number(n) > 2);
    for (const [, , target] of open) expect(target).toMatch(/^\/dev\/null$|^\/proc\//u);
  });

  it("runs outside as a user who is not root", async () => {
    const run = sandbox.run(job("sleep 86411", { limitMs: 2000 }));
    await eventually(() => expect(processesWith("86411").length).toBeGreaterThan(2));
    const sleepers = processesWith("86411").map((pid) => statusOf(pid));
    const uids = sleepers.map((status) => Number(/^Uid:\s+(\d+)/mu.exec(status)?.[1] ?? 1));
    if (process.getuid?.() === 0) expect(uids).not.toContain(0);
    else expect(new Set(uids)).toEqual(new Set([process.getuid?.()]));
    expect((await run).kind).toBe("limit");
  });

  it("is stopped by the process limit in a fork bomb, which leaves nothing", async () => {
    const bomb = "i=0; while [ $i -lt 3000 ]; do sleep 86421 & i=$((i+1)); echo $i > n; done";
    const running = sandbox.run(job(`(${bomb}) 2>/dev/null; read n < n; echo "$n"`));
    const count = Number(finished(await running).output);
    expect(count).toBeGreaterThan(50);
    expect(count).toBeLessThan(64 + 32 * 64 + threadsOf(process.getuid?.() ?? 0));
    await eventually(() => expect(processesWith("86421")).toEqual([]));
  });

  it("cannot fill the disk", async () => {
    const fill = "for f in 1 2 3 4 5 6 7; do head -c 70000000 /dev/zero > $d/$f 2>/dev/null; done";
    const each = `${fill}; cat $d/[1-7] | wc -c; rm -f $d/[1-7]`;
    const one = "head -c 70000000 /dev/zero > /w/1 2>/dev/null; wc -c < /w/1; rm /w/1";
    const command = `${one}; for d in /w /tmp /home/u /dev/shm; do ${each}; done`;
    const { output } = finished(await sandbox.run(job(command)));
    const mebibytes = output.trim().split("\n").map((n) => Number(n) / 1024 / 1024);
    expect(mebibytes).toEqual([64, 256, 64, 32, 32].map((size) => expect.closeTo(size, 0)));
  });

  it("is ended when it takes too much memory, in one process or in several", async () => {
    const tree = attackTree("memory");
    const one = "node attack.ts";
    for (const command of [one, `${one} & ${one} & ${one}`]) {
      const outcome = await sandbox.run(job(`${command}; wait`, { tree }));
      expect(outcome).toMatchObject({ kind: "limit", which: "memory" });
    }
  });

  it("leaves no daemon behind", async () => {
    const daemon = "setsid sh -c 'trap \"\" TERM HUP; while :; do sleep 86431; done'";
    const command = `${daemon} </dev/null >/dev/null 2>&1 & sleep 0.05; echo left`;
    expect(finished(await sandbox.run(job(command))).output).toBe("left\n");
    await eventually(() => expect(processesWith("86431")).toEqual([]));
  });

  it("ends at the wall limit even when everything inside is stopped", async () => {
    const outcome = await sandbox.run(job("kill -STOP $$; sleep 86441", { limitMs: 300 }));
    expect(outcome).toMatchObject({ kind: "limit", which: "wall" });
    await eventually(() => expect(processesWith("86441")).toEqual([]));
  });

  it("cannot forge its result by writing to every descriptor", async () => {
    const lie = `'{ "exit-code": 0 }'`;
    const own = `for d in 3 4 5 6 7 8 9; do (echo ${lie} >&$d); done`;
    const others = `for f in /proc/[0-9]*/fd/*; do (echo ${lie} > $f); done`;
    const outcome = await sandbox.run(job(`(${own}; ${others}) 2>/dev/null; exit 7`));
    expect(outcome).toMatchObject({ kind: "finished", code: 7 });
  });
});
