// The choice of margins: the pair with the fewest expected votes that keeps to an allowed error.
import { no, ok, type Result } from "../kernel.ts";
import { mixtureOdds, type Mixture, type StepOdds } from "./odds.ts";
import type { Margins } from "./rule.ts";
import { mistakeInGoal, mistakeInP, wrongAllowed } from "./whole-run.ts";

export type Goal =
  /** At most this chance of a wrong winner per step, above 0 and below 1. */
  | { readonly kind: "step"; readonly wrong: number }
  /** All of `steps` right with chance `target`. */
  | { readonly kind: "run"; readonly steps: number; readonly target: number };

export type Choice =
  | { readonly kind: "margins"; readonly margins: Margins; readonly odds: StepOdds }
  | {
      readonly kind: "out of reach";
      /** The most careful pair tried, and what it gives. */
      readonly margins: Margins;
      readonly odds: StepOdds;
      /** The error that ever larger margins end at: steps on which most votes are wrong. */
      readonly floor: number;
    };

export interface Search {
  readonly unanimousMax: number;
  readonly leadMax: number;
}

/** Wide enough for every class of step worth voting on; takes milliseconds. */
export const usualSearch: Search = { unanimousMax: 9, leadMax: 18 };

/**
 * Tries every pair 1 ≤ k_u ≤ unanimousMax, k_u ≤ k_d ≤ leadMax. Of the pairs that reach the goal
 * it returns the one with the fewest expected votes, of equals the smaller chance of error.
 * Independent votes, one alternative, no cap; fails on a mixture or goal out of range.
 */
export function chooseMargins(
  mixture: Mixture,
  goal: Goal,
  search: Search = usualSearch,
): Result<Choice, string> {
  const mistake = mistakeInMixture(mixture) ?? mistakeIn(goal);
  if (mistake !== null) return no(mistake);
  const allowed = goal.kind === "step" ? goal.wrong : wrongAllowed(goal.target, goal.steps);
  let best: { margins: Margins; odds: StepOdds } | null = null;
  let safest: { margins: Margins; odds: StepOdds } | null = null;
  for (const margins of pairs(search)) {
    const odds = mixtureOdds(mixture, margins);
    if (!safest || odds.wrong < safest.odds.wrong) safest = { margins, odds };
    if (odds.wrong <= allowed && (!best || cheaper(odds, best.odds))) best = { margins, odds };
  }
  if (best) return ok({ kind: "margins", ...best });
  if (!safest) return no("the search must allow at least one unanimous vote and a lead of one");
  return ok({ kind: "out of reach", ...safest, floor: floorOf(mixture) });
}

const equalMax = 200;

/**
 * Least k ≤ 200 for which equal margins keep to the allowed error, or null: what the paper's rule
 * needs on steps that are not alike. Eq. 14 fed with their mean p is far too hopeful.
 * @param allowed chance of a wrong winner per step.
 */
export function equalMarginFor(mixture: Mixture, allowed: number): number | null {
  for (let k = 1; k <= equalMax; k += 1) {
    if (mixtureOdds(mixture, { unanimous: k, lead: k }).wrong <= allowed) return k;
  }
  return null;
}

function* pairs({ unanimousMax, leadMax }: Search): Generator<Margins> {
  for (let unanimous = 1; unanimous <= unanimousMax; unanimous += 1) {
    for (let lead = unanimous; lead <= leadMax; lead += 1) yield { unanimous, lead };
  }
}

const cheaper = (a: StepOdds, b: StepOdds): boolean =>
  a.votes < b.votes || (a.votes === b.votes && a.wrong < b.wrong);

/** Chance that endless voting elects a wrong class: all steps below 1/2, half of those at it. */
export function floorOf(mixture: Mixture): number {
  let floor = 0;
  for (const { weight, p } of mixture) floor += p < 0.5 ? weight : p === 0.5 ? weight / 2 : 0;
  return floor;
}

const roundingMax = 1e-9;

/** @returns a sentence when this is no mixture of probabilities, null when it is one. */
export function mistakeInMixture(mixture: Mixture): string | null {
  let sum = 0;
  for (const { weight, p } of mixture) {
    const mistake = mistakeInP(p);
    if (mistake !== null) return mistake;
    if (!(weight >= 0 && weight <= 1)) return `a weight must lie between 0 and 1, not ${weight}`;
    sum += weight;
  }
  return Math.abs(sum - 1) <= roundingMax ? null : `the weights must sum to 1, not ${sum}`;
}

function mistakeIn(goal: Goal): string | null {
  if (goal.kind === "run") return mistakeInGoal(goal.steps, goal.target);
  if (goal.wrong > 0 && goal.wrong < 1) return null;
  return `the allowed error must lie above 0 and below 1, not ${goal.wrong}`;
}
