// Which uid each place runs under outside: never 0, and one of its own, so that limits do not mix.
import { readdirSync, readFileSync, statSync } from "node:fs";
import type { Outside } from "./command.ts";

/** Ids that neither distributions nor systemd hand out: 60578 to 61183. */
const firstId = 60_600;
const idsEach = 8;
const families = 72;

export const slotsMax = idsEach;

let opened = 0;

/** One uid per place and one gid for all; null when this process is not root and keeps its own. */
export interface Identities {
  readonly gid: number | null;
  outside(slot: number): Outside;
}

/** Different for every sandbox of this process, and most likely for other processes' too. */
export function newIdentities(): Identities {
  if (process.getuid?.() !== 0) return { gid: null, outside: () => null };
  const family = (process.pid + opened) % families;
  opened += 1;
  const gid = firstId + family * idsEach;
  return { gid, outside: (slot) => ({ uid: gid + slot, gid }) };
}

/**
 * Processes and threads that a run may have. The kernel counts all of one uid: where the uid is
 * the operator's own, those already running come on top.
 */
export function processesMax(cores: number, outside: Outside): number {
  const own = 64 + 32 * Math.max(2, cores);
  return outside === null ? own + runningThreads(process.getuid?.() ?? 0) : own;
}

function runningThreads(uid: number): number {
  let threads = 0;
  for (const name of readdirSync("/proc")) {
    if (!/^\d+$/u.test(name)) continue;
    try {
      if (statSync(`/proc/${name}`).uid !== uid) continue;
      const status = readFileSync(`/proc/${name}/status`, "utf8");
      threads += Number(/^Threads:\s+(\d+)$/mu.exec(status)?.[1] ?? 1);
    } catch {
      continue;
    }
  }
  return threads;
}
