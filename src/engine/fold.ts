// The state of a run as its journal tells it, and how far the journal was read.
import { evolve } from "../core/run/evolve.ts";
import type { RunId } from "../core/run/names.ts";
import type { Run } from "../core/run/state.ts";
import type { Journal, Version } from "./ports.ts";

/** @returns a null run at version 0 when the journal does not know it. */
export function fold(journal: Journal, id: RunId): { run: Run | null; version: Version } {
  let run: Run | null = null;
  let version = 0;
  for (const chunk of journal.read(id)) {
    for (const event of chunk) run = evolve(run, event);
    version += chunk.length;
  }
  return { run, version };
}
