// The hostile suite: each test attacks one wall from inside with a real program.
import { createServer, type Server } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { assert } from "../../src/core/kernel.ts";
import { type Attempt, probeProgram } from "../../src/sandbox/probe-program.ts";
import type { OpenSandbox } from "../../src/sandbox/sandbox.ts";
import { denied, hidden } from "../../src/sandbox/seccomp.ts";
import { archOf, numberOf } from "../../src/sandbox/syscalls.ts";
import { statusOf, threadsOf } from "./host.ts";
import { eventually, file, finished, isolates, job, needsBubblewrap, opened } from "./opened.ts";
import { processesWith, treeOf } from "./opened.ts";

let sandbox: OpenSandbox;
let server: Server;
let port = 0;

/** Runs a script with Node inside and gives back what it printed, as JSON. */
async function inside(script: string): Promise<unknown> {
  const tree = treeOf({ "attack.mjs": script });
  const outcome = finished(await sandbox.run(job("node attack.mjs", { tree })));
  return JSON.parse(outcome.output);
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
    const seen = await inside(`import { readdirSync, readFileSync } from "node:fs";
const read = (p) => { try { return readFileSync("/proc/" + p + "/environ", "latin1"); } catch { return ""; } };
const all = readdirSync("/proc").filter((p) => /^[0-9]+$/.test(p)).map(read).join("\\0").split("\\0");
console.log(JSON.stringify({ one: read(1), names: [...new Set(all.map((l) => l.split("=")[0]))] }));`);
    const { one, names } = seen as { readonly one: string; readonly names: readonly string[] };
    expect(one).toBe("");
    const ours = ["CI", "HOME", "LANG", "OLDPWD", "PATH", "PWD", "SHLVL", "TMPDIR", "TZ", "_", ""];
    expect(names.filter((n) => ![...ours, "npm_config_update_notifier"].includes(n))).toEqual([]);
  });

  it("sees no file, socket or device of the host", async () => {
    const paths = ["/etc/shadow", "/root", "/var", "/run", "/sys", "/dev/kmsg", "/dev/mem", "/boot"];
    const here = [...paths, process.cwd(), import.meta.filename, "/dev/vda", "/dev/sda", "/home/*"];
    const command = `for p in ${here.join(" ")} /dev/disk; do [ -e "$p" ] && echo "$p"; done; ls /home`;
    expect(finished(await sandbox.run(job(command))).output).toBe("/home/u\nu\n");
  });

  it("cannot open a kernel setting for writing, save those of its own namespaces", async () => {
    const opened = await inside(`import { closeSync, openSync, readdirSync } from "node:fs";
const files = ["kernel", "vm", "fs"].flatMap((d) => readdirSync("/proc/sys/" + d).map((n) => "/proc/sys/" + d + "/" + n));
const can = (p) => { try { closeSync(openSync(p, "r+")); return true; } catch { return false; } };
const own = /kernel\\/(auto_msgmni|msg\\w+|sem|shm\\w+|ns_last_pid|pid_max)$/;
const got = [...files, "/proc/sysrq-trigger", "/proc/kcore"].filter((p) => !own.test(p) && can(p));
console.log(JSON.stringify({ tried: files.length > 50, got }));`);
    expect(opened).toEqual({ tried: true, got: [] });
  });

  it("writes only to its work folder, its temporary folder, its home and shared memory", async () => {
    const places = ["/", "/bin", "/dev", "/etc", "/home", "/home/u", "/opt", "/opt/node/bin", "/proc"];
    const more = ["/src", "/tmp", "/usr", "/usr/bin", "/usr/lib", "/w", "/dev/shm", "/dev/pts"];
    const command = `for p in ${[...places, ...more].join(" ")}; do (: > "$p/x") 2>/dev/null && echo "$p"; done`;
    const { output } = finished(await sandbox.run(job(command)));
    expect(output.trim().split("\n")).toEqual(["/home/u", "/tmp", "/w", "/dev/shm"]);
  });

  it("reaches no host, not even this one, while its own loopback works", async () => {
    const reached = await inside(`import { connect, createServer } from "node:net";
import { lookup } from "node:dns/promises"; import { networkInterfaces } from "node:os";
const reach = (o) => new Promise((r) => { const s = connect(o); s.setTimeout(500, () => { s.destroy(); r("timeout"); });
  s.on("connect", () => { s.destroy(); r("reached"); }); s.on("error", (e) => r(e.code)); });
const own = createServer().listen(0, "127.0.0.1"); await new Promise((r) => own.on("listening", r));
const outside = [{ port: ${port}, host: "127.0.0.1" }, { port: ${port}, host: "::1" }, { port: 80, host: "203.0.113.1" },
  { port: 80, host: "169.254.169.254" }, { path: "/run/docker.sock" }, { path: "/var/run/dbus/system_bus_socket" }];
const got = []; for (const o of outside) got.push(await reach(o));
const self = await reach({ port: own.address().port, host: "localhost" }); own.close();
const name = await lookup("example.com").then(() => "found", (e) => e.code);
console.log(JSON.stringify({ got: got.includes("reached"), self, name: name !== "found", nets: Object.keys(networkInterfaces()) }));`);
    expect(reached).toEqual({ got: false, self: "reached", name: true, nets: ["lo"] });
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
    const field = (name: string): string => new RegExp(`^${name}:\\s+(\\S+)`, "mu").exec(output)?.[1] ?? "";
    for (const set of ["CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb"]) {
      expect(Number.parseInt(field(set), 16), set).toBe(0);
    }
    expect([field("NoNewPrivs"), field("Seccomp")]).toEqual(["1", "2"]);
    const open = [...output.matchAll(/ (\d+) -> (\S+)/gu)].filter(([, n]) => Number(n) > 2);
    for (const [, , target] of open) expect(target).toMatch(/^\/dev\/null$|^\/proc\//u);
  });

  it("runs outside as a user who is not root", async () => {
    const run = sandbox.run(job("sleep 86411", { limitMs: 1000 }));
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
    const command = `for d in /w /tmp /home/u /dev/shm; do ${fill}; cat $d/[1-7] | wc -c; rm -f $d/[1-7]; done`;
    const { output } = finished(await sandbox.run(job(command)));
    const mebibytes = output.trim().split("\n").map((n) => Number(n) / 1024 / 1024);
    expect(mebibytes).toEqual([256, 64, 32, 32].map((size) => expect.closeTo(size, 0)));
  });

  it("is ended when it takes too much memory, in one process or in several", async () => {
    const hog = "const a = []; setInterval(() => a.push(Buffer.alloc(4e6, 1)), 1);";
    const tree = treeOf({ "hog.mjs": hog });
    for (const command of ["node hog.mjs", "node hog.mjs & node hog.mjs & node hog.mjs"]) {
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
