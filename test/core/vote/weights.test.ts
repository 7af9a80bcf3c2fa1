// Votes of unequal weight: margins compare weights, and the bound on samples in flight still holds.
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { standing } from "../../../src/core/vote/rule.ts";
import { cast, emptyTally, type Tally } from "../../../src/core/vote/tally.ts";
import { dispatched, fewestToEnd, smallRule } from "./dispatch.ts";
import {
  anyRule,
  anySamples,
  anyWeighted,
  samplesOf,
  sequentially,
  tallyOf,
  vote,
} from "./elections.ts";

const split = { unanimous: 3, lead: 5, capVotes: 24, samplesMax: 60, strataMin: 1 };

describe("votes of unequal weight", () => {
  const weighted = { ...split, weighted: true };
  const heavy = (text: string, weights: readonly number[]): Tally =>
    tallyOf(samplesOf(text).map((s, n) => ({ ...s, weight: weights[n % weights.length] ?? 1 })));

  it("elect by weight, and are told as counts", () => {
    const tally = heavy("ABABABAB", [1, 1 / 8]);
    expect(standing(tally, weighted)).toEqual({ kind: "open", short: 2 });
    expect(standing(cast(tally, 8, 0, vote("A")), weighted)).toEqual({ kind: "open", short: 1 });
    const last = [8, 9].reduce((so, n) => cast(so, n, 0, vote("A")), tally);
    expect(standing(last, weighted)).toMatchObject({ class: "A", votes: 6, runnerUp: 4 });
  });

  it("need as much weight in agreement as equal ones need votes", () => {
    expect(standing(heavy("AAA", [1, 1 / 2]), weighted)).toEqual({ kind: "open", short: 1 });
    expect(standing(heavy("AAAA", [1, 1 / 2]), weighted)).toMatchObject({ votes: 4 });
  });

  it("can end an election by the first one, where it takes the last place to spare", () => {
    const tight = { ...weighted, unanimous: 3, lead: 3, capVotes: 3 };
    expect(standing(emptyTally, tight)).toEqual({ kind: "open", short: 1 });
    expect(standing(heavy("A", [1 / 2]), tight)).toMatchObject({ because: "futile" });
    expect(standing(heavy("A", [1]), tight)).toEqual({ kind: "open", short: 1 });
  });

  it("decide as sequential counting does, nothing in flight, whatever the latencies", () => {
    const chances = fc.infiniteStream(fc.nat());
    fc.assert(
      fc.property(anyWeighted, anyRule, chances, (samples, rule, chance) => {
        const sequential = sequentially(samples, { ...rule, weighted: true });
        const pick = (): number => chance.next().value ?? 0;
        const parallel = dispatched(samples, { ...rule, weighted: true }, pick);
        expect(parallel).toEqual({ ...sequential, inFlight: 0 });
      }),
      { numRuns: 4000 },
    );
  });

  it("never ask for more samples than the fewest that could end the election", () => {
    fc.assert(
      fc.property(anyWeighted, smallRule, fc.nat({ max: 6 }), (samples, small, opened) => {
        const rule = { ...small, weighted: true };
        const tally = tallyOf(samples.slice(0, opened));
        const now = standing(tally, rule);
        if (now.kind !== "open") return;
        expect(now.short).toBeGreaterThanOrEqual(1);
        expect(now.short).toBeLessThanOrEqual(fewestToEnd(tally, opened, rule));
      }),
      { numRuns: 200 },
    );
  });

  it("never elect a class that lacks the margin in weight", () => {
    fc.assert(
      fc.property(anyWeighted, anyRule, (samples, rule) => {
        const { standing: end, used } = sequentially(samples, { ...rule, weighted: true });
        if (end.kind !== "elected") return;
        const weightOf = (name: string): number =>
          samples.slice(0, used).reduce((sum, { ballot, weight = 1 }) => {
            return ballot.kind === "valid" && ballot.class === name ? sum + weight : sum;
          }, 0);
        const rivals = ["A", "B", "C", "D"].filter((name) => name !== end.class).map(weightOf);
        const most = Math.max(...rivals);
        expect(weightOf(end.class) - most).toBeGreaterThanOrEqual(
          most === 0 ? rule.unanimous : rule.lead,
        );
        expect(end.votes).toBeGreaterThanOrEqual(rule.unanimous);
      }),
    );
  });

  it("that all weigh 1 come to what unweighted ones come to", () => {
    fc.assert(
      fc.property(anySamples, anyRule, (samples, rule) => {
        const ones = samples.map((s) => ({ ...s, weight: 1 }));
        expect(sequentially(ones, rule)).toEqual(sequentially(samples, rule));
      }),
    );
  });
});
