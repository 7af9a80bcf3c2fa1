// The odds of a whole run: the paper's k_min and p_full, and what the votes are expected to cost.
import { no, ok, type Result } from "../kernel.ts";
import { logRatio } from "./odds.ts";

export type KMin =
  | {
      readonly kind: "margin";
      /** Least whole margin k that meets the target. */
      readonly k: number;
      /** The right side of Eq. 14 before rounding up. */
      readonly exact: number;
    }
  | { readonly kind: "no margin helps"; readonly because: string };

const marginMax = 1_000_000;

/** A quotient this close above a whole number is that number, rounded badly. */
const rounding = 1e-12;

/**
 * Least k for which first-to-ahead-by-k gets all steps right with the wanted chance:
 * k_min = ceil(ln(t^(−1/s) − 1) / ln r), arXiv 2511.09030 Eq. 14 with one step per election.
 * @param p chance that one valid vote is right, 0 … 1.
 * @param steps whole number, 1 … 2^53 − 1.
 * @param target wanted chance for the whole run, above 0 and below 1.
 */
export function kMin(p: number, steps: number, target: number): Result<KMin, string> {
  const mistake = mistakeInP(p) ?? mistakeInGoal(steps, target);
  if (mistake !== null) return no(mistake);
  if (p <= 0.5) return ok({ kind: "no margin helps", because: coinOrWorse(p) });
  const lnRatio = logRatio(p);
  const lnOdds = Math.log(Math.expm1(-Math.log(target) / steps));
  const exact = p === 1 ? 0 : Math.max(0, lnOdds / lnRatio);
  if (exact > marginMax) {
    const because = `p = ${p} is so near 1/2 that k would pass ${marginMax}`;
    return ok({ kind: "no margin helps", because });
  }
  return ok({ kind: "margin", k: Math.max(1, Math.ceil(exact * (1 - rounding))), exact });
}

const coinOrWorse = (p: number): string =>
  `more votes help only when p is above 1/2, and it is ${p}`;

/**
 * p_full, the chance that every step elects the right class: (1 − wrong)^steps, without loss of
 * digits for tiny `wrong`. With wrong = 1/(1 + r^−k) it is (1 + r^k)^(−s), Eq. 13.
 * @param wrong chance that one step elects a wrong class, 0 … 1.
 */
export const pFull = (wrong: number, steps: number): number => Math.exp(steps * Math.log1p(-wrong));

/** The chance of a wrong step that a whole-run target allows: 1 − t^(1/s). */
export const wrongAllowed = (target: number, steps: number): number =>
  -Math.expm1(Math.log(target) / steps);

/**
 * E[cost] = c · s · E[N] / v. The paper's Eq. 19 has k/(2p−1) in place of E[N] and is never lower.
 * @param votes valid votes expected per step.
 * @param price of one sample; the result has the same currency.
 * @param validShare v, share of samples that carry no red flag, above 0 and at most 1.
 */
export const expectedCost = (
  votes: number,
  steps: number,
  price: number,
  validShare: number,
): number => (price * steps * votes) / validShare;

/** @returns a sentence when p is no probability, null when it is one. */
export const mistakeInP = (p: number): string | null =>
  p >= 0 && p <= 1 ? null : `p must be a probability between 0 and 1, not ${p}`;

/** @returns a sentence about the first value out of range, null when both are fine. */
export function mistakeInGoal(steps: number, target: number): string | null {
  if (!Number.isSafeInteger(steps) || steps < 1) {
    return `steps must be a whole number from 1 to ${Number.MAX_SAFE_INTEGER}, not ${steps}`;
  }
  if (target > 0 && target < 1) return null;
  return `target must be a probability above 0 and below 1, not ${target}: no vote is certain`;
}
