// How sure one may be of a winner: an estimate for reports, never a stop rule.
import { assert } from "../kernel.ts";
import { likelihood } from "./likelihood.ts";
import type { Mixture } from "./odds.ts";

/**
 * Chance that the class with the most votes is the right one, given how the votes fell and how
 * hard steps of this kind are. For steps all alike with two classes it is 1/(1 + r^lead).
 * Call it with the estimate for a figure, with `alike(estimate.lower)` for its lower bound.
 * @param votes per class, positive, at least one class.
 */
export function winnerRight(votes: readonly number[], mixture: Mixture): number {
  assert(votes.length > 0, "the odds of a winner without votes");
  const parts = mixture.map(({ weight, p }) => ({ weight, ...likelihood(votes, p) }));
  const top = Math.max(...parts.map((part) => part.ln));
  let whole = 0;
  let right = 0;
  for (const { weight, ln, leader } of parts) {
    const share = weight * Math.exp(ln - top);
    whole += share;
    right += share * leader;
  }
  return right / whole;
}
