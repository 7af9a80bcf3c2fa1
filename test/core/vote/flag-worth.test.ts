// Whether a red flag pays: the table of mdap.md §2.3, and what few comparisons leave open.
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bounds, gainOf, worthOf } from "../../../src/core/vote/flag-worth.ts";

describe("the gain of a flag", () => {
  it.each([
    [0.9, 0.1, 0.6, 0.43],
    [0.9, 0.05, 0.6, 0.17],
    [0.8, 0.15, 0.6, 0.44],
    [0.99, 0.02, 0.3, 0.19],
    [0.9, 0.1, 0.1, -0.1],
    [0.8, 0.15, 0.2, -0.15],
  ])("is that of the table: p %f, f %f, e %f → %f", (p, f, e, gain) => {
    const without = 1 - (1 - p - f * e) / (1 - f);
    expect(gainOf(without, f, e)).toBeCloseTo(gain, 2);
  });

  it("grows with the error rate among what is flagged, and is nothing without samples", () => {
    const share = fc.double({ min: 0.01, max: 0.4, noNaN: true });
    const p = fc.double({ min: 0.75, max: 0.99, noNaN: true });
    fc.assert(
      fc.property(p, share, (accuracy, f) => {
        expect(gainOf(accuracy, f, 0.5)).toBeGreaterThan(gainOf(accuracy, f, 0.1));
        expect(gainOf(accuracy, 0, 0.5)).toBeCloseTo(0, 12);
      }),
    );
  });
});

describe("what is said of a flag", () => {
  const votes = { valid: 1000, right: 850, wrong: 150 };

  it("is that it is useless when it spoils right answers as readily as wrong ones", () => {
    expect(worthOf({ ...votes, spoiled: 200, judged: 200, judgedWrong: 20 })).toBe("useless");
  });

  it("is that it is useful when what it spoils is mostly wrong", () => {
    expect(worthOf({ ...votes, spoiled: 100, judged: 100, judgedWrong: 90 })).toBe("useful");
  });

  it("is left open between the two, with few comparisons, and where votes say nothing", () => {
    expect(worthOf({ ...votes, spoiled: 30, judged: 30, judgedWrong: 7 })).toBe("open");
    expect(worthOf({ ...votes, spoiled: 100, judged: 19, judgedWrong: 19 })).toBe("open");
    expect(
      worthOf({ valid: 10, right: 3, wrong: 7, spoiled: 90, judged: 90, judgedWrong: 90 }),
    ).toBe("open");
    expect(worthOf({ valid: 0, right: 9, wrong: 0, spoiled: 50, judged: 50, judgedWrong: 0 })).toBe(
      "open",
    );
  });

  it("goes by exact bounds", () => {
    expect(bounds(0, 0)).toEqual([0, 1]);
    const [low, high] = bounds(5, 20);
    expect(low).toBeCloseTo(0.0866, 3);
    expect(high).toBeCloseTo(0.491, 3);
  });
});
