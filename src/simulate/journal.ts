// A journal in memory that forgets on a crash whatever was not flushed, as a disk may.
import { no, ok } from "../core/kernel.ts";
import type { Event } from "../core/run/event.ts";
import { issuePrefix, prefixOf, type RunId } from "../core/run/names.ts";
import { Faltered, type Journal } from "../engine/ports.ts";

export interface MemoryJournal extends Journal {
  /** Drops everything that was not flushed. */
  crash(): void;
  /** Appends fail while this is true, as on a full disk. */
  full(state: boolean): void;
}

interface Kept {
  readonly chunks: (readonly Event[])[];
  version: number;
  over: boolean;
  /** Chunks and events that survive a crash. */
  safeChunks: number;
  safeVersion: number;
}

/** @param sync runs at each flush, before it takes effect; may take its time or reject. */
export function memoryJournal(sync: () => Promise<void> = async () => {}): MemoryJournal {
  const runs = new Map<RunId, Kept>();
  /** Runs by their issue, oldest first. */
  const issues = new Map<string, RunId[]>();
  let isFull = false;
  let age = 0;
  const faltered = (): Faltered => new Faltered("no space left on device", { outcome: "none" });

  function forget(run: RunId): void {
    runs.delete(run);
    const prefix = prefixOf(run);
    const left = (issues.get(prefix) ?? []).filter((one) => one !== run);
    issues.set(prefix, left);
  }

  return {
    append(run, seen, events) {
      if (isFull) throw faltered();
      const fresh: Kept = { chunks: [], version: 0, over: false, safeChunks: 0, safeVersion: 0 };
      const kept = runs.get(run) ?? fresh;
      if (kept.version !== seen) return no("stale");
      kept.chunks.push(events);
      kept.version += events.length;
      if (kept === fresh) {
        const prefix = prefixOf(run);
        issues.set(prefix, [...(issues.get(prefix) ?? []), run]);
        runs.set(run, kept);
      }
      return ok(kept.version);
    },
    async flush() {
      const then = age;
      const seen = [...runs.values()]
        .filter((k) => k.safeChunks < k.chunks.length)
        .map((kept) => ({ kept, chunks: kept.chunks.length, version: kept.version }));
      await sync();
      if (then !== age) throw faltered();
      for (const { kept, chunks, version } of seen) {
        kept.safeChunks = Math.max(kept.safeChunks, chunks);
        kept.safeVersion = Math.max(kept.safeVersion, version);
      }
    },
    read: (run) => [...(runs.get(run)?.chunks ?? [])],
    live: () => [...runs].filter(([, k]) => !k.over).map(([id]) => id),
    all: () => [...runs.keys()].reverse(),
    ofIssue: (repositoryId, issue) =>
      (issues.get(issuePrefix(repositoryId, issue)) ?? [])
        .map((run) => ({ run, ended: runs.get(run)?.over === true }))
        .toReversed(),
    end(run) {
      const kept = runs.get(run);
      if (kept) kept.over = true;
    },
    crash() {
      age += 1;
      for (const [id, kept] of runs) {
        kept.chunks.length = kept.safeChunks;
        kept.version = kept.safeVersion;
        if (kept.version === 0) forget(id);
      }
    },
    full(state) {
      isFull = state;
    },
  };
}
