// The choice of margins against the tabled costs of stopping rules and of hidden hard steps.
import { describe, expect, it } from "vitest";
import {
  chooseMargins,
  equalMarginFor,
  floorOf,
  mistakeInMixture,
  type Choice,
  type Goal,
} from "../../../src/core/vote/margins.ts";
import { alike, mixtureOdds, type Mixture, type StepOdds } from "../../../src/core/vote/odds.ts";
import type { Margins } from "../../../src/core/vote/rule.ts";
import { pFull, wrongAllowed } from "../../../src/core/vote/whole-run.ts";
import { beta } from "./chance.ts";

const kinds = (share: number, hard: number, easy: number): Mixture => [
  { weight: share, p: hard },
  { weight: 1 - share, p: easy },
];

function chosen(mixture: Mixture, goal: Goal): Choice {
  const choice = chooseMargins(mixture, goal);
  if (!choice.ok) throw new Error(choice.error);
  return choice.value;
}

describe("the choice of margins", () => {
  it("takes the pair with the fewest votes of all that keep to the error", () => {
    const mixture = kinds(0.05, 0.65, 0.98);
    const choice = chosen(mixture, { kind: "step", wrong: 1e-3 });
    expect(choice.kind).toBe("margins");
    for (const margins of grid(9, 18)) {
      const odds = mixtureOdds(mixture, margins);
      if (odds.wrong <= 1e-3) expect(odds.votes).toBeGreaterThanOrEqual(choice.odds.votes);
    }
  });

  it("reaches a whole-run target", () => {
    const choice = chosen(alike(0.9978), { kind: "run", steps: 1_048_575, target: 0.95 });
    expect(choice).toMatchObject({ kind: "margins", margins: { unanimous: 3, lead: 3 } });
    expect(pFull(choice.odds.wrong, 1_048_575)).toBeGreaterThan(0.95);
  });

  it("asks more of contested steps than of unanimous ones where some steps are hard", () => {
    const choice = chosen(kinds(0.2, 0.6, 0.95), { kind: "step", wrong: 1e-2 });
    expect(choice.margins.lead).toBeGreaterThanOrEqual(choice.margins.unanimous + 4);
  });

  it("says out of reach, and where errors end, when votes on some steps are mostly wrong", () => {
    const choice = chosen(kinds(0.01, 0.4, 0.99), { kind: "step", wrong: 1e-3 });
    expect(choice).toMatchObject({ kind: "out of reach", floor: 0.01 });
    expect(chosen(alike(0.5), { kind: "step", wrong: 0.1 })).toMatchObject({ floor: 0.5 });
    expect(floorOf(alike(0.51))).toBe(0);
  });

  it.each<[Mixture, Goal, string]>([
    [[], { kind: "step", wrong: 0.1 }, "sum to 1, not 0"],
    [[{ weight: 0.5, p: 0.9 }], { kind: "step", wrong: 0.1 }, "sum to 1, not 0.5"],
    [[{ weight: 2, p: 0.9 }], { kind: "step", wrong: 0.1 }, "between 0 and 1, not 2"],
    [alike(NaN), { kind: "step", wrong: 0.1 }, "p must be a probability"],
    [alike(0.9), { kind: "step", wrong: 0 }, "allowed error"],
    [alike(0.9), { kind: "step", wrong: NaN }, "allowed error"],
    [alike(0.9), { kind: "run", steps: 0, target: 0.9 }, "steps must be"],
    [alike(0.9), { kind: "run", steps: 5, target: 1 }, "target must be"],
  ])("refuses %j with %j", (mixture, goal, sentence) => {
    const choice = chooseMargins(mixture, goal);
    expect(choice.ok ? "" : choice.error).toContain(sentence);
  });

  it("finds an unusable search range", () => {
    const none = { unanimousMax: 0, leadMax: 0 };
    expect(chooseMargins(alike(0.9), { kind: "step", wrong: 0.1 }, none).ok).toBe(false);
    expect(mistakeInMixture(alike(0.9))).toBe(null);
  });
});

/** Expected votes at equal error, neighbouring settings mixed (research: stop rules compared). */
describe("split-margin at equal error", () => {
  it.each<[string, Mixture, number, number, number]>([
    ["all p = .9", alike(0.9), 1e-3, 4.12, 4.12],
    ["all p = .7", alike(0.7), 1e-3, 20.5, 20.5],
    ["Beta(45, 5)", beta(45, 5, 400), 1e-4, 6.56, 6.47],
    ["Beta(9, 1)", beta(9, 1, 400), 1e-2, 4.53, 4.25],
    ["Beta(9, 1), strict", beta(9, 1, 400), 3e-3, 10.98, 9.65],
    ["95 % .98 + 5 % .65", kinds(0.05, 0.65, 0.98), 1e-2, 2.55, 2.26],
    ["95 % .98 + 5 % .65, strict", kinds(0.05, 0.65, 0.98), 1e-3, 7.3, 5.49],
    ["80 % .95 + 20 % .6", kinds(0.2, 0.6, 0.95), 1e-2, 13.1, 11.6],
    ["99 % .995 + 1 % .75", kinds(0.01, 0.75, 0.995), 1e-4, 4.36, 3.68],
    ["99.9 % .998 + .1 % .6", kinds(0.001, 0.6, 0.998), 1e-4, 5.5, 2.8],
    ["99.9 % .998 + .1 % .6, strict", kinds(0.001, 0.6, 0.998), 1e-5, 11.5, 6.16],
  ])("costs the tabled votes on %s", (_, mixture, wrong, aheadByK, split) => {
    const all = grid(9, 26).map((margins) => mixtureOdds(mixture, margins));
    const equal = grid(26, 26).filter((m) => m.unanimous === m.lead);
    const paper = votesAt(wrong, equal.map((margins) => mixtureOdds(mixture, margins)));
    expect(Math.abs(paper / aheadByK - 1)).toBeLessThan(0.01);
    expect(votesAt(wrong, [...all, ...equal.map((m) => mixtureOdds(mixture, m))]) / split)
      .toBeLessThan(1.01);
  });
});

describe("the equal margin that a mixture really needs", () => {
  it.each([
    [1e-3, 0.6, 25],
    [1e-4, 0.6, 19],
    [1e-5, 0.6, 14],
    [1e-3, 0.8, 8],
    [1e-4, 0.4, null],
    [1e-6, 0.4, null],
  ])("with a share of %d at p = %d is %s, where k_min says 3", (share, hard, k) => {
    const allowed = wrongAllowed(0.95, 1_048_575);
    expect(equalMarginFor(kinds(share, hard, 0.998), allowed)).toBe(k);
  });
});

function grid(unanimousMax: number, leadMax: number): Margins[] {
  const pairs: Margins[] = [];
  for (let unanimous = 1; unanimous <= unanimousMax; unanimous += 1) {
    for (let lead = unanimous; lead <= leadMax; lead += 1) pairs.push({ unanimous, lead });
  }
  return pairs;
}

/** Fewest votes at exactly this error when two settings may be mixed: the lower convex hull. */
function votesAt(wrong: number, settings: readonly StepOdds[]): number {
  const safe = settings.filter((odds) => odds.wrong <= wrong);
  const loose = settings.filter((odds) => odds.wrong > wrong);
  let best = Math.min(...safe.map((odds) => odds.votes));
  for (const a of safe) {
    for (const b of loose) {
      const share = (wrong - a.wrong) / (b.wrong - a.wrong);
      best = Math.min(best, a.votes + share * (b.votes - a.votes));
    }
  }
  return best;
}
