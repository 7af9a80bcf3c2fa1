// What a model's votes are worth: its share of right ones from labelled history, and their weight.
import { assert } from "../kernel.ts";
import { logRatio } from "./odds.ts";
import { weightUnit } from "./tally.ts";

/** A model's votes on steps whose right answer is known by now. */
export interface Labelled {
  /** Whole numbers, at least 0. */
  readonly right: number;
  readonly wrong: number;
}

/** Before any vote: 80 % of models as Beta(18, 2), 20 % as Beta(3, 2). */
const prior = [
  { share: 0.8, right: 18, wrong: 2 },
  { share: 0.2, right: 3, wrong: 2 },
] as const;

/**
 * Chance that the model's next vote is right: the mean of the posterior, .84 before any vote.
 * @returns above 0, below 1.
 */
export function rightShare({ right, wrong }: Labelled): number {
  assert(right >= 0 && wrong >= 0, `${right} right and ${wrong} wrong votes`);
  const parts = prior.map((p) => ({
    ln: Math.log(p.share) + lnRising(p.right, right) + lnRising(p.wrong, wrong) -
      lnRising(p.right + p.wrong, right + wrong),
    mean: (p.right + right) / (p.right + p.wrong + right + wrong),
  }));
  const top = Math.max(...parts.map((part) => part.ln));
  let whole = 0;
  let mean = 0;
  for (const part of parts) {
    const share = Math.exp(part.ln - top);
    whole += share;
    mean += share * part.mean;
  }
  return mean / whole;
}

/** ln of from · (from + 1) · … , `times` factors: what Beta functions differ by. */
function lnRising(from: number, times: number): number {
  let ln = 0;
  for (let i = 0; i < times; i += 1) ln += Math.log(from + i);
  return ln;
}

/** Labelled votes without which no model is dropped. */
const evidenceMin = 20;

/**
 * Weights ln(p/q) relative to the best model's, which is 1; rounded to what a tally sums exactly.
 * A model whose votes are right no more often than wrong carries no information: null, it is
 * dropped, once there are 20 votes to say so; before, it weighs the least there is. Of models all
 * dropped the best one stays. Weighted sums are then the test of the likelihood ratio.
 * @returns one entry for each model, in their order; at least one is no null.
 */
export function weightsOf(models: readonly Labelled[]): readonly (number | null)[] {
  const shares = models.map(rightShare);
  const best = Math.max(...shares);
  const top = -logRatio(best);
  return models.map(({ right, wrong }, i) => {
    const p = shares[i] ?? best;
    if (p === best) return 1;
    if (p <= 0.5) return right + wrong >= evidenceMin ? null : weightUnit;
    const units = Math.round(-logRatio(p) / top / weightUnit);
    return Math.min(1, Math.max(1, units) * weightUnit);
  });
}
