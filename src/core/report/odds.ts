// The report of `quorum odds`: the margins that a whole run needs, what they give and cost.
import { no, ok, type Result } from "../kernel.ts";
import {
  chooseMargins,
  equalMarginFor,
  mistakeInMixture,
  usualSearch,
  type Search,
} from "../vote/margins.ts";
import { alike, mixtureOdds, type Mixture } from "../vote/odds.ts";
import type { Margins } from "../vote/rule.ts";
import { expectedCost, kMin, pFull, wrongAllowed } from "../vote/whole-run.ts";

export interface OddsInput {
  /** Chance that one valid vote is right, 0 … 1. */
  readonly p: number;
  /** Whole number from 1. */
  readonly steps: number;
  /** Wanted chance that all steps come out right, above 0 and below 1. */
  readonly target: number;
  /** Price of one sample in any currency; null when unknown. */
  readonly pricePerVote: number | null;
  /** Share of samples without a red flag, above 0 and at most 1; 1 when left out. */
  readonly validShare?: number;
  /** A share of the steps on which votes are right with another chance. */
  readonly hard?: { readonly share: number; readonly p: number };
}

export interface RunOdds {
  readonly margins: Margins;
  readonly pFull: number;
  /** 1 − pFull, with its digits. */
  readonly pFail: number;
  readonly expectedVotes: { readonly perStep: number; readonly total: number };
  /** Null without a price. */
  readonly expectedCost: number | null;
}

export type OddsReport = { readonly input: OddsInput } & (
  | (RunOdds & {
      readonly kind: "margins";
      /** Least k of the paper's rule (Eq. 14), and the value before rounding up. */
      readonly kMin: number;
      readonly kExact: number;
      /** The paper's rule at kMin, for comparison. */
      readonly paper: RunOdds;
      readonly hard: HardOdds | null;
    })
  | { readonly kind: "no margin helps"; readonly kMin: null; readonly because: string }
);

export interface HardOdds {
  /** What the margins above give when that share of steps is as hard as told. */
  readonly unaware: RunOdds;
  /** Margins that reach the target all the same; null when no lead up to 200 does. */
  readonly needed: RunOdds | null;
}

/**
 * `margins` is the pair with the fewest expected votes (k_u ≤ 9, k_d ≤ 18) that reaches the
 * target, or k_min twice where that range has none. Fails with a sentence on a value out of range.
 */
export function oddsReport(input: OddsInput): Result<OddsReport, string> {
  const { p, steps, target } = input;
  const least = kMin(p, steps, target);
  if (!least.ok) return least;
  const mistake = mistakeInRest(input);
  if (mistake !== null) return no(mistake);
  if (least.value.kind === "no margin helps") return ok({ input, kMin: null, ...least.value });
  const { k, exact } = least.value;
  const paper = runOdds(alike(p), { unanimous: k, lead: k }, input);
  const chosen = marginsFor(alike(p), input, usualSearch) ?? paper.margins;
  const best = runOdds(alike(p), chosen, input);
  return ok({
    kind: "margins",
    input,
    kMin: k,
    kExact: exact,
    ...best,
    paper,
    hard: input.hard ? hardOdds(input.hard, chosen, input) : null,
  });
}

function hardOdds(
  hard: NonNullable<OddsInput["hard"]>,
  unaware: Margins,
  input: OddsInput,
): HardOdds {
  const mixture = mixtureOf(hard, input.p);
  const needed = marginsForMixture(mixture, input);
  return {
    unaware: runOdds(mixture, unaware, input),
    needed: needed && runOdds(mixture, needed, input),
  };
}

const mixtureOf = (hard: NonNullable<OddsInput["hard"]>, p: number): Mixture => [
  { weight: hard.share, p: hard.p },
  { weight: 1 - hard.share, p },
];

/** Above this k the search for a pair would take seconds. */
const pairsUpTo = 40;

/** Mixtures often need a lead beyond the usual search, and then gain most from unequal margins. */
function marginsForMixture(mixture: Mixture, input: OddsInput): Margins | null {
  const usual = marginsFor(mixture, input, usualSearch);
  if (usual) return usual;
  const k = equalMarginFor(mixture, wrongAllowed(input.target, input.steps));
  if (k === null) return null;
  const wide = { unanimousMax: k, leadMax: 2 * k };
  const pair = k <= pairsUpTo ? marginsFor(mixture, input, wide) : null;
  return pair ?? { unanimous: k, lead: k };
}

function marginsFor(mixture: Mixture, input: OddsInput, search: Search): Margins | null {
  const { steps, target } = input;
  const choice = chooseMargins(mixture, { kind: "run", steps, target }, search);
  return choice.ok && choice.value.kind === "margins" ? choice.value.margins : null;
}

function runOdds(mixture: Mixture, margins: Margins, input: OddsInput): RunOdds {
  const { steps, pricePerVote, validShare = 1 } = input;
  const { wrong, votes } = mixtureOdds(mixture, margins);
  return {
    margins,
    pFull: pFull(wrong, steps),
    pFail: -Math.expm1(steps * Math.log1p(-wrong)),
    expectedVotes: { perStep: votes, total: votes * steps },
    expectedCost:
      pricePerVote === null ? null : expectedCost(votes, steps, pricePerVote, validShare),
  };
}

function mistakeInRest({ p, pricePerVote, validShare = 1, hard }: OddsInput): string | null {
  if (pricePerVote !== null && !(pricePerVote >= 0 && pricePerVote < Infinity)) {
    return `the price per vote must be 0 or more, not ${pricePerVote}`;
  }
  if (!(validShare > 0 && validShare <= 1)) {
    return `the share of valid samples must be above 0 and at most 1, not ${validShare}`;
  }
  return hard ? mistakeInMixture(mixtureOf(hard, p)) : null;
}
