// What a test reads about this machine's processes, and where it puts temporary folders.
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Processes whose command line holds a word. */
export function processesWith(word: string): readonly number[] {
  return readdirSync("/proc").flatMap((name) => {
    if (!/^\d+$/u.test(name) || Number(name) === process.pid) return [];
    try {
      return readFileSync(`/proc/${name}/cmdline`, "utf8").includes(word) ? [Number(name)] : [];
    } catch {
      return [];
    }
  });
}

/** The text of /proc/PID/status; empty when the process is gone. */
export function statusOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/status`, "utf8");
  } catch {
    return "";
  }
}

/** Threads that a uid runs; 0 for root, whose sandboxes run under uids of their own. */
export function threadsOf(uid: number): number {
  if (uid === 0) return 0;
  const own = readdirSync("/proc").filter((name) => {
    try {
      return /^\d+$/u.test(name) && statSync(`/proc/${name}`).uid === uid;
    } catch {
      return false;
    }
  });
  const threads = own.map((pid) => /^Threads:\s+(\d+)/mu.exec(statusOf(Number(pid)))?.[1] ?? 0);
  return threads.reduce<number>((sum, n) => sum + Number(n), 0);
}

/** A temporary folder with this mode, gone after the work, which may also take it as TMPDIR. */
export async function inFolder<T>(
  mode: number,
  work: (folder: string) => Promise<T>,
  asTmpdir = false,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "suite-"));
  chmodSync(folder, mode);
  const old = process.env["TMPDIR"];
  if (asTmpdir) process.env["TMPDIR"] = folder;
  try {
    return await work(folder);
  } finally {
    if (old === undefined) delete process.env["TMPDIR"];
    else process.env["TMPDIR"] = old;
    rmSync(folder, { recursive: true, force: true });
  }
}
