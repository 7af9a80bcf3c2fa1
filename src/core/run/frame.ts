// What the transitions of one unit need to know of the run and its settings.
import type { Sha } from "../kernel.ts";
import { checkOf } from "../plan/tests-first.ts";
import type { Unit } from "../plan/plan.ts";
import type { StopRule } from "../vote/rule.ts";
import type { Vote } from "./event.ts";
import type { Cautions } from "./terms.ts";
import type { Origin } from "./origin.ts";
import type { RunoffFrame } from "./runoff.ts";

/** What a transition needs to know besides the unit itself. */
export interface Frame {
  readonly unit: Unit;
  readonly rule: StopRule;
  /** Classes are checked in the sandbox before they count, where their step asks for it. */
  readonly checks: boolean;
  readonly line: Sha | null;
  /** How long CI may stay pending, in milliseconds. */
  readonly ciMs: number;
  /** Whether a unit that fails is planned anew before a person is asked. */
  readonly replans: boolean;
  readonly runoff: { readonly candidatesMax: number; readonly probesMax: number };
  readonly cautions?: Cautions;
  originOf(vote: Vote): Origin;
}

/** Whether classes of a step are checked before they count. */
export const checksAt = ({ unit, checks }: Frame, step: number): boolean =>
  checks && checkOf(unit, step) !== null;

/** What the runoff of a unit's step needs to know. */
export const runoffFrame = ({ rule, runoff, originOf }: Frame): RunoffFrame => ({
  ...runoff,
  // Ballots name one of few: they never scatter.
  rule: { ...rule, scatterMax: 0 },
  originOf,
});
