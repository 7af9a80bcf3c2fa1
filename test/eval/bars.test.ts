// The bars of the evaluation: what is held against what, and where each applies.
import { describe, expect, it } from "vitest";
import { barsOf } from "../../src/eval/bars.ts";
import type { Row } from "../../src/eval/campaign.ts";
import { meanOf, shareOf } from "../../src/eval/figures.ts";

const row = (solved: number, wrong: number, rival = true): Row => ({
  method: "",
  rival,
  solved: shareOf(solved, 200),
  wrong: shareOf(wrong, 200),
  asked: shareOf(200 - solved - wrong, 200),
  samples: meanOf([5]),
  microUsd: meanOf([1]),
});
const predicted = { mean: 0.005, low: 0, high: 0.02 };
const reached = (p: number, quorum: Row, ...others: readonly Row[]): readonly boolean[] =>
  barsOf(p, { quorum: { ...quorum, predicted, runoffs: 0 }, first: null, others }).map(
    (bar) => bar.reached,
  );

describe("the bars", () => {
  it("judge no interval where nothing was predicted", () => {
    const found = barsOf(0.7, {
      quorum: { ...row(200, 0), predicted: null, runoffs: 0 },
      first: null,
      others: [row(180, 9)],
    });
    expect(found.map(({ bar }) => bar)).toEqual([
      "at most 1 % wrong merged",
      "fewer wrong merged than by every other method",
      "no fewer solved than by the best other method",
    ]);
  });

  it("are four from .7 on, three at .6 and one below", () => {
    expect([0.4, 0.6, 0.7].map((p) => reached(p, row(190, 1), row(180, 9)).length)).toEqual([
      1, 3, 4,
    ]);
  });

  it.each([
    ["more than 1 % wrong", row(190, 3), [false, true, true, true]],
    ["more wrong than predicted", row(190, 5), [false, false, true, true]],
    ["as many wrong as another", row(190, 9), [false, false, false, true]],
    ["fewer solved than another", row(170, 1), [true, true, true, false]],
  ] as const)("are missed with %s", (_, quorum, expected) => {
    expect(reached(0.7, quorum, row(180, 9))).toEqual(expected);
  });

  it("take no wrong merge for fewer than none, and leave out what is no rival", () => {
    expect(reached(0.9, row(200, 0), row(200, 0))).toEqual([true, true, true, true]);
    expect(reached(0.7, row(190, 1), row(180, 9), row(199, 0, false))).toEqual([
      true,
      true,
      true,
      true,
    ]);
  });
});
