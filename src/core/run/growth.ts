// How a plan grows: what was elected stands in the place of its part, and what is too large for
// this run, by depth or by number, is left to child runs while runs may have them.
import type { Config } from "../config/config.ts";
import { deepLeftToChildren, leftToChild, split } from "../plan/parts.ts";
import type { Plan } from "../plan/plan.ts";
import type { Started } from "./event.ts";
import type { Within } from "./state.ts";

/** A journal from before there was such a limit does not hold it. */
const limitsOf = ({ config }: Started): Partial<Config["limits"]> => config.limits;

/** Whether parts of the run's plan may become runs of their own: to a limited depth. */
export const mayHaveChildren = (started: Started): boolean =>
  started.repository !== null &&
  (started.parent?.depth ?? 0) < (limitsOf(started).runDepthMax ?? 0);

/** Whether nodes at this depth may be parts: to be split here, or to become child runs. */
export const mayHaveParts = (started: Started, depth: number): boolean =>
  depth < (limitsOf(started).planDepthMax ?? 0) || mayHaveChildren(started);

/** @param within the plan so far and the part that was split; null for the whole. */
export function grown(started: Started, within: Within | null, elected: Plan): Plan {
  const plan = within ? split(within.plan, within.part, elected) : elected;
  if (!mayHaveChildren(started)) return plan;
  const { unitsMax = Infinity, planDepthMax = 0 } = limitsOf(started);
  if (within && plan.units.length > unitsMax) return leftToChild(within.plan, within.part);
  return deepLeftToChildren(plan, planDepthMax);
}
