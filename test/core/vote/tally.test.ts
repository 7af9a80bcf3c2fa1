// The tally: counting, spoiled ballots, struck classes, independence of order.
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cast, emptyTally, strike } from "../../../src/core/vote/tally.ts";
import {
  anySamples,
  anyWeighted,
  named,
  samplesOf,
  spoiled,
  struck,
  tallyOf,
  vote,
} from "./elections.ts";

describe("a tally", () => {
  it("counts votes, strata and the first sample number of every class", () => {
    expect(tallyOf(samplesOf("ABA-AC", 3))).toEqual({
      counts: [
        { class: "A", votes: 3, weight: 3, strata: 0b111, first: 0 },
        { class: "B", votes: 1, weight: 1, strata: 0b010, first: 1 },
        { class: "C", votes: 1, weight: 1, strata: 0b100, first: 5 },
      ],
      valid: 5,
      spoiled: 1,
      struck: 0,
      failed: [],
    });
  });

  it("leaves the tally that it was given as it was", () => {
    const before = tallyOf(samplesOf("AB"));
    const copy = structuredClone(before);
    cast(before, 2, 0, vote("A"));
    strike(before, named("A"));
    expect(before).toEqual(copy);
  });

  it("raises only `spoiled` for a spoiled ballot", () => {
    const before = tallyOf(samplesOf("AAB"));
    expect(cast(before, 3, 1, spoiled)).toEqual({ ...before, spoiled: 1 });
  });

  it("holds 31 strata and refuses a 32nd", () => {
    const last = cast(emptyTally, 0, 30, vote("A"));
    expect(last.counts[0]?.strata).toBe(2 ** 30);
    expect(() => cast(emptyTally, 0, 31, vote("A"))).toThrow("stratum 31");
  });

  it("sums weights exactly, keeps votes whole, and refuses a weight that it could not sum", () => {
    const light = cast(emptyTally, 0, 0, vote("A"), 1 / 1024);
    expect(cast(light, 1, 0, vote("A")).counts).toMatchObject([{ votes: 2, weight: 1025 / 1024 }]);
    expect(cast(emptyTally, 0, 0, spoiled, 0.5)).toEqual({ ...emptyTally, spoiled: 1 });
    for (const weight of [0, -1, 1 + 1 / 1024, 0.3, NaN]) {
      expect(() => cast(emptyTally, 0, 0, vote("A"), weight)).toThrow("weight");
    }
  });

  it("is the same in whatever order the ballots came", () => {
    fc.assert(
      fc.property(anyWeighted, fc.infiniteStream(fc.nat()), (samples, chance) => {
        const left = samples.map((sample, n) => ({ ...sample, n }));
        let tally = emptyTally;
        while (left.length > 0) {
          const [next] = left.splice((chance.next().value ?? 0) % left.length, 1);
          if (next) tally = cast(tally, next.n, next.stratum, next.ballot, next.weight);
        }
        expect(tally).toEqual(tallyOf(samples));
      }),
    );
  });

  it("turns the votes of a struck class into spoiled ones, as if they had been so at once", () => {
    fc.assert(
      fc.property(anySamples, fc.constantFrom("A", "B", "E"), (samples, failed) => {
        const asIf = samples.map((s) =>
          s.ballot.kind === "valid" && s.ballot.class === failed
            ? { ...s, ballot: { ...struck, class: named(failed) } }
            : s,
        );
        expect(strike(tallyOf(samples), named(failed))).toEqual(tallyOf(asIf));
      }),
    );
  });
});
