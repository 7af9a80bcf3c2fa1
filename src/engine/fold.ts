// The state of a run as its journal tells it, and how far the journal could be read.
import { evolve } from "../core/run/evolve.ts";
import type { RunId } from "../core/run/names.ts";
import { stuck } from "../core/run/orders.ts";
import type { Run } from "../core/run/state.ts";
import { Faltered, type Journal, type Version } from "./ports.ts";

export interface Folded {
  /** Null for a run that the journal does not know, or whose first event cannot be read. */
  readonly run: Run | null;
  readonly version: Version;
  /**
   * Why the journal could not be read to its end; null when it was. The run is then the one before,
   * stuck with these words: nothing is done for it, and nothing is written behind what is unread.
   */
  readonly unreadable: string | null;
}

/** Throws Faltered when the store as a whole cannot be read now. */
export function fold(journal: Pick<Journal, "read">, id: RunId): Folded {
  let run: Run | null = null;
  let version = 0;
  try {
    for (const chunk of journal.read(id)) {
      for (const event of chunk) {
        run = evolve(run, event);
        version += 1;
      }
    }
    return { run, version, unreadable: null };
  } catch (error) {
    if (error instanceof Faltered && !error.lasting) throw error;
    const because = error instanceof Error ? error.message : String(error);
    const why = because.replace(/^A bug in Quorum: /, "").slice(0, 300);
    const unreadable =
      `the journal of this run cannot be read beyond event ${version} (${why}). ` +
      "Quorum changed nothing in it and does nothing for this run. Start the version of Quorum " +
      "that wrote it, or put the journal back from a backup; then the run goes on by itself";
    return { run: run === null ? null : stuck(run, unreadable), version, unreadable };
  }
}
