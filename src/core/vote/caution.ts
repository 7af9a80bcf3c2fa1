// How likely a winner is to be wrong, as far as earlier elections tell: a bound beside its margin.
import type { ClassId } from "./ballot.ts";
import { weighed, type Belief, type Fallen } from "./belief.ts";
import type { Tally } from "./tally.ts";

export interface Caution {
  readonly belief: Belief;
  /** A winner's chance to be wrong that is still borne, above 0, at most 1. */
  readonly errorMax: number;
  /** Votes of an earlier election on the same place that did not agree: they count as well. */
  readonly earlier?: Votes;
}

/** Of a tally what a belief is about. */
export type Votes = Pick<Tally, "counts" | "failed">;

/**
 * The largest chance of error with which a winner may pass so that on average no more than a share
 * of them are wrong: of a history's winners those that are surer pass as they are, and each other
 * one only when further votes made it as sure as that.
 * @param wrongMax above 0, below 1. @returns from wrongMax to .03, or .03 if that is less.
 */
export function errorAllowed(history: readonly Fallen[], belief: Belief, wrongMax: number): number {
  const errors = history
    .filter(({ kept }) => kept.length > 0)
    .map((fallen) => leaderError(fallen, belief))
    .sort((x, y) => x - y);
  let [borne, doubted] = [wrongMax * errors.length, errors.length];
  for (const error of errors) {
    if (error * doubted > borne) break;
    borne -= error;
    doubted -= 1;
  }
  return doubted > 0 ? Math.min(errorMost, borne / doubted) : errorMost;
}

/** Nothing is merged that is likelier to be wrong than this, however good the others are. */
const errorMost = 0.03;

/** What a winner may be wrong with before anything was learned: no more than is borne of all. */
export const firstAllowed = (wrongMax: number): number => Math.min(errorMost, wrongMax);

/** Chance that the class with the most votes is not right. */
function leaderError(fallen: Fallen, belief: Belief): number {
  const { right } = weighed(fallen, belief);
  const most = Math.max(...fallen.kept);
  return 1 - (right[fallen.kept.indexOf(most)] ?? 0);
}

/** Whether a class is more likely to be wrong than is borne. */
export const unsure = (tally: Tally, name: ClassId, caution: Caution | undefined): boolean =>
  caution !== undefined && errorOf(tally, name, caution) > caution.errorMax;

/**
 * Chance that a class is not right, by all votes that were cast. The newest check of a
 * class holds: one that stands in this election may have failed under tests that were wrong. It
 * keeps its votes of both elections then, but for those that an earlier check struck: they say
 * nothing. A class that fails now is wrong with the votes of both.
 * Votes count alike, whatever they weigh in the margin: a belief is about the mean vote of the
 * models that a run asks, fitted to such counts, and it only ever withholds a win by the margin.
 */
export function errorOf(
  tally: Votes,
  name: string,
  { belief, earlier = noVotes }: Pick<Caution, "belief" | "earlier">,
  { ballots, apart }: Told = nothing,
): number {
  const lost = [...tally.failed, ...without(earlier.failed, tally.counts)];
  const kept = summed(tally.counts, without(earlier.counts, lost));
  const failed = summed(lost, without(earlier.counts, kept));
  const votesFor = (of: string): number => ballots.find((one) => one.class === of)?.votes ?? 0;
  const own = kept.map((one) => votesFor(one.class));
  const others = ballots.filter((one) => kept.every((known) => known.class !== one.class));
  const none = others.reduce((sum, one) => sum + one.votes, 0);
  const fallen = { kept: kept.map(votesIn), failed: failed.map(votesIn) };
  const names = kept.map((one) => one.class);
  const pairs = apart.map(([a, b]) => [names.indexOf(a), names.indexOf(b)] as const);
  const { right } = weighed(fallen, belief, { ballots: [...own, none], apart: pairs });
  return 1 - (right[kept.findIndex((one) => one.class === name)] ?? 0);
}

/** What a runoff told besides. */
export interface Told {
  /** Votes for each class by its name, and for others. */
  readonly ballots: readonly Named[];
  /** Names of two classes that some test tells apart. */
  readonly apart: readonly (readonly [string, string])[];
}

const nothing: Told = { ballots: [], apart: [] };

interface Named {
  readonly class: string;
  readonly votes: number;
}

const noVotes: Votes = { counts: [], failed: [] };

const without = (some: readonly Named[], others: readonly Named[]): readonly Named[] =>
  some.filter((one) => others.every((other) => other.class !== one.class));

const votesIn = ({ votes }: Named): number => votes;

function summed(some: readonly Named[], more: readonly Named[]): readonly Named[] {
  const all = new Map<string, number>();
  for (const one of [...some, ...more]) all.set(one.class, (all.get(one.class) ?? 0) + one.votes);
  return [...all].map(([name, votes]) => ({ class: name, votes }));
}
