// How many samples elections will take: the mean, and what nine of ten runs stay within.
import { assert } from "../kernel.ts";
import type { Mixture } from "./odds.ts";
import type { Margins } from "./rule.ts";

/** Elections of one kind that are still to be held. */
export interface Load {
  readonly steps: number;
  /** At index n how often one takes n samples, or votes; in whole elections or as shares of 1. */
  readonly taking: readonly number[];
}

export interface Forecast {
  readonly mean: number;
  /** 90 % of runs take no more. */
  readonly p90: number;
}

interface Limits extends Margins {
  readonly capVotes: number;
}

/** Up to so many elections the distribution is exact; their sum is close to normal above. */
const exactUpTo = 64;
/** The 90 % point of the standard normal distribution. */
const normal90 = 1.2816;

/** Of the sum over all elections, each independent of the others. */
export function forecast(loads: readonly Load[]): Forecast {
  const kinds = loads
    .filter((load) => load.steps > 0)
    .map((load) => ({ steps: load.steps, chances: normed(load.taking) }));
  const steps = kinds.reduce((sum, kind) => sum + kind.steps, 0);
  let mean = 0;
  let variance = 0;
  for (const { steps: times, chances } of kinds) {
    const one = moment(chances, 1);
    mean += times * one;
    variance += times * (moment(chances, 2) - one * one);
  }
  if (steps > exactUpTo) return { mean, p90: Math.ceil(mean + normal90 * Math.sqrt(variance)) };
  let sum: readonly number[] = [1];
  for (const { steps: times, chances } of kinds) {
    const likely = withoutTail(chances);
    for (let i = 0; i < times; i += 1) sum = withoutTail(convolved(sum, likely));
  }
  return { mean, p90: quantile(sum, 0.9) };
}

function normed(taking: readonly number[]): readonly number[] {
  const whole = taking.reduce((sum, n) => sum + n, 0);
  return whole > 0 ? taking.map((n) => n / whole) : taking;
}

/**
 * What is told of votes, told of samples of which only a share are votes. What is no whole number
 * of samples falls to the two beside it, so that the mean is kept.
 * @param valid above 0, at most 1.
 */
export function paidFor(taking: readonly number[], valid: number): readonly number[] {
  const most = Math.ceil((taking.length - 1) / valid);
  const samples = Array.from({ length: most + 1 }, () => 0);
  const add = (n: number, chance: number): void => {
    if (chance > 0) samples[n] = (samples[n] ?? 0) + chance;
  };
  taking.forEach((chance, votes) => {
    const whole = Math.floor(votes / valid);
    const rest = votes / valid - whole;
    add(whole, chance * (1 - rest));
    add(whole + 1, chance * rest);
  });
  return samples;
}

/**
 * Chance, at index n, that an election takes n valid votes. Sums to 1. Independent votes, one
 * alternative (what takes the most votes), steps drawn from their mixture; an election that reaches
 * the cap ends there.
 */
export function votesChances(mixture: Mixture, limits: Limits): readonly number[] {
  const { unanimous, lead, capVotes } = limits;
  assert(unanimous >= 1 && lead >= unanimous && capVotes >= 1, "margins that no rule has");
  const chances = Array.from({ length: capVotes + 1 }, () => 0);
  for (const { weight, p } of mixture) {
    oneChances(p, limits).forEach((chance, n) => {
      chances[n] = (chances[n] ?? 0) + weight * chance;
    });
  }
  return chances;
}

/** By the lead of the right class over the other, apart from what is still unanimous. */
function oneChances(p: number, { unanimous, lead, capVotes }: Limits): readonly number[] {
  const ends = Array.from({ length: capVotes + 1 }, () => 0);
  let contested = new Map<number, number>();
  let alike = { right: 1, wrong: 1 };
  for (let n = 1; n <= capVotes; n += 1) {
    const next = new Map<number, number>();
    const add = (to: number, chance: number): void => {
      if (Math.abs(to) >= lead) ends[n] = (ends[n] ?? 0) + chance;
      else next.set(to, (next.get(to) ?? 0) + chance);
    };
    for (const [ahead, chance] of contested) {
      add(ahead + 1, chance * p);
      add(ahead - 1, chance * (1 - p));
    }
    // While n − 1 votes agree: one more, or the first dissent.
    if (n > 1 && n <= unanimous) {
      add(n - 2, alike.right * (1 - p));
      add(2 - n, alike.wrong * p);
    }
    if (n <= unanimous) alike = { right: p ** n, wrong: (1 - p) ** n };
    if (n === unanimous) ends[n] = (ends[n] ?? 0) + alike.right + alike.wrong;
    contested = next;
  }
  const decided = ends.reduce((sum, chance) => sum + chance, 0);
  ends[capVotes] = (ends[capVotes] ?? 0) + Math.max(0, 1 - decided);
  return ends;
}

const moment = (chances: readonly number[], power: number): number =>
  chances.reduce((sum, chance, n) => sum + chance * n ** power, 0);

function convolved(a: readonly number[], b: readonly number[]): readonly number[] {
  const sum = Array.from({ length: a.length + b.length - 1 }, () => 0);
  a.forEach((x, i) => {
    if (x > 0) b.forEach((y, j) => (sum[i + j] = (sum[i + j] ?? 0) + x * y));
  });
  return sum;
}

/** Below what the quantile is rounded by, however many elections are added. */
const negligible = 1e-12;

/** Up to the last index that matters: a cap of thousands is hardly ever reached. */
function withoutTail(chances: readonly number[]): readonly number[] {
  let beyond = 0;
  const last = chances.findLastIndex((chance) => (beyond += chance) > negligible);
  return chances.slice(0, last + 1);
}

const rounding = 1e-9;

function quantile(chances: readonly number[], share: number): number {
  let below = 0;
  const place = chances.findIndex((chance) => (below += chance) >= share - rounding);
  return place < 0 ? chances.length - 1 : place;
}
