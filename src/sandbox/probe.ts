// Runs inside the sandbox as its attacker: says what it reached, as JSON. It changes nothing that
// it reaches: kernel settings are only opened, and a file that it could create is removed again.
import { execFileSync } from "node:child_process";
import { closeSync, existsSync, openSync, readdirSync, readFileSync, unlinkSync } from "node:fs";
import { connect } from "node:net";
import { networkInterfaces } from "node:os";

/** What the supervisor laid out as bait, and what it expects. */
interface Bait {
  readonly variables: readonly string[];
  readonly files: readonly string[];
  readonly port: number;
  readonly abstractSocket: string;
  /** Names of system calls in the program's order; an error number that each must give. */
  readonly calls: readonly (readonly [name: string, error: number])[];
}

const bait: Bait = JSON.parse(readFileSync("bait.json", "utf8"));
const found: string[] = [];
let tried = 0;

function attempt(what: string, reached: () => boolean): void {
  tried += 1;
  try {
    if (reached()) found.push(what);
  } catch {
    return;
  }
}

const canOpen = (path: string, flags: string): boolean => {
  closeSync(openSync(path, flags));
  return true;
};

const allowed = new Set([...bait.variables, "PWD", "OLDPWD", "SHLVL", "_"]);
for (const name of Object.keys(process.env)) {
  attempt(`the variable ${name} is set`, () => !allowed.has(name));
}
for (const pid of readdirSync("/proc").filter((name) => /^\d+$/u.test(name))) {
  attempt(`the environment of process ${pid} is readable and not ours`, () =>
    readFileSync(`/proc/${pid}/environ`, "latin1")
      .split("\0")
      .some((line) => line !== "" && !allowed.has(line.split("=")[0] ?? "")),
  );
}
attempt("processes outside are visible", () => readFileSync("/proc/1/comm", "utf8") !== "bwrap\n");

const hostPaths = ["/etc/shadow", "/root", "/sys", "/var", "/run", "/dev/mem", "/dev/kmsg"];
for (const path of [...hostPaths, ...bait.files]) {
  attempt(`${path} of the host is visible`, () => existsSync(path));
}
const folders = ["", "/usr", "/etc", "/opt", "/opt/node/bin", "/home", "/proc", "/src", "/dev"];
for (const folder of [...folders, "/w/node_modules"]) {
  const path = `${folder}/probe-${process.pid}`;
  attempt(`${folder || "/"} can be written`, () => {
    canOpen(path, "wx");
    unlinkSync(path);
    return true;
  });
}
const settings = ["kernel/core_pattern", "kernel/modprobe", "vm/drop_caches", "kernel/hostname"];
for (const name of [...settings.map((s) => `/proc/sys/${s}`), "/proc/sysrq-trigger"]) {
  attempt(`the kernel setting ${name} can be written`, () => canOpen(name, "r+"));
}

const status = readFileSync("/proc/self/status", "utf8");
const field = (name: string): string =>
  new RegExp(`^${name}:\\s*(\\S+)`, "mu").exec(status)?.[1] ?? "";
attempt("no seccomp program is loaded", () => field("Seccomp") !== "2");
attempt("new privileges can be gained", () => field("NoNewPrivs") !== "1");
for (const set of ["CapEff", "CapPrm", "CapBnd", "CapInh"]) {
  attempt(`capabilities are left in ${set}`, () => !/^0+$/u.test(field(set)));
}
attempt("the uid inside is 0", () => process.getuid?.() === 0);
for (const line of readFileSync("descriptors", "utf8").split("\n")) {
  const [, number, target = ""] = /(\d+) -> (.*)$/u.exec(line) ?? [];
  if (number === undefined || Number(number) <= 2) continue;
  attempt(`the open file ${number} was inherited`, () => !/^\/dev\/null$|^\/proc\//u.test(target));
}

attempt("there is a network interface", () =>
  Object.values(networkInterfaces())
    .flat()
    .some((address) => address?.internal === false),
);
/** Without a filter a call could stop this very process: then the finding above is enough. */
const results = field("Seccomp") === "2" ? execFileSync("./calls") : Buffer.alloc(0);
for (const [index, [name, error]] of bait.calls.entries()) {
  attempt(`the system call ${name} is not refused`, () => {
    const result = results.readBigInt64LE(index * 8);
    return result !== BigInt(-error);
  });
}

/** Whether a connection opens; a refused or unreachable one does not. */
function reaches(target: { readonly port: number; readonly host: string } | { path: string }) {
  return new Promise<boolean>((resolve) => {
    const socket = connect(target);
    const give = (reached: boolean) => (): void => {
      socket.destroy();
      resolve(reached);
    };
    socket.setTimeout(1000, give(false));
    socket.on("connect", give(true));
    socket.on("error", give(false));
  });
}

for (const target of [
  { port: bait.port, host: "127.0.0.1" },
  { port: 80, host: "169.254.169.254" },
  { path: `\0${bait.abstractSocket}` },
]) {
  tried += 1;
  if (await reaches(target)) found.push(`${JSON.stringify(target)} can be reached`);
}

process.stdout.write(`${JSON.stringify({ tried, found })}\n`);
