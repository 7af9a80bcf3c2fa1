// k_min and p_full against the paper's tables and at the edges of what numbers can hold.
import { describe, expect, it } from "vitest";
import { mixtureOdds, stepOdds } from "../../../src/core/vote/odds.ts";
import { expectedCost, kMin, pFull, wrongAllowed } from "../../../src/core/vote/whole-run.ts";

const hanoi20 = 1_048_575;

function kOf(p: number, steps: number, target: number): { k: number; exact: number } {
  const found = kMin(p, steps, target);
  if (!found.ok || found.value.kind !== "margin") throw new Error(JSON.stringify(found));
  return found.value;
}

/** (1 + r^k)^(−s), written as in Eq. 13. */
const eq13 = (p: number, k: number, steps: number): number =>
  Math.exp(-steps * Math.log1p(((1 - p) / p) ** k));

describe("k_min", () => {
  it.each([
    ["gpt-4.1-nano", 0.3571, 29, 28.63, 0.96, 101.5],
    ["gpt-4.1-mini, τ = 1", 0.004, 4, 3.05, 0.9997, 4.03],
    ["gpt-4.1-mini, τ = .1", 0.0022, 3, 2.75, 0.989, 3.013],
    ["o3-mini", 0.0018, 3, 2.66, 0.994, 3.011],
    ["haiku-4.5", 0.1839, 12, 11.3, 0.982, 18.98],
    ["gpt-oss-20B", 0.0358, 6, 5.11, 0.997, 6.46],
    ["qwen3", 0.2342, 15, 14.21, 0.98, 28.2],
    ["deepseek-v3.1", 0.0569, 6, 5.99, 0.951, 6.77],
    ["kimi-k2", 0.0393, 6, 5.27, 0.995, 6.51],
  ])("of %s is the paper's (Fig. 6b)", (_, error, k, exact, full, votes) => {
    const found = kOf(1 - error, hanoi20, 0.95);
    expect(found.k).toBe(k);
    expect(found.exact).toBeCloseTo(exact, 2);
    const odds = stepOdds(1 - error, { unanimous: k, lead: k });
    expect(pFull(odds.wrong, hanoi20)).toBeCloseTo(full, 3);
    expect(Math.abs(odds.votes / votes - 1)).toBeLessThan(0.001);
  });

  it.each([
    [0.6, [13, 19, 25, 31, 42]],
    [0.7, [7, 9, 12, 15, 20]],
    [0.8, [4, 6, 8, 9, 13]],
    [0.9, [3, 4, 5, 6, 8]],
    [0.95, [2, 3, 4, 5, 6]],
    [0.99, [2, 2, 3, 3, 4]],
    [0.999, [1, 2, 2, 2, 3]],
  ])("at p = %d for 10 to a million steps is the table's", (p, ks) => {
    expect([10, 100, 1e3, 1e4, 1e6].map((steps) => kOf(p, steps, 0.95).k)).toEqual(ks);
  });

  it("is the least k that reaches the target", () => {
    for (const p of [0.55, 0.7, 0.9, 0.9978]) {
      for (const steps of [1, 7, 1e3, 1e9, 1e12]) {
        for (const target of [0.01, 0.5, 0.95, 0.999999]) {
          const { k } = kOf(p, steps, target);
          expect(eq13(p, k, steps)).toBeGreaterThanOrEqual(target * (1 - 1e-9));
          if (k > 1) expect(eq13(p, k - 1, steps)).toBeLessThan(target);
        }
      }
    }
  });

  it("keeps its digits at 10^15 steps, where the literal formula has none left", () => {
    expect(Math.log(0.95 ** (-1 / 1e15) - 1)).not.toBeCloseTo(Math.log(-Math.log(0.95) / 1e15), 1);
    const { k, exact } = kOf(0.9978, 1e15, 0.95);
    expect(exact).toBeCloseTo(Math.log(-Math.log(0.95) / 1e15) / Math.log(0.0022 / 0.9978), 9);
    expect(k).toBe(7);
    expect(eq13(0.9978, 7, 1e15)).toBeGreaterThan(0.95);
    expect(eq13(0.9978, 6, 1e15)).toBeLessThan(0.95);
  });

  it("keeps its digits where votes are nearly always right", () => {
    for (const q of [1.3e-8, 3.1e-8, 7.7e-9, 1e-13]) {
      const p = 1 - q;
      const literal = Math.log(-Math.log(0.95) / 1e15) / Math.log((1 - p) / p);
      expect(kOf(p, 1e15, 0.95).exact).toBeCloseTo(literal, 13);
    }
  });

  it("takes a whole number for what it is: p = .75, one step, target .9 needs k = 2", () => {
    expect(kOf(0.75, 1, 0.9).k).toBe(2);
  });

  it("is 1 where one vote is enough", () => {
    expect(kOf(1, 1e15, 0.999).k).toBe(1);
    expect(kOf(0.9, 1, 0.5).k).toBe(1);
    expect(kOf(0.6, 1e15, Number.MIN_VALUE).k).toBeGreaterThan(1);
    expect(kOf(0.6, 1, Number.MIN_VALUE).k).toBe(1);
    expect(kOf(0.99, 10, 1 - 2 ** -53).k).toBe(9);
  });

  it.each([0, 0.3, 0.5])("says that no margin helps at p = %d", (p) => {
    const found = kMin(p, 10, 0.9);
    expect(found).toMatchObject({ ok: true, value: { kind: "no margin helps" } });
  });

  it("says the same so near one half that k would pass a million", () => {
    expect(kMin(0.5 + 2 ** -52, 10, 0.9)).toMatchObject({ value: { kind: "no margin helps" } });
  });

  it.each([
    [NaN, 10, 0.9, "p must be a probability"],
    [-0.1, 10, 0.9, "p must be a probability"],
    [1.01, 10, 0.9, "p must be a probability"],
    [0.9, 0, 0.9, "steps must be a whole number"],
    [0.9, 2.5, 0.9, "steps must be a whole number"],
    [0.9, Infinity, 0.9, "steps must be a whole number"],
    [0.9, 10, 0, "target must be a probability above 0 and below 1"],
    [0.9, 10, 1, "target must be a probability above 0 and below 1"],
    [0.9, 10, NaN, "target must be a probability above 0 and below 1"],
  ])("refuses p = %d, steps = %d, target = %d", (p, steps, target, sentence) => {
    const found = kMin(p, steps, target);
    expect(found.ok ? "" : found.error).toContain(sentence);
  });
});

describe("p_full", () => {
  it("is Eq. 13 for equal margins", () => {
    for (const steps of [1, 1e6, 1e15]) {
      const { wrong } = stepOdds(0.9978, { unanimous: 6, lead: 6 });
      expect(pFull(wrong, steps) / eq13(0.9978, 6, steps)).toBeCloseTo(1, 9);
    }
  });

  it("is undone by a few hard steps that the mean p hides", () => {
    const truth = (share: number, hard: number): number => {
      const mixture = [
        { weight: share, p: hard },
        { weight: 1 - share, p: 0.998 },
      ];
      return pFull(mixtureOdds(mixture, { unanimous: 3, lead: 3 }).wrong, hanoi20);
    };
    expect(Math.round(Math.log10(truth(1e-3, 0.6)))).toBe(-104);
    expect(truth(1e-4, 0.6) / 4e-11).toBeCloseTo(1, 0);
    expect(truth(1e-5, 0.6)).toBeCloseTo(0.09, 2);
    expect(truth(1e-3, 0.8) / 1e-7).toBeCloseTo(1, 0);
    expect(truth(1e-6, 0.4)).toBeCloseTo(0.44, 2);
  });

  it("undoes the error that a target allows", () => {
    for (const steps of [1, 1e6, 1e15]) {
      expect(pFull(wrongAllowed(0.95, steps), steps)).toBeCloseTo(0.95, 9);
    }
  });
});

describe("the expected cost", () => {
  it("pays for the spoiled samples too", () => {
    expect(expectedCost(3, 1000, 0.01, 1)).toBeCloseTo(30, 12);
    expect(expectedCost(3, 1000, 0.01, 0.75)).toBeCloseTo(40, 12);
  });

  it("never passes the paper's c·s·k/(v(2p−1)), which counts 15 votes where 8.14 come", () => {
    const { votes } = stepOdds(0.6, { unanimous: 3, lead: 3 });
    expect(expectedCost(votes, 1, 1, 1)).toBeCloseTo(8.14, 2);
    expect(3 / (2 * 0.6 - 1)).toBeCloseTo(15, 9);
  });
});
