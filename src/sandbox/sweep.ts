// Removes staged files of sandboxes whose process was killed and could not tidy up by itself.
import { lstatSync, readdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

export const stagePrefix = "stage-";
const ownerFile = "owner";

/** A process of this machine, told apart from later ones with the same number. */
const owner = z.object({ pid: z.number(), started: z.string(), namespace: z.string() });

/** When a process started, in clock ticks since boot; null when there is none of this number. */
function startedAt(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? null;
  } catch {
    return null;
  }
}

const namespace = (): string => readlinkSync("/proc/self/ns/pid");

/** Says in a stage's folder whose it is. */
export function claim(folder: string): void {
  const mine = { pid: process.pid, started: startedAt(process.pid), namespace: namespace() };
  writeFileSync(join(folder, ownerFile), JSON.stringify(mine), { mode: 0o600 });
}

/**
 * Removes stages in a temporary folder that were claimed by processes which are gone. Another
 * user's, another container's (their process numbers mean nothing here) and unclaimed ones stay.
 */
export function sweep(temporary: string): void {
  for (const name of readdirSync(temporary)) {
    const folder = join(temporary, name);
    if (name.startsWith(stagePrefix) && isOrphan(folder)) {
      rmSync(folder, { recursive: true, force: true });
    }
  }
}

function isOrphan(folder: string): boolean {
  try {
    const status = lstatSync(folder);
    if (!status.isDirectory() || status.uid !== process.getuid?.()) return false;
    const claimed = owner.parse(JSON.parse(readFileSync(join(folder, ownerFile), "utf8")));
    return claimed.namespace === namespace() && startedAt(claimed.pid) !== claimed.started;
  } catch {
    return false;
  }
}
