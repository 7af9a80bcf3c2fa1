// Ballots and rules for the tests of core/vote: arbitrary ones, and the sequential way to count.
import * as fc from "fast-check";
import type { Ballot, ClassId } from "../../../src/core/vote/ballot.ts";
import { standing, type Standing, type StopRule } from "../../../src/core/vote/rule.ts";
import { cast, emptyTally, failedCheck, type Tally } from "../../../src/core/vote/tally.ts";

export const named = (name: string): ClassId => name as ClassId;
export const vote = (name: string): Ballot => ({ kind: "valid", class: named(name) });
export const spoiled: Ballot = { kind: "spoiled", flags: ["truncated"] };

/** As the votes of a class are counted once it failed its check. */
export const struck: Ballot = { kind: "spoiled", flags: [failedCheck] };

/** Sample n stands at index n. */
export interface Sample {
  readonly stratum: number;
  readonly ballot: Ballot;
  /** 1 when left out. */
  readonly weight?: number;
}

/** "AAB-" in two strata by turns; "-" is a spoiled ballot. */
export function samplesOf(text: string, strata = 2): Sample[] {
  return Array.from(text, (letter, n) => ({
    stratum: n % strata,
    ballot: letter === "-" ? spoiled : vote(letter),
  }));
}

export function tallyOf(samples: readonly Sample[]): Tally {
  return samples.reduce((tally, s, n) => cast(tally, n, s.stratum, s.ballot, s.weight), emptyTally);
}

export const paper = (k: number, more: Partial<StopRule> = {}): StopRule => ({
  unanimous: k,
  lead: k,
  capVotes: 1000,
  samplesMax: 1000,
  strataMin: 1,
  ...more,
});

/** Opens samples one after the other: where the election ends, and after how many samples. */
export function sequentially(
  samples: readonly Sample[],
  rule: StopRule,
): { readonly standing: Standing; readonly used: number } {
  let tally = emptyTally;
  for (const [n, sample] of samples.entries()) {
    const now = standing(tally, rule);
    if (now.kind !== "open") return { standing: now, used: n };
    tally = cast(tally, n, sample.stratum, sample.ballot, sample.weight);
  }
  return { standing: standing(tally, rule), used: samples.length };
}

const letters = fc.constantFrom("A", "A", "A", "A", "B", "B", "C", "D", "-");

/** Enough samples to end every election under `anyRule`. */
export const anySamples: fc.Arbitrary<Sample[]> = fc
  .tuple(fc.array(letters, { minLength: 40, maxLength: 40 }), fc.integer({ min: 2, max: 4 }))
  .map(([text, strata]) => samplesOf(text.join(""), strata));

/** The same of models that are not equally good; each model's votes weigh alike. */
export const anyWeighted: fc.Arbitrary<Sample[]> = fc
  .tuple(anySamples, fc.array(fc.integer({ min: 1, max: 1024 }), { minLength: 3, maxLength: 3 }))
  .map(([samples, others]) => {
    const weights = [1024, ...others];
    return samples.map((s) => ({ ...s, weight: (weights[s.stratum] ?? 1024) / 1024 }));
  });

export const anyRule: fc.Arbitrary<StopRule> = fc
  .record({
    unanimous: fc.integer({ min: 1, max: 5 }),
    wider: fc.integer({ min: 0, max: 4 }),
    capVotes: fc.integer({ min: 1, max: 30 }),
    samplesMax: fc.integer({ min: 1, max: 40 }),
    strataMin: fc.integer({ min: 1, max: 5 }),
    scatterMax: fc.integer({ min: 0, max: 6 }),
    discardsFrom: fc.integer({ min: 0, max: 9 }),
  })
  .map(({ wider, ...rule }) => ({ ...rule, lead: rule.unanimous + wider }));
