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
  /**
   * How readily right votes differ, in forms that no vote key sees to be one: two of them agree
   * with chance 1/(1 + variety). Above 0; a journal from before it was known has none.
   */
  readonly variety?: number;
}

/** How the votes of one step fell. */
export interface Fallen {
  /** Votes of each class that passed its checks, or was given none; positive. */
  readonly kept: readonly number[];
  /** Votes of each class that failed them: known to be wrong. */
  readonly failed: readonly number[];
}

interface Weighed {
  /** Natural logarithm of the likelihood, but for factors that no belief changes. */
  readonly ln: number;
  /** For each kept class the chance that it is right; several may be, so it may sum to more. */
  readonly right: readonly number[];
}

/** Of the classes with most votes this many may be right; all others are taken for wrong. */
const rightMost = 5;

/** The variety of a belief from before it was known: one class is right, no more. */
const oneForm = 1e-6;

/**
 * Beta prior for the share of right votes, Chinese restaurant processes for how right and how wrong
 * ones fall into classes (closed form; Aldous 1985, Pitman 2006). A set of kept classes with n of N
 * votes holds all that are right with weight B(a + n, b + N − n) · CRP(the set; variety) ·
 * CRP(all others; scatter); each of the others slipped or was caught. What is right never fails.
 */
export function weighed(fallen: Fallen, belief: Belief, told: Evidence = nothing): Weighed {
  const leading = leadersOf(fallen.kept);
  const sets = setsOf(leading, told.apart);
  const most = sum(fallen.kept) + sum(fallen.failed) + sum(told.ballots);
  const weights = weightsOf(fallen, told, termsOf(belief, most), leading, sets);
  const { ln, shares, whole } = summedUp(weights);
  const holding = (mask: number): number =>
    sum(shares.filter((_, place) => ((sets[place] ?? 0) & mask) !== 0));
  return { ln, right: fallen.kept.map((_, i) => holding(maskOf(leading, i)) / whole) };
}

/** What `weighed` gives as `ln` of many elections, each of at most `most` votes. */
export function lnsOf(belief: Belief, most: number): (fallen: Fallen) => number {
  const terms = termsOf(belief, most);
  return (fallen) => {
    const leading = leadersOf(fallen.kept);
    const sets = setsOf(leading, nothing.apart);
    return summedUp(weightsOf(fallen, nothing, terms, leading, sets)).ln;
  };
}

function summedUp(weights: readonly number[]) {
  const top = Math.max(...weights);
  const shares = weights.map((ln) => Math.exp(ln - top));
  const whole = sum(shares);
  return { ln: top + Math.log(whole), shares, whole };
}

/** Logarithms of what a belief gives to votes and classes. */
interface Terms {
  readonly right: Float64Array;
  readonly wrong: Float64Array;
  readonly all: Float64Array;
  readonly alike: Float64Array;
  readonly unlike: Float64Array;
  /** Of one more class that is right, that slipped, that was caught. */
  readonly form: number;
  readonly slip: number;
  readonly caught: number;
}

function termsOf({ mean, spread, scatter, slips, variety = oneForm }: Belief, most: number): Terms {
  const size = 1 / spread - 1;
  return {
    right: rising(mean * size, most),
    wrong: rising((1 - mean) * size, most),
    all: rising(size, most),
    alike: rising(variety, most),
    unlike: rising(scatter, most),
    form: Math.log(variety),
    slip: Math.log(scatter * slips),
    caught: Math.log(scatter * Math.max(1 - slips, least)),
  };
}

/** The logarithm of each set's weight. */
function weightsOf(
  { kept, failed }: Fallen,
  { ballots }: Evidence,
  terms: Terms,
  leading: readonly number[],
  sets: readonly number[],
): readonly number[] {
  const [passed, named] = [sum(kept), sum(ballots)];
  const voted = passed + sum(failed);
  const none = ballots[kept.length] ?? 0;
  const all = voted + named;
  const fixed = failed.length * terms.caught - at(terms.all, all);
  const divided = sum(kept.map((votes, i) => lnRising(votes, ballots[i] ?? 0)));
  return sets.map((set) => {
    let [n, more, forms] = [0, 0, 0];
    leading.forEach((i, bit) => {
      if ((set & (1 << bit)) === 0) return;
      n += kept[i] ?? 0;
      more += ballots[i] ?? 0;
      forms += 1;
    });
    // Whoever names none is right where none is; else it is one more mistake.
    const [right, odd] = forms === 0 ? [none, 0] : [more, 1];
    const others = lnRising(passed - n + odd, named - right) - lnRising(odd, odd * none);
    const urns = divided - lnRising(n, more) - others;
    const shares = at(terms.right, n + right) + at(terms.wrong, all - n - right);
    const classes = forms * terms.form + (kept.length - forms) * terms.slip;
    return fixed + shares + classes + urns - at(terms.alike, n) - at(terms.unlike, voted - n);
  });
}

/** What else is known of the classes. */
export interface Evidence {
  /**
   * Further votes, cast between the kept classes and none of them: one number for each class in its
   * order, then those for none, which are right where none is. Right ones and wrong ones fall among
   * their classes like the votes for these (Pólya urns; a wrong none counts as one vote).
   */
  readonly ballots: readonly number[];
  /** Places of two kept classes of which at most one is right, for some test tells them apart. */
  readonly apart: readonly (readonly [number, number])[];
}

const nothing: Evidence = { ballots: [], apart: [] };

/** Sets of leading classes, a bit for each, of which none are told apart. */
function setsOf(leading: readonly number[], apart: Evidence["apart"]): readonly number[] {
  const masks = apart.map((pair) => pair.map((i) => maskOf(leading, i)));
  const holdsAll = (set: number, some: readonly number[]): boolean =>
    some.every((mask) => (set & mask) !== 0);
  return Array.from({ length: 2 ** leading.length }, (_, set) => set).filter(
    (set) => !masks.some((pair) => holdsAll(set, pair)),
  );
}

/** The bit of a class in a set of leading ones; 0 where it is none of them. */
const maskOf = (leading: readonly number[], i: number): number => {
  const bit = leading.indexOf(i);
  return bit < 0 ? 0 : 1 << bit;
};

/** Keeps logarithms finite where something happened that a belief holds impossible. */
const least = 1e-9;

/** Places of the classes with most votes, of equals the earlier ones. */
const leadersOf = (kept: readonly number[]): readonly number[] =>
  kept
    .map((votes, i) => ({ votes, i }))
    .sort((x, y) => y.votes - x.votes)
    .slice(0, rightMost)
    .map(({ i }) => i);

/** The logarithm of from · (from + 1) · … , `times` factors. */
function lnRising(from: number, times: number): number {
  let ln = 0;
  for (let i = 0; i < times; i += 1) ln += Math.log(from + i);
  return ln;
}

/** For 0 … `most` factors of from · (from + 1) · … the logarithm of their product. */
function rising(from: number, most: number): Float64Array {
  const lns = new Float64Array(most + 1);
  for (let i = 1; i <= most; i += 1) lns[i] = at(lns, i - 1) + Math.log(from + i - 1);
  return lns;
}

function at(lns: Float64Array, i: number): number {
  const ln = lns[i];
  assert(ln !== undefined, `${i} of ${lns.length} factors`);
  return ln;
}

export const sum = (numbers: readonly number[]): number =>
  numbers.reduce((total, n) => total + n, 0);
