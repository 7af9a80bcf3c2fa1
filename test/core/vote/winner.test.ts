// The odds that a winner is right, and what a share of verdicts proves.
import { describe, expect, it } from "vitest";
import { alike } from "../../../src/core/vote/odds.ts";
import { shareAtLeast } from "../../../src/core/vote/share.ts";
import { winnerRight } from "../../../src/core/vote/winner.ts";
import { chance, election } from "./chance.ts";

describe("the odds of a winner", () => {
  it("depend on the lead alone when all steps are alike: 1/(1 + r^lead)", () => {
    for (const p of [0.6, 0.8, 0.99]) {
      for (const [a, b] of [
        [5, 2],
        [3, 0],
        [9, 6],
      ] as const) {
        const votes = b > 0 ? [a, b] : [a];
        expect(winnerRight(votes, alike(p))).toBeCloseTo(1 / (1 + ((1 - p) / p) ** 3), 12);
      }
    }
  });

  it("fall with dissent where some steps are hard", () => {
    const mixture = [
      { weight: 0.2, p: 0.6 },
      { weight: 0.8, p: 0.98 },
    ];
    expect(winnerRight([3], mixture)).toBeGreaterThan(0.98);
    expect(winnerRight([6, 3], mixture)).toBeLessThan(0.8);
    expect(winnerRight([2, 2], mixture)).toBeCloseTo(0.5, 12);
  });

  it("are calibrated: as many winners were right as was said", () => {
    const mixture = [
      { weight: 0.3, p: 0.6 },
      { weight: 0.7, p: 0.95 },
    ];
    const random = chance(17);
    let said = 0;
    let right = 0;
    const runs = 40_000;
    for (let run = 0; run < runs; run += 1) {
      const p = random() < 0.3 ? 0.6 : 0.95;
      const end = election(p, { unanimous: 2, lead: 3 }, random);
      said += winnerRight([end.right, end.wrong].filter((n) => n > 0), mixture);
      if (end.right > end.wrong) right += 1;
    }
    expect(Math.abs(said - right) / runs).toBeLessThan(0.01);
  });

  it("stay finite at certainty and after hundreds of votes", () => {
    expect(winnerRight([3], alike(1))).toBeCloseTo(1, 12);
    expect(winnerRight([600, 590], alike(0.9))).toBeCloseTo(1, 9);
    expect(() => winnerRight([], alike(0.9))).toThrow("without votes");
  });
});

describe("the lower bound of a share", () => {
  it.each([
    [50, 50, 0.05 ** (1 / 50)],
    [1, 1, 0.05],
    [9, 10, 0.6058],
    [45, 50, 0.8007],
    [950, 1000, 0.937],
    [0, 5, 0],
    [0, 0, 0],
  ])("for %d of %d is the tabled one", (right, total, bound) => {
    expect(shareAtLeast(right, total)).toBeCloseTo(bound, 3);
  });

  it("rises with the verdicts and falls with the confidence asked for", () => {
    expect(shareAtLeast(500, 500)).toBeGreaterThan(shareAtLeast(50, 50));
    expect(shareAtLeast(45, 50, 0.99)).toBeLessThan(shareAtLeast(45, 50, 0.9));
    expect(shareAtLeast(1_000_000, 1_000_000)).toBeCloseTo(1 - 3e-6, 7);
  });

  it("refuses more right ones than there were", () => {
    expect(() => shareAtLeast(3, 2)).toThrow("3 in 2");
    expect(() => shareAtLeast(1, 2, 1)).toThrow("confidence of 1");
  });
});
