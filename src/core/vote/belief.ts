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
  /** Whether classes were given checks; where they were not, none had to slip. True if absent. */
  readonly checked?: boolean;
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
  const { kept } = fallen;
  const { ballots } = told;
  const none = ballots[kept.length] ?? 0;
  const [voted, judged] = [votesOf(fallen), sum(ballots)];
  const passed = sum(kept);
  const divided = sum(kept.map((votes, i) => lnRising(votes, ballots[i] ?? 0)));
  const scale = scaleOf(fallen.checked === false ? unchecked(belief) : belief, voted + judged);
  const leading = leadersOf(kept);
  const sets = setsOf(leading, told.apart);
  const weights = sets.map((set) => {
    let [n, more, forms] = [0, 0, 0];
    leading.forEach((i, bit) => {
      if ((set & (1 << bit)) === 0) return;
      n += kept[i] ?? 0;
      more += ballots[i] ?? 0;
      forms += 1;
    });
    // Whoever names none is right where none is; else it is one more mistake.
    const [right, odd] = forms === 0 ? [none, 0] : [more, 1];
    const others = lnRising(passed - n + odd, judged - right) - lnRising(odd, odd * none);
    const urns = divided - lnRising(n, more) - others;
    return scale.set(n, forms, voted, right, judged) + urns;
  });
  const ln = lnSum(weights);
  const shares = weights.map((one) => Math.exp(one - ln));
  const holding = (mask: number): number =>
    sum(shares.filter((_, place) => ((sets[place] ?? 0) & mask) !== 0));
  const right = kept.map((_, i) => holding(maskOf(leading, i)));
  return { ln: ln + scale.whole(fallen, voted + judged), right };
}

/** An election, and how many fell like it. */
export interface Counted {
  readonly fallen: Fallen;
  readonly times: number;
}

/**
 * The likelihood of a history, a logarithm like that of `weighed`, of one belief after the other:
 * what they share is found once, and so are sets of as many classes with as many votes.
 */
export function likelihoodOf(history: readonly Counted[]): (belief: Belief) => number {
  const all = history.map((one) => ({ ...one, voted: votesOf(one.fallen), sets: setsIn(one) }));
  const most = all.reduce((n, { voted }) => Math.max(n, voted), 0);
  return (belief) => {
    const [full, bare] = [scaleOf(belief, most), scaleOf(unchecked(belief), most)];
    return sum(
      all.map(({ fallen, times, voted, sets }) => {
        const scale = fallen.checked === false ? bare : full;
        const weights = sets.map(({ n, forms, ln }) => ln + scale.set(n, forms, voted));
        return times * (lnSum(weights) + scale.whole(fallen, voted));
      }),
    );
  };
}

/** Sets of leading classes by their votes and their number, with the logarithm of how many. */
function setsIn({ fallen: { kept } }: Counted) {
  let sets = new Map([["0/0", { n: 0, forms: 0, many: 1 }]]);
  for (const i of leadersOf(kept)) {
    const next = new Map(sets);
    for (const { n, forms, many } of sets.values()) {
      const more = { n: n + (kept[i] ?? 0), forms: forms + 1 };
      const key = `${more.n}/${more.forms}`;
      next.set(key, { ...more, many: many + (next.get(key)?.many ?? 0) });
    }
    sets = next;
  }
  return [...sets.values()].map(({ n, forms, many }) => ({ n, forms, ln: Math.log(many) }));
}

/** What a belief makes of up to `most` votes: logarithms of weights of sets, and of the rest. */
function scaleOf({ mean, spread, scatter, slips, variety = oneForm }: Belief, most: number) {
  const size = 1 / spread - 1;
  const [a, b] = [rising(mean * size, most), rising((1 - mean) * size, most)];
  const [alike, unlike] = [rising(variety, most), rising(scatter, most)];
  const either = rising(size, most);
  const slip = Math.log(scatter * slips);
  const caught = Math.log(scatter * Math.max(1 - slips, least));
  const form = Math.log(variety) - slip;
  return {
    /** @param more ballots that are right if the set is, of `judged` in all. */
    set: (n: number, forms: number, voted: number, more = 0, judged = 0): number =>
      at(a, n + more) +
      at(b, voted + judged - n - more) +
      forms * form -
      at(alike, n) -
      at(unlike, voted - n),
    whole: ({ kept, failed }: Fallen, all: number): number =>
      kept.length * slip + failed.length * caught - at(either, all),
  };
}

/** The belief of a step whose classes are given no check. */
export const unchecked = (belief: Belief): Belief => ({ ...belief, slips: 1 });

const votesOf = ({ kept, failed }: Fallen): number => sum(kept) + sum(failed);

/** The logarithm of the sum of what the logarithms are of. @param lns at least one. */
function lnSum(lns: readonly number[]): number {
  const top = Math.max(...lns);
  return top + Math.log(sum(lns.map((ln) => Math.exp(ln - top))));
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
