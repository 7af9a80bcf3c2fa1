// What the newest ended runs of the journal teach, read once for each run.
import { noPast, pastOf, together, type Past } from "../core/run/past.ts";
import type { RunId } from "../core/run/names.ts";
import type { Journal } from "./ports.ts";

/** Older runs say little about today's models, and reading them costs time. */
const runsMax = 200;

/** @returns a function that reads what was added since it was called last. Throws Faltered. */
export function openHistory(journal: Pick<Journal, "all" | "live" | "read">): () => Past {
  const known = new Map<RunId, Past>();
  return () => {
    const live = new Set(journal.live());
    const newest = journal.all().slice(0, runsMax);
    let past = noPast;
    // Of many elections the latest count, and those of a past are in the order of its runs.
    for (const id of newest.toReversed()) {
      if (live.has(id)) continue;
      const one = known.get(id) ?? pastOf(journal.read(id));
      known.set(id, one);
      past = together(past, one);
    }
    for (const id of known.keys()) if (!newest.includes(id)) known.delete(id);
    return past;
  };
}
