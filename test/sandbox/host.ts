// What a test reads about processes of this machine.
import { readdirSync, readFileSync, statSync } from "node:fs";

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
