// What models' votes are worth: the prior, labelled history, weights and dropping.
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rightShare, weightsOf } from "../../../src/core/vote/worth.ts";
import { cast, emptyTally } from "../../../src/core/vote/tally.ts";
import { vote } from "./elections.ts";

describe("the share of a model's right votes", () => {
  it.each([
    [0, 0, 0.84],
    [970, 30, 0.97],
    [600, 400, 0.6],
    [400, 600, 0.4],
  ])("after %i right and %i wrong votes lies near %f", (right, wrong, expected) => {
    expect(Math.abs(rightShare({ right, wrong }) - expected)).toBeLessThan(0.005);
  });

  it("is the mean of the prior's mixture, checked by integrating it", () => {
    const beta = (p: number, a: number, b: number, norm: number): number =>
      p ** (a - 1) * (1 - p) ** (b - 1) * norm;
    // 1/B(18, 2) = 342 and 1/B(3, 2) = 12.
    const density = (p: number): number => 0.8 * beta(p, 18, 2, 342) + 0.2 * beta(p, 3, 2, 12);
    let whole = 0;
    let mean = 0;
    for (let p = 0.00005; p < 1; p += 0.0001) {
      const share = density(p) * p ** 7 * (1 - p) ** 5;
      whole += share;
      mean += share * p;
    }
    expect(rightShare({ right: 7, wrong: 5 })).toBeCloseTo(mean / whole, 5);
  });

  it("grows with right votes and shrinks with wrong ones", () => {
    fc.assert(
      fc.property(fc.nat(300), fc.nat(300), (right, wrong) => {
        const share = rightShare({ right, wrong });
        expect(rightShare({ right: right + 1, wrong })).toBeGreaterThan(share);
        expect(rightShare({ right, wrong: wrong + 1 })).toBeLessThan(share);
      }),
    );
  });
});

describe("the weights of models", () => {
  it("are ln(p/q) relative to the best", () => {
    const [good, weak] = [
      { right: 9700, wrong: 300 },
      { right: 6000, wrong: 4000 },
    ];
    const [first, second] = weightsOf([good, weak]);
    expect(first).toBe(1);
    expect(second).toBeCloseTo(Math.log(1.5) / Math.log(97 / 3), 2);
  });

  it("are all 1 while nothing is known, and for a model alone", () => {
    const unknown = { right: 0, wrong: 0 };
    expect(weightsOf([unknown, unknown, unknown])).toEqual([1, 1, 1]);
    expect(weightsOf([{ right: 2, wrong: 90 }])).toEqual([1]);
  });

  it("drop a model that is wrong more often than right once 20 votes say so", () => {
    const good = { right: 50, wrong: 5 };
    expect(weightsOf([good, { right: 2, wrong: 18 }])).toEqual([1, null]);
    expect(weightsOf([good, { right: 0, wrong: 19 }])).toEqual([1, 1 / 1024]);
    expect(weightsOf([{ right: 5, wrong: 40 }, { right: 4, wrong: 41 }])).toEqual([1, null]);
  });

  it("can always be cast, and one is 1", () => {
    const record = fc.record({ right: fc.nat(200), wrong: fc.nat(200) });
    fc.assert(
      fc.property(fc.array(record, { minLength: 1, maxLength: 8 }), (models) => {
        const weights = weightsOf(models);
        expect(Math.max(...weights.map((w) => w ?? 0))).toBe(1);
        weights.forEach((w, n) => {
          if (w !== null) cast(emptyTally, n, 0, vote("A"), w);
        });
      }),
    );
  });
});
