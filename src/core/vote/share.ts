// What a handful of verdicts proves: the lower bound of a share, exact for small numbers.
import { assert } from "../kernel.ts";

/**
 * One-sided Clopper–Pearson lower bound (Biometrika 26, 1934): with the given confidence the true
 * share is at least this. 50 of 50 right at .95 proves only .942.
 * @param right whole number, 0 … total.
 * @param total whole number, at least 0; of nothing nothing is known: 0.
 * @param confidence above 0, below 1.
 */
export function shareAtLeast(right: number, total: number, confidence = 0.95): number {
  assert(right >= 0 && right <= total, `a share of ${right} in ${total}`);
  assert(confidence > 0 && confidence < 1, `a confidence of ${confidence}`);
  if (right === 0) return 0;
  const doubt = 1 - confidence;
  let low = 0;
  let high = 1;
  while (high - low > 1e-9) {
    const middle = (low + high) / 2;
    if (atLeastRight(right, total, middle) < doubt) low = middle;
    else high = middle;
  }
  return low;
}

/** Chance of `right` or more successes in `total` trials of chance p, 0 < p < 1. */
function atLeastRight(right: number, total: number, p: number): number {
  const lnOdds = Math.log(p) - Math.log1p(-p);
  let lnTerm = total * Math.log(p);
  let sum = 0;
  for (let wrong = 0; wrong <= total - right; wrong += 1) {
    sum += Math.exp(lnTerm);
    lnTerm += Math.log((total - wrong) / (wrong + 1)) - lnOdds;
  }
  return Math.min(sum, 1);
}
