// The closed forms against the published tables, a dynamic program and Monte Carlo.
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mixtureOdds, stepOdds, type Mixture } from "../../../src/core/vote/odds.ts";
import { beta, byDynamicProgram, chance, election } from "./chance.ts";
import "./elections.ts";

const equal = (k: number) => ({ unanimous: k, lead: k });
const defaults = { unanimous: 3, lead: 5 };

/** Rows k = 1 … 8: chance of a wrong winner / expected votes (research: ahead-by-k, binary). */
const ps = [0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 0.999];
const aheadByK = [
  "4.0e-1 1 3.0e-1 1 2.0e-1 1 1.0e-1 1 5.0e-2 1 1.0e-2 1 1.0e-3 1",
  "3.08e-1 3.85 1.55e-1 3.45 5.88e-2 2.94 1.22e-2 2.44 2.76e-3 2.21 1.02e-4 2.04 1.00e-6 2.004",
  "2.29e-1 8.14 7.30e-2 6.41 1.54e-2 4.85 1.37e-3 3.74 1.46e-4 3.33 1.03e-6 3.06 1.00e-9 3.006",
  "1.65e-1 13.4 3.26e-2 9.35 3.89e-3 6.61 1.52e-4 5.0 7.67e-6 4.44 1.04e-8 4.08 1.00e-12 4.008",
  "1.16e-1 19.18 1.43e-2 12.14 9.76e-4 8.32 1.69e-5 6.25 4.04e-7 5.56 1.05e-10 5.1 1e-15 5.01",
  "8.07e-2 25.16 6.16e-3 14.82 2.44e-4 10 1.88e-6 7.5 2.13e-8 6.67 1.06e-12 6.12 1e-18 6.012",
  "5.53e-2 31.13 2.65e-3 17.41 6.1e-5 11.67 2.09e-7 8.75 1.12e-9 7.78 1.07e-14 7.14 1e-21 7.014",
  "3.76e-2 37 1.14e-3 19.95 1.53e-5 13.33 2.32e-8 10 5.89e-11 8.89 1.08e-16 8.16 1e-24 8.016",
].map((row) => row.split(" ").map(Number));

describe("the odds of a step", () => {
  it.each(aheadByK.map((row, i) => ({ k: i + 1, row })))("match the table at k = $k", (cell) => {
    for (const [i, p] of ps.entries()) {
      const [wrong = NaN, votes = NaN] = cell.row.slice(2 * i);
      const odds = stepOdds(p, equal(cell.k));
      expect(Math.abs(odds.wrong / wrong - 1)).toBeLessThan(0.01);
      expect(Math.abs(odds.votes / votes - 1)).toBeLessThan(0.002);
    }
  });

  it("with equal margins are 1/(1 + r^k) and k(2P − 1)/(2p − 1)", () => {
    for (const p of [0.51, 0.6, 0.75, 0.9, 0.9978, 0.999999]) {
      for (let k = 1; k <= 30; k += 1) {
        const right = 1 / (1 + ((1 - p) / p) ** k);
        const odds = stepOdds(p, equal(k));
        expect(odds.right).toBeCloseTo(right, 12);
        expect(odds.votes / ((k * (2 * right - 1)) / (2 * p - 1))).toBeCloseTo(1, 11);
        expect(odds.wrong * (1 + (p / (1 - p)) ** k)).toBeCloseTo(1, 9);
      }
    }
  });

  it("agree with a dynamic program for every pair of margins", () => {
    for (const p of [0, 0.2, 0.5, 0.55, 0.7, 0.9, 0.97, 1]) {
      for (let unanimous = 1; unanimous <= 5; unanimous += 1) {
        for (let lead = unanimous; lead <= 8; lead += 1) {
          const odds = stepOdds(p, { unanimous, lead });
          const exact = byDynamicProgram(p, { unanimous, lead });
          expect(Math.abs(odds.right - exact.right)).toBeLessThan(1e-12);
          expect(Math.abs(odds.wrong - exact.wrong)).toBeLessThan(1e-12);
          expect(Math.abs(odds.votes - exact.votes)).toBeLessThan(1e-9);
        }
      }
    }
  });

  it.each([
    [0.6, 2, 4],
    [0.7, 3, 3],
    [0.9, 3, 5],
  ])("agree with 200,000 elections at p = %d with margins %d and %d", (p, unanimous, lead) => {
    const runs = 200_000;
    const random = chance(unanimous * 1000 + lead);
    const odds = stepOdds(p, { unanimous, lead });
    let wrong = 0;
    let votes = 0;
    let squares = 0;
    for (let run = 0; run < runs; run += 1) {
      const end = election(p, { unanimous, lead }, random);
      const many = end.right + end.wrong;
      if (end.wrong > end.right) wrong += 1;
      votes += many;
      squares += many * many;
    }
    const mean = votes / runs;
    const deviation = Math.sqrt((squares / runs - mean ** 2) / runs);
    const spread = Math.sqrt((odds.wrong * odds.right) / runs);
    expect(Math.abs(wrong / runs - odds.wrong)).toBeLessThan(4 * spread);
    expect(Math.abs(mean - odds.votes)).toBeLessThan(4 * deviation);
  });

  it("stay sound next to a fair coin, at certainty and below one half", () => {
    expect(stepOdds(0.5, equal(7))).toEqual({ right: 0.5, wrong: 0.5, votes: 49 });
    expect(stepOdds(1, defaults)).toEqual({ right: 1, wrong: 0, votes: 3 });
    expect(stepOdds(0, defaults)).toEqual({ right: 0, wrong: 1, votes: 3 });
    for (const off of [1e-16, 1e-12, 1e-8, 1.1e-7, 1e-5]) {
      const odds = stepOdds(0.5 + off, equal(7));
      expect(odds.votes).toBeCloseTo(49, 5);
      expect(odds.right).toBeGreaterThanOrEqual(0.5);
    }
    expect(() => stepOdds(1.1, defaults)).toThrow("probability");
    expect(() => stepOdds(0.9, { unanimous: 3, lead: 2 })).toThrow("margins");
  });

  it("sum to one, and mirror when right and wrong change places", () => {
    const probability = fc.double({ min: 0, max: 1, noNaN: true });
    const pair = fc.tuple(fc.integer({ min: 1, max: 9 }), fc.nat({ max: 9 }));
    fc.assert(
      fc.property(probability, pair, (p, [unanimous, wider]) => {
        const margins = { unanimous, lead: unanimous + wider };
        const odds = stepOdds(p, margins);
        expect(odds.right + odds.wrong).toBeCloseTo(1, 9);
        expect(stepOdds(1 - p, margins).wrong).toBeCloseTo(odds.right, 9);
        expect(odds.votes).toBeGreaterThanOrEqual(unanimous - 1e-9);
      }),
      { numRuns: 1000 },
    );
  });
});

const twoKinds = (share: number, hard: number, easy: number): Mixture => [
  { weight: share, p: hard },
  { weight: 1 - share, p: easy },
];

describe("the odds of a mixture", () => {
  it.each([
    ["p = .97", [{ weight: 1, p: 0.97 }], 2.7e-5, 3.38, 3.0e-5, 3.19],
    ["p = .8", [{ weight: 1, p: 0.8 }], 8.5e-3, 6.51, 1.5e-2, 4.85],
    ["95 % .98 + 5 % .65", twoKinds(0.05, 0.65, 0.98), 3.6e-3, 3.72, 6.8e-3, 3.33],
    ["99.9 % .998 + .1 % .6", twoKinds(0.001, 0.6, 0.998), 1.5e-4, 3.04, 2.3e-4, 3.02],
  ])("of %s compare (3,5) with (3,3) as measured", (_, mixture, wrong, votes, wrong3, votes3) => {
    const split = mixtureOdds(mixture, defaults);
    const paper = mixtureOdds(mixture, equal(3));
    expect(split.wrong / wrong).toBeCloseTo(1, 1);
    expect(Math.abs(split.votes - votes)).toBeLessThan(0.01);
    expect(paper.wrong / wrong3).toBeCloseTo(1, 1);
    expect(Math.abs(paper.votes - votes3)).toBeLessThan(0.01);
  });

  it.each([
    [0.9, 0.05, [2.1e-2, 5.8e-3, 2.1e-3, 5.2e-4, 1.12e-4]],
    [0.9, 0.1, [3.0e-2, 1.4e-2, 8.7e-3, 5.2e-3, 3.5e-3]],
    [0.9, 0.2, [4.9e-2, 3.5e-2, 3.0e-2, 2.6e-2, 2.4e-2]],
    [0.97, 0.05, [3.0e-3, 5.0e-4, 1.2e-4, 1.7e-5, 1.9e-6]],
  ])("of Beta-spread p (mean %d, correlation %d) err as tabled", (mean, rho, wrongs) => {
    const size = 1 / rho - 1;
    const mixture = beta(mean * size, (1 - mean) * size);
    for (const [i, k] of [2, 3, 4, 6, 12].entries()) {
      const ratio = mixtureOdds(mixture, equal(k)).wrong / (wrongs[i] ?? NaN);
      expect(Math.abs(ratio - 1)).toBeLessThan(0.05);
    }
  });
});
