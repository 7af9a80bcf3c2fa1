// How much memory a process and all its descendants hold, read from /proc.
import { readdirSync, readFileSync } from "node:fs";

/** A fork bomb is bounded elsewhere; this only bounds the time that one reading takes. */
const processesMax = 2000;

/**
 * Anonymous and shared pages in bytes, summed over the tree under `root`. Pages of files do not
 * count: they are shared and can be dropped. Processes that end meanwhile count nothing.
 */
export function heldBytes(root: number): number {
  const open = [root];
  const seen = new Set<number>();
  let kilobytes = 0;
  for (let pid = open.pop(); pid !== undefined; pid = open.pop()) {
    if (seen.has(pid) || seen.size >= processesMax) continue;
    seen.add(pid);
    const status = read(`/proc/${pid}/status`);
    for (const [, amount] of status.matchAll(/^Rss(?:Anon|Shmem):\s+(\d+) kB$/gmu)) {
      kilobytes += Number(amount);
    }
    for (const task of list(`/proc/${pid}/task`)) {
      const children = read(`/proc/${pid}/task/${task}/children`);
      open.push(
        ...children
          .split(" ")
          .filter((text) => text !== "")
          .map(Number),
      );
    }
  }
  return kilobytes * 1024;
}

/** Whether this kernel tells the children of a process, without which nothing can be summed. */
export const canReadChildren = (): boolean =>
  list("/proc/self/task/").length > 0 &&
  list(`/proc/self/task/${process.pid}`).includes("children");

function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

function list(path: string): readonly string[] {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}
