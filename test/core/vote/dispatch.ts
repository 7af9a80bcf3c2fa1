// Deficit dispatch as the tests play it, and the fewest samples to an end by trying every future.
import * as fc from "fast-check";
import { standing, type StopRule } from "../../../src/core/vote/rule.ts";
import { cast, emptyTally, type Tally } from "../../../src/core/vote/tally.ts";
import { spoiled, vote, type Sample } from "./elections.ts";

/** Keeps `short` samples in flight and lets any of them arrive next. */
export function dispatched(samples: readonly Sample[], rule: StopRule, pick: () => number) {
  let tally = emptyTally;
  let launched = 0;
  const inFlight: number[] = [];
  for (;;) {
    const now = standing(tally, rule);
    if (now.kind !== "open") {
      return { standing: now, used: launched, inFlight: inFlight.length };
    }
    while (inFlight.length < now.short) inFlight.push(launched++);
    const [n = 0] = inFlight.splice(pick() % inFlight.length, 1);
    const sample = samples[n];
    if (!sample) throw new Error(`the samples ran out at ${n}`);
    tally = cast(tally, n, sample.stratum, sample.ballot, sample.weight);
  }
}

/** Ends soon enough to try every future. */
export const smallRule: fc.Arbitrary<StopRule> = fc
  .record({
    unanimous: fc.integer({ min: 1, max: 3 }),
    wider: fc.integer({ min: 0, max: 2 }),
    capVotes: fc.integer({ min: 1, max: 10 }),
    samplesMax: fc.integer({ min: 1, max: 11 }),
  })
  .map(({ wider, ...rule }) => ({ ...rule, lead: rule.unanimous + wider, strataMin: 1 }));

/** Breadth-first over everything that voters could do next, a new class included. */
export function fewestToEnd(from: Tally, opened: number, rule: StopRule): number {
  let ring = [from];
  for (let more = 1; ; more += 1) {
    ring = distinct(ring.flatMap((tally) => futures(tally, opened + more - 1, rule)));
    if (ring.some((tally) => standing(tally, rule).kind !== "open")) return more;
  }
}

function futures(tally: Tally, n: number, rule: StopRule): Tally[] {
  const names = [...tally.counts.map((c) => c.class), `new ${n}`];
  const weights = rule.weighted ? [1 / 1024, 1 / 2, 1] : [1];
  const votes = names.flatMap((name) => weights.map((w) => cast(tally, n, 0, vote(name), w)));
  return [cast(tally, n, 0, spoiled), ...votes];
}

function distinct(tallies: readonly Tally[]): Tally[] {
  const shape = (tally: Tally): string =>
    `${tally.spoiled}|${tally.counts.map((c) => `${c.weight}/${c.votes}`).sort().join(":")}`;
  return [...new Map(tallies.map((tally) => [shape(tally), tally])).values()];
}
