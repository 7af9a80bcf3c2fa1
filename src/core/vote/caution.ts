// How likely a winner is to be wrong, as far as earlier elections tell: a bound beside its margin.
import type { ClassId } from "./ballot.ts";
import { weighed, type Belief } from "./belief.ts";
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

/** Whether a class is more likely to be wrong than is borne. */
export const unsure = (tally: Tally, name: ClassId, caution: Caution | undefined): boolean =>
  caution !== undefined && errorOf(tally, name, caution) > caution.errorMax;

/**
 * Chance that a class is not the right one, by all votes that were cast. Votes of an earlier
 * election for a class that has failed by now, in either, are those of a wrong one.
 * @param ballots votes of a runoff for each class by its name, and for others.
 */
export function errorOf(
  tally: Votes,
  name: string,
  { belief, earlier }: Pick<Caution, "belief" | "earlier">,
  ballots: readonly { readonly class: string; readonly votes: number }[] = [],
): number {
  const failed = summed(tally.failed, earlier?.failed ?? []);
  const lost = (one: Named): boolean => failed.some((other) => other.class === one.class);
  const kept = summed(tally.counts, earlier?.counts ?? []).filter((one) => !lost(one));
  const votesFor = (of: string): number => ballots.find((one) => one.class === of)?.votes ?? 0;
  const own = kept.map((one) => votesFor(one.class));
  const others = ballots.filter((one) => kept.every((known) => known.class !== one.class));
  const none = others.reduce((sum, one) => sum + one.votes, 0);
  const fallen = { kept: kept.map(votesIn), failed: failed.map(votesIn) };
  const { right } = weighed(fallen, belief, [...own, none]);
  return 1 - (right[kept.findIndex((one) => one.class === name)] ?? 0);
}

interface Named {
  readonly class: string;
  readonly votes: number;
}

const votesIn = ({ votes }: Named): number => votes;

function summed(some: readonly Named[], more: readonly Named[]): readonly Named[] {
  const all = new Map<string, number>();
  for (const one of [...some, ...more]) all.set(one.class, (all.get(one.class) ?? 0) + one.votes);
  return [...all].map(([name, votes]) => ({ class: name, votes }));
}
