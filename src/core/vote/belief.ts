// What the right answer's odds are when tasks are unequally hard and mistakes like each other.
import { assert } from "../kernel.ts";

/** How answers of one kind of step fall, fitted to elections whose right answer nobody knows. */
export interface Belief {
  /** Mean chance that one vote is right, 0 < mean < 1. */
  readonly mean: number;
  /** How unequal steps are: the correlation of two votes on one step; above 0, below 1. */
  readonly spread: number;
  /** How readily wrong votes differ: two of them agree with chance 1/(1 + scatter). Above 0. */
  readonly scatter: number;
  /** Chance that a wrong answer passes the checks, above 0, at most 1; 1 where nothing checks. */
  readonly slips: number;
}

/** How the votes of one step fell. */
export interface Fallen {
  /** Votes of each class that passed its checks, or was given none; positive. */
  readonly kept: readonly number[];
  /** Votes of each class that failed them: known to be wrong. */
  readonly failed: readonly number[];
}

interface Weighed {
  /** Natural logarithm of the likelihood, but for the votes' order. */
  readonly ln: number;
  /** For each kept class the chance that it is the right one; what is missing to 1: none is. */
  readonly right: readonly number[];
}

/**
 * Beta prior for the share of right votes, Chinese restaurant process for how wrong ones collide
 * (closed form; Aldous 1985, Pitman 2006): a kept class of n among N votes is right with weight
 * B(a + n, b + N − n) · CRP(the other classes), and each class beside it slipped or was caught.
 * @param ballots further votes, cast between the kept classes and none of them: one number for each
 * class in its order, then those for none. Wrong ones could not scatter, so nothing is learned from
 * how they collide.
 */
export function weighed({ kept, failed }: Fallen, belief: Belief, ballots = noVotes): Weighed {
  const { mean, spread, scatter, slips } = belief;
  const size = 1 / spread - 1;
  const [a, b] = [mean * size, (1 - mean) * size];
  const all = sum(kept) + sum(failed) + sum(ballots);
  const caught = failed.length === 0 ? 0 : failed.length * Math.log(Math.max(1 - slips, least));
  const lnOf = (right: number): number => {
    const n = (kept[right] ?? 0) + (ballots[right] ?? 0);
    const others = [...kept.filter((_, i) => i !== right), ...failed];
    const slipped = others.length - failed.length;
    const shares = lnRising(a, n) + lnRising(b, all - n) - lnRising(a + b, all);
    return shares + collisions(others, scatter) + caught + slipped * Math.log(slips);
  };
  const lns = [...kept.map((_, i) => lnOf(i)), lnOf(-1)];
  const top = Math.max(...lns);
  const weights = lns.map((ln) => Math.exp(ln - top));
  const whole = sum(weights);
  return { ln: top + Math.log(whole), right: weights.slice(0, -1).map((w) => w / whole) };
}

const noVotes: readonly number[] = [];

/** Keeps logarithms finite where something happened that a belief holds impossible. */
const least = 1e-9;

/** ln of the chance that wrong votes fall into classes of these sizes. */
function collisions(sizes: readonly number[], scatter: number): number {
  let ln = -lnRising(scatter, sum(sizes));
  for (const size of sizes) ln += Math.log(scatter) + lnRising(1, size - 1);
  return ln;
}

/** ln of from · (from + 1) · … , `times` factors. */
function lnRising(from: number, times: number): number {
  assert(times >= 0, `${times} factors`);
  let ln = 0;
  for (let i = 0; i < times; i += 1) ln += Math.log(from + i);
  return ln;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, n) => total + n, 0);

const means = [0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 0.98];
const spreads = [0.02, 0.05, 0.1, 0.2, 0.35];
const scatters = [0.5, 1, 2, 4];
const slipping = [0.1, 0.2, 0.3, 0.4, 0.55, 0.75, 0.95];

/** Where the search starts: 80 % of steps with p = .9 and 20 % with p = .6 have such a spread. */
const usual: Belief = { mean: 0.85, spread: 0.1, scatter: 1, slips: 0.4 };
const rounds = 4;

/** Steps without which nothing is believed. */
const stepsMin = 30;

/**
 * The belief of a small grid that makes a history most likely, found by one coordinate after the
 * other. @returns null before 30 steps with two or more votes.
 */
export function beliefOf(history: readonly Fallen[]): Belief | null {
  const telling = counted(history);
  if (sum(telling.map((one) => one.times)) < stepsMin) return null;
  const caught = telling.some(({ fallen }) => fallen.failed.length > 0);
  const lnOf = (belief: Belief): number =>
    sum(telling.map(({ fallen, times }) => times * weighed(fallen, belief).ln));
  let best = { belief: caught ? usual : { ...usual, slips: 1 }, ln: -Infinity };
  const consider = (belief: Belief): void => {
    const ln = lnOf(belief);
    if (ln > best.ln) best = { belief, ln };
  };
  for (let round = 0; round < rounds; round += 1) {
    const before = best.ln;
    for (const mean of means) {
      for (const spread of spreads) consider({ ...best.belief, mean, spread });
    }
    for (const scatter of scatters) consider({ ...best.belief, scatter });
    if (caught) for (const slips of slipping) consider({ ...best.belief, slips });
    if (best.ln === before) break;
  }
  return best.belief;
}

interface Counted {
  readonly fallen: Fallen;
  readonly times: number;
}

function counted(history: readonly Fallen[]): readonly Counted[] {
  const found = new Map<string, Counted>();
  for (const { kept, failed } of history) {
    if (sum(kept) + sum(failed) < 2) continue;
    const fallen = { kept: descending(kept), failed: descending(failed) };
    const key = `${fallen.kept.join()}/${fallen.failed.join()}`;
    found.set(key, { fallen, times: (found.get(key)?.times ?? 0) + 1 });
  }
  return [...found.values()];
}

const descending = (numbers: readonly number[]): number[] => numbers.toSorted((x, y) => y - x);

/**
 * The largest chance of error with which a winner may pass, so that of a history's winners those
 * that pass would have been wrong in at most the given share on average.
 * @param wrongMax above 0, below 1. @returns from wrongMax / 10 to .2.
 */
export function errorAllowed(history: readonly Fallen[], belief: Belief, wrongMax: number): number {
  const errors = history
    .filter(({ kept }) => kept.length > 0)
    .map((fallen) => leaderError(fallen, belief))
    .sort((x, y) => x - y);
  let total = 0;
  let allowed = errorMost;
  for (const [i, error] of errors.entries()) {
    total += error;
    if (total / (i + 1) <= wrongMax) continue;
    allowed = errors[i - 1] ?? 0;
    break;
  }
  return Math.min(errorMost, Math.max(wrongMax / 10, allowed));
}

/** Nothing is merged that is as likely to be wrong as this, however good the others are. */
const errorMost = 0.2;

/** Chance that the class with the most votes is not the right one. */
function leaderError(fallen: Fallen, belief: Belief): number {
  const { right } = weighed(fallen, belief);
  const most = Math.max(...fallen.kept);
  return 1 - (right[fallen.kept.indexOf(most)] ?? 0);
}
