// What winners of a step must be sure of, and which earlier votes on its place still count.
import type { Unit } from "../plan/plan.ts";
import { unchecked } from "../vote/belief.ts";
import type { Caution } from "../vote/caution.ts";
import type { StopRule } from "../vote/rule.ts";
import type { Election } from "./election.ts";
import { checksAt, type Frame } from "./frame.ts";
import type { UnitState } from "./state.ts";

/** What a winner of a step must be sure of, votes of earlier elections on its place included. */
export function cautionAt(frame: Frame, step: number, { torn }: UnitState): Caution | undefined {
  const { unit, cautions } = frame;
  const taught = cautions?.[unit.steps[step]?.kind ?? "code"];
  if (taught === undefined) return undefined;
  const { belief } = taught;
  const caution = checksAt(frame, step) ? taught : { ...taught, belief: unchecked(belief) };
  return torn?.place === placeAt(unit, step) ? { ...caution, earlier: torn.votes } : caution;
}

/** The stop rule of a step: the run's own, and what earlier elections of its kind teach. */
export function ruleAt(frame: Frame, step: number, state: UnitState): StopRule {
  const caution = cautionAt(frame, step, state);
  return caution === undefined ? frame.rule : { ...frame.rule, caution };
}

/** What a step writes, as one text. */
const placeAt = ({ steps }: Unit, step: number): string => JSON.stringify(steps[step]?.target);

/** The unit with the votes that did not agree; those that came late are left out. */
export function tornBy(
  state: UnitState,
  { deciding }: Election,
  step: number,
  { unit, cautions }: Frame,
): UnitState {
  if (!cautions) return state;
  const { counts, failed } = deciding;
  return { ...state, torn: { place: placeAt(unit, step), votes: { counts, failed } } };
}

/** The unit under a new plan: votes on a place that it does not have are void. */
export function stillTorn(state: UnitState, { unit }: Frame): UnitState {
  const { torn } = state;
  const same = unit.steps.some((_, step) => placeAt(unit, step) === torn?.place);
  return same ? state : mended(state);
}

/** The unit without votes of earlier elections. */
export function mended(state: UnitState): UnitState {
  const { torn: _, ...rest } = state;
  return rest;
}
