// Estimates how often votes are right from elections alone: no label, and never the winner's share.
import { assert } from "../kernel.ts";
import { likelihood, pMax } from "./likelihood.ts";
import { alike, type Mixture } from "./odds.ts";

/** Ended elections whose counts were alike. */
export interface Seen {
  /** Valid votes per class, positive, in any order. */
  readonly votes: readonly number[];
  /** How many such elections; fractions are allowed for assumed ones. */
  readonly times: number;
}

/**
 * What a new class of steps is assumed to be worth before it has a history: 20 elections of three
 * votes on 80 % steps of p = .9 and 20 % of p = .6. Put it in front of the seen ones.
 */
export const assumedHistory: readonly Seen[] = [
  { votes: [3], times: 12.8 },
  { votes: [2, 1], times: 7.2 },
];

export type Estimate =
  | { readonly kind: "unknown"; readonly because: string }
  | {
      readonly kind: "estimate";
      /** One component, or two where the history shows that steps differ; hardest first. */
      readonly mixture: Mixture;
      /** Mean p of a step under the mixture. */
      readonly mean: number;
      /** One-sided 95 % lower bound for p, all steps taken as alike. */
      readonly lower: number;
      /** Elections that told something: those with two or more votes. */
      readonly elections: number;
    };

interface Fit {
  readonly mixture: Mixture;
  readonly ln: number;
}

/**
 * Maximum of the unlabelled likelihood, the product over elections of the sum over classes that
 * may be right. The rule that ended the elections does not bias it, since it looked at counts
 * only. Components are sought from 1/2 up: counts cannot tell p from 1−p, so steps on which most
 * votes are wrong stay invisible here and show only in labels (CI, reviews, reverts).
 */
export function estimate(history: readonly Seen[]): Estimate {
  const telling = merged(history);
  const elections = telling.reduce((sum, seen) => sum + seen.times, 0);
  if (elections === 0) {
    return { kind: "unknown", because: "no election with two or more votes has ended yet" };
  }
  const one = fit(telling, alike(0.8), roundsMax);
  const likely = starts
    .map((start) => fit(telling, start, roundsToCompare))
    .reduce((a, b) => (b.ln > a.ln ? b : a));
  const two = fit(telling, likely.mixture, roundsMax);
  // Two parameters more must pay for themselves: the Bayesian information criterion.
  const mixed = two.ln - one.ln > Math.log(Math.max(elections, 1));
  const { mixture } = mixed ? two : one;
  return {
    kind: "estimate",
    mixture: mixture.toSorted((a, b) => a.p - b.p),
    mean: mixture.reduce((sum, { weight, p }) => sum + weight * p, 0),
    lower: lowerBound(telling, one),
    elections,
  };
}

/** Elections with fewer than two votes look the same for every p. */
function merged(history: readonly Seen[]): Seen[] {
  const byVotes = new Map<string, Seen>();
  for (const { votes, times } of history) {
    assert(times >= 0 && votes.every((n) => n > 0), "a history of elections with negative counts");
    const sorted = votes.toSorted((a, b) => b - a);
    if (times === 0 || sorted.reduce((sum, n) => sum + n, 0) < 2) continue;
    const key = sorted.join(":");
    byVotes.set(key, { votes: sorted, times: times + (byVotes.get(key)?.times ?? 0) });
  }
  return [...byVotes.values()];
}

const starts: readonly Mixture[] = [
  [0.6, 0.9],
  [0.6, 0.98],
  [0.75, 0.97],
  [0.7, 0.995],
].flatMap(([hard = 0.5, easy = 1]) =>
  [0.02, 0.2, 0.5].map((weight) => [
    { weight, p: hard },
    { weight: 1 - weight, p: easy },
  ]),
);

const roundsToCompare = 30;
const roundsMax = 2000;
const gainMin = 1e-10;

/** Expectation–maximisation from a given start: no round lowers the likelihood, none is random. */
function fit(history: readonly Seen[], start: Mixture, roundsMax: number): Fit {
  let now: Fit = { mixture: start, ln: -Infinity };
  for (let round = 0; round < roundsMax; round += 1) {
    const next = improved(history, now.mixture);
    const gain = next.ln - now.ln;
    now = next;
    if (gain < gainMin * Math.max(1, Math.abs(next.ln))) break;
  }
  return now;
}

/** One round; `ln` belongs to the mixture put in, the one that comes out is at least as good. */
function improved(history: readonly Seen[], mixture: Mixture): Fit {
  const sums = mixture.map(() => ({ elections: 0, right: 0, votes: 0 }));
  let ln = 0;
  let all = 0;
  for (const { votes, times } of history) {
    const cast = votes.reduce((sum, n) => sum + n, 0);
    const parts = mixture.map(({ weight, p }) => ({ weight, ...likelihood(votes, p) }));
    const top = Math.max(...parts.map((part) => part.ln));
    const shares = parts.map((part) => part.weight * Math.exp(part.ln - top));
    const whole = shares.reduce((sum, share) => sum + share, 0);
    ln += times * (top + Math.log(whole));
    all += times;
    for (const [i, sum] of sums.entries()) {
      const belongs = (times * (shares[i] ?? 0)) / whole;
      sum.elections += belongs;
      sum.right += belongs * (parts[i]?.right ?? 0);
      sum.votes += belongs * cast;
    }
  }
  const next = sums.map(({ elections, right, votes }) => ({
    weight: elections / all,
    p: votes > 0 ? Math.min(Math.max(right / votes, 0.5), pMax) : 0.5,
  }));
  return { mixture: next, ln };
}

/** Half the 95 % point of χ² with one degree, one-sided: 1.645² / 2. */
const dropAllowed = 1.3528;

/** The least p whose likelihood lies no more than that below the best: a profile bound. */
function lowerBound(history: readonly Seen[], best: Fit): number {
  const lnAt = (p: number): number =>
    history.reduce((sum, { votes, times }) => sum + times * likelihood(votes, p).ln, 0);
  let low = 0.5;
  let high = best.mixture[0]?.p ?? 0.5;
  const demanded = lnAt(high) - dropAllowed;
  if (lnAt(low) >= demanded) return low;
  while (high - low > 1e-9) {
    const middle = (low + high) / 2;
    if (lnAt(middle) < demanded) low = middle;
    else high = middle;
  }
  return low;
}
