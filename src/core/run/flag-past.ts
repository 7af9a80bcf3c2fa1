// What one run tells of the red flags, by the model that raised them.
import { items } from "../vector.ts";
import { noFlagging, summed, type Flagging } from "./flagging.ts";
import type { Run } from "./state.ts";

/** By the model's name; "" where an older journal names none. */
export function flaggingsOf(run: Run): ReadonlyMap<string, Flagging> {
  const found = new Map<string, Flagging>();
  for (const { flagging } of items(run.units)) {
    flagging.forEach((of, i) => {
      if (of === undefined) return;
      const name = run.started.models?.[i]?.name ?? "";
      found.set(name, summed(found.get(name) ?? noFlagging, of));
    });
  }
  return found;
}

/** What two runs tell together. */
export function merged(
  a: ReadonlyMap<string, Flagging>,
  b: ReadonlyMap<string, Flagging>,
): ReadonlyMap<string, Flagging> {
  const both = new Map(a);
  for (const [name, of] of b) both.set(name, summed(both.get(name) ?? noFlagging, of));
  return both;
}

/** Of all models together. */
export const allModels = (of: ReadonlyMap<string, Flagging>): Flagging =>
  [...of.values()].reduce(summed, noFlagging);
