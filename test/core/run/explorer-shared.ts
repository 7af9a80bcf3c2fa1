// Equal parts of the explorer's states share one object and one number, so that nothing is folded,
// asked or spelt out twice.
import type { Due } from "../../../src/core/run/action.ts";
import type { Event } from "../../../src/core/run/event.ts";
import { evolve } from "../../../src/core/run/evolve.ts";
import { everything } from "../../../src/core/run/next.ts";
import type { Run } from "../../../src/core/run/state.ts";

/** What an owner found out or did and has not recorded yet. */
export interface Held {
  readonly key: string;
  readonly events: readonly Event[];
  /** Something outside has changed by it. */
  readonly acted: boolean;
}

const numbers = new Map<string, number>();
const numbered = new WeakMap<object, number>();

/** Equal values share a number. States share most of their parts, so each is spelt out once. */
export function numberOf(part: object, spell: () => unknown = () => part): number {
  const known = numbered.get(part);
  if (known !== undefined) return known;
  const text = JSON.stringify(spell());
  const number = numbers.get(text) ?? numbers.size;
  numbers.set(text, number);
  numbered.set(part, number);
  return number;
}

/** Runs are told apart by everything that evolve() and everything() read of them here. */
const spelt = (run: Run): unknown => [
  "run",
  numberOf(run.started),
  run.units.root,
  run.active,
  run.line,
  run.phase,
  run.final,
  run.merged,
];

const runs = new Map<number, Run>();
const helds = new Map<number, Held>();

/** One object for all equal runs. */
export function canonical(run: Run): Run {
  const number = numberOf(run, () => spelt(run));
  const known = runs.get(number);
  if (known) return known;
  runs.set(number, run);
  return run;
}

/** One object for all equal findings. */
export function held(key: string, events: readonly Event[], acted: boolean): Held {
  const fresh: Held = { key, events, acted };
  const number = numberOf(fresh);
  const known = helds.get(number);
  if (known) return known;
  helds.set(number, fresh);
  return fresh;
}

const folds = new WeakMap<Run, WeakMap<Held, Run>>();

/** The run after what was held is recorded. @param run canonical, as is the result. */
export function after(run: Run, what: Held): Run {
  const known = folds.get(run) ?? new WeakMap<Held, Run>();
  folds.set(run, known);
  const found = known.get(what);
  if (found) return found;
  const fresh = canonical(what.events.reduce((r: Run, e) => evolve(r, e), run));
  known.set(what, fresh);
  return fresh;
}

const asked = new WeakMap<Run, readonly Due[]>();

/**
 * What should be under way; publishing and the gate's check run change nothing here and are left
 * out. @param run canonical.
 */
export function due(run: Run): readonly Due[] {
  const known = asked.get(run);
  if (known) return known;
  const list = everything(run).filter(
    ({ action }) => action.kind !== "publish" && action.kind !== "postGate",
  );
  asked.set(run, list);
  return list;
}
