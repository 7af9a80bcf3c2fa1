// What the evaluation is made of: imaginary models, other voting rules, shares and predictions.
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { meanOf, predictedOf, shareOf, times } from "../../src/eval/figures.ts";
import * as methods from "../../src/eval/methods.ts";
import { worldsOf } from "../../src/eval/world.ts";

describe("the worlds of a seed", () => {
  const many = Array.from({ length: 32 }, (_, i) => ({ forms: 1 + (i % 3), wrong: 4 + (i % 3) }));

  it.each([0.4, 0.6, 0.9])("have a mean accuracy of %d, and tasks that are unequally hard", (p) => {
    const worlds = worldsOf(p, 7, many, "one");
    const accuracies = worlds.map((world) => world.accuracy);
    expect(accuracies.reduce((a, b) => a + b, 0) / 32).toBeCloseTo(p, 2);
    expect(Math.max(...accuracies) - Math.min(...accuracies)).toBeGreaterThan(0.3);
  });

  it("give half of the wrong answers to one favourite", () => {
    for (const [i, { wrong }] of worldsOf(0.5, "a", many, "one").entries()) {
      expect(wrong).toHaveLength(many[i]?.wrong ?? 0);
      expect(Math.max(...wrong)).toBe(0.5);
      expect(wrong.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
    }
  });

  it("give half to all of the right answers to one form, which is another in other worlds", () => {
    const seeds = Array.from({ length: 20 }, (_, seed) => worldsOf(0.5, seed, many, "several"));
    const shares = seeds.flatMap((worlds) => worlds.map(({ right }) => right));
    for (const [i, right] of shares.entries()) {
      expect(right).toHaveLength(1 + ((i % 32) % 3));
      expect(Math.max(...right)).toBeGreaterThanOrEqual(0.5);
      expect(right.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
    }
    const leaders = shares.filter((right) => right.length > 1).map((right) => Math.max(...right));
    const split = leaders.filter((share) => share < 1);
    expect(split.length / leaders.length).toBeCloseTo(1 / 3, 1);
    expect(split.reduce((a, b) => a + b, 0) / split.length).toBeCloseTo(0.75, 1);
    const alone = worldsOf(0.5, 3, many, "one").map(({ right }) => Math.max(...right));
    expect(new Set(alone)).toEqual(new Set([1]));
    expect(new Set(seeds.map(([, second]) => (second?.right[0] ?? 0) >= 0.5)).size).toBe(2);
  });

  it("are the seed's own", () => {
    expect(worldsOf(0.5, "a", many, "one")).toEqual(worldsOf(0.5, "a", many, "one"));
    expect(worldsOf(0.5, "a", many, "one")).not.toEqual(worldsOf(0.5, "b", many, "one"));
  });
});

/** Answers as letters, `-` a spoiled one; small letters fail the visible tests. */
function samplesOf(letters: string): methods.Samples {
  return {
    at: (n) => {
      const letter = letters[n] ?? "-";
      return Promise.resolve(letter === "-" ? null : letter);
    },
    visible: (name) => Promise.resolve(name === name.toUpperCase()),
  };
}

describe("the other rules", () => {
  it.each([
    ["--bA", { name: "b", samples: 3 }],
    ["", { name: null, samples: methods.samplesMost }],
  ])("a single sample of %j takes %j", async (letters, taken) => {
    expect(await methods.single(samplesOf(letters))).toEqual(taken);
  });

  it.each([
    ["b-ABB", 5, { name: "A", samples: 5 }],
    ["b-c", 3, { name: null, samples: 3 }],
    ["bA", 1, { name: null, samples: 1 }],
  ])("the best of %j, %d of them, is %j", async (letters, n, taken) => {
    expect(await methods.bestOf(samplesOf(letters), n)).toEqual(taken);
  });

  it.each([
    ["bbbABB", 6, { name: "B", samples: 6 }],
    ["AB", 2, { name: "A", samples: 2 }],
    ["bbb", 3, { name: null, samples: 3 }],
  ])("the majority of %j, %d of them, is %j", async (letters, n, taken) => {
    expect(await methods.majority(samplesOf(letters), n)).toEqual(taken);
  });

  it("first to k counts what fails the visible tests, ahead by k as it is told", async () => {
    const samples = samplesOf("bAbA-bAA");
    expect(await methods.firstTo(samples, 3)).toEqual({ name: "b", samples: 6 });
    expect(await methods.aheadBy(samples, 2, false)).toEqual({
      name: null,
      samples: methods.samplesMost,
    });
    expect(await methods.aheadBy(samples, 3, true)).toEqual({ name: "A", samples: 7 });
  });
});

describe("figures", () => {
  it("give shares with their exact interval", () => {
    const none = shareOf(0, 100);
    expect(none).toMatchObject({ count: 0, of: 100, share: 0, low: 0 });
    expect(none.high).toBeCloseTo(0.0362, 4);
    const some = shareOf(5, 100);
    expect([some.low, some.high].map((x) => x.toFixed(4))).toEqual(["0.0164", "0.1128"]);
  });

  it("give means with their normal interval", () => {
    const { mean, low, high } = meanOf([2, 4, 6, 8]);
    // Standard deviation 2.582, of the mean of four 1.291.
    expect([mean, low, high].map((x) => x.toFixed(3))).toEqual(["5.000", "2.470", "7.530"]);
    expect(meanOf([7])).toEqual({ mean: 7, low: 7, high: 7 });
    expect(times({ mean: 2, low: 1, high: 3 }, 0.5)).toEqual({ mean: 1, low: 0.5, high: 1.5 });
  });

  it("predict what 95 of 100 such sets of decisions show", () => {
    const predicted = predictedOf(Array.from({ length: 100 }, () => 0.05));
    expect(predicted?.mean).toBeCloseTo(0.05, 12);
    expect(predicted).toMatchObject({ low: 0.01, high: 0.1 });
    expect(predictedOf([])).toBeNull();
  });

  it("predict an interval around the mean", () => {
    const errors = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1 });
    fc.assert(
      fc.property(errors, (list) => {
        const { mean, low, high } = predictedOf(list) ?? { mean: NaN, low: NaN, high: NaN };
        const step = 1 / list.length;
        expect(low).toBeLessThanOrEqual(mean + step);
        expect(high).toBeGreaterThanOrEqual(mean - step);
      }),
    );
  });
});
