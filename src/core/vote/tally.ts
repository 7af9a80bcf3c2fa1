// Votes per class. The tally depends on which ballots were cast, never on the order they came in.
import { assert } from "../kernel.ts";
import type { Ballot, ClassId } from "./ballot.ts";

/** Strata are bits of one integer, numbered from 0. */
const strataMax = 31;

/** Weights are whole multiples of 1/1024: their sums are exact in any order. */
export const weightUnit = 1 / 1024;

export interface Count {
  readonly class: ClassId;
  /** At least 1. */
  readonly votes: number;
  /** The sum of its votes' weights: what the margins compare; `votes` is for people. */
  readonly weight: number;
  /** Bit i is set when stratum i voted for the class. */
  readonly strata: number;
  /** Lowest sample number among its votes. */
  readonly first: number;
}

export interface Tally {
  /** Ascending by `first`. */
  readonly counts: readonly Count[];
  /** Valid ballots: the sum of all votes. */
  readonly valid: number;
  /** Struck ones included. */
  readonly spoiled: number;
  /** Votes of classes that failed their check: well-formed answers that are wrong. */
  readonly struck: number;
  /** The same by class, ascending by its name. */
  readonly failed: readonly Struck[];
}

export interface Struck {
  readonly class: ClassId;
  /** At least 1. */
  readonly votes: number;
}

export const emptyTally: Tally = { counts: [], valid: 0, spoiled: 0, struck: 0, failed: [] };

/** The flag of a ballot whose class failed its check. */
export const failedCheck = "check";

/**
 * Casts one ballot. The caller casts each sample number once: a tally does not remember numbers.
 * @param n the sample's number.
 * @param stratum 0 … 30, the stratum that the sample was drawn from.
 * @param weight above 0 and at most 1, a multiple of 1/1024: ln(p/q) of the model that was asked,
 * relative to that of the best one. The lead in weight is then the log-likelihood ratio.
 */
export function cast(
  tally: Tally,
  n: number,
  stratum: number,
  ballot: Ballot,
  weight: number = 1,
): Tally {
  const { counts, valid, spoiled, struck, failed } = tally;
  if (ballot.kind === "spoiled") {
    if (!ballot.flags.includes(failedCheck)) return { ...tally, spoiled: spoiled + 1 };
    const known = ballot.class === undefined ? failed : withFailed(failed, ballot.class, 1);
    return { ...tally, spoiled: spoiled + 1, struck: struck + 1, failed: known };
  }
  assert(stratum >= 0 && stratum < strataMax, `stratum ${stratum} is outside 0 … 30`);
  const exact = weight > 0 && weight <= 1 && Number.isInteger(weight / weightUnit);
  assert(exact, `a vote's weight of ${weight}`);
  const one = { class: ballot.class, votes: 1, weight, strata: 1 << stratum, first: n };
  const after = counted(counts, one);
  return { counts: after, valid: valid + 1, spoiled, struck, failed };
}

function withFailed(failed: readonly Struck[], name: ClassId, votes: number): readonly Struck[] {
  const before = failed.find((one) => one.class === name)?.votes ?? 0;
  const others = failed.filter((one) => one.class !== name);
  const all = [...others, { class: name, votes: before + votes }];
  return all.sort((a, b) => (a.class < b.class ? -1 : 1));
}

function counted(counts: readonly Count[], one: Count): Count[] {
  const place = counts.findIndex((count) => count.class === one.class);
  const known = counts[place];
  const mine: Count = known
    ? {
        class: one.class,
        votes: known.votes + 1,
        weight: known.weight + one.weight,
        strata: known.strata | one.strata,
        first: Math.min(known.first, one.first),
      }
    : one;
  const next = counts.slice();
  if (known) next[place] = mine;
  else next.push(mine);
  return mine.first === known?.first ? next : next.sort((a, b) => a.first - b.first);
}

/** Classes with most weight first, then lowest sample number. */
export const ranked = ({ counts }: Tally): readonly Count[] =>
  counts.toSorted((a, b) => b.weight - a.weight || a.first - b.first);

/** The class failed its check: its votes become spoiled. A class without votes changes nothing. */
export function strike(tally: Tally, failed: ClassId): Tally {
  const struck = tally.counts.find((count) => count.class === failed);
  if (!struck) return tally;
  return {
    counts: tally.counts.filter((count) => count !== struck),
    valid: tally.valid - struck.votes,
    spoiled: tally.spoiled + struck.votes,
    struck: tally.struck + struck.votes,
    failed: withFailed(tally.failed, failed, struck.votes),
  };
}
