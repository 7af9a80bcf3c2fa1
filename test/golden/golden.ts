// Journals that were recorded once, and what each of them folds to, as plain JSON.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Event } from "../../src/core/run/event.ts";
import { evolve } from "../../src/core/run/evolve.ts";
import { everything } from "../../src/core/run/next.ts";
import type { Run } from "../../src/core/run/state.ts";
import { items } from "../../src/core/vector.ts";

export const folder = import.meta.dirname;

export const journalOf = (name: string): string => join(folder, `${name}.jsonl`);
export const stateOf = (name: string): string => join(folder, `${name}.json`);

/** The names of all recorded journals. */
export const names = (): readonly string[] =>
  readdirSync(folder).flatMap((file) => (file.endsWith(".jsonl") ? [file.slice(0, -6)] : []));

/** The events of a journal, one on each line. */
export const eventsOf = (name: string): readonly Event[] =>
  readFileSync(journalOf(name), "utf8")
    .split("\n")
    .flatMap((line): Event[] => (line === "" ? [] : [JSON.parse(line)]));

/**
 * Everything that a run has come to, as JSON: its state without what its first event says anyway,
 * and the actions that should be under way, each with its time.
 */
export function shown(events: readonly Event[]): unknown {
  let run: Run | null = null;
  for (const event of events) run = evolve(run, event);
  if (run === null) throw new Error("a journal has a first event");
  const { started, units, falters, ...rest } = run;
  const due = everything(run).map(({ key, due: at }) => `${key} from ${at}`);
  const state = { run: started.run, units: items(units), falters: [...falters], ...rest, due };
  return JSON.parse(JSON.stringify(state));
}
