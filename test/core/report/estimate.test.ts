// The estimate in words: before the first sample, on the way, and beside what a run took.
import { describe, expect, it } from "vitest";
import { estimateAndActual, estimateLine } from "../../../src/core/report/estimate.ts";
import { alike } from "../../../src/core/vote/odds.ts";
import { fold, opened, planOf, plus, startedWith, unit, votes } from "../run/facts.ts";

const plan = planOf(unit("u1"), unit("u2"));
const experience = {
  runs: 12,
  mixtures: { test: alike(0.9), code: alike(1) },
  validShare: 0.5,
  microUsdPerSample: 5000,
};

describe("the estimate", () => {
  it("is none before there is a plan", () => {
    expect(estimateLine(fold(startedWith()))).toBeNull();
    expect(estimateAndActual(fold(startedWith()))).toBeNull();
  });

  it("says what it rests on when no run has ended, and no price where none is known", () => {
    expect(estimateLine(opened(plan))).toBe(
      "**Estimate:** 5 samples for one attempt at 2 steps; nine of ten such runs take at most 8. " +
        "No run of these models has ended yet, so it rests on assumptions about steps.",
    );
  });

  it("goes by ended runs: spoiled samples are paid for too", () => {
    // Two steps whose votes always agree: 2 · 2 votes, of which half of the samples are none.
    expect(estimateLine(opened(plan, { experience }))).toBe(
      "**Estimate:** 8 samples ($0.04) for one attempt at 2 steps; nine of ten such runs take at " +
        "most 8 ($0.04). It rests on 12 ended runs of the same models.",
    );
  });

  it("goes by what ended elections took, where enough have ended", () => {
    const known = { ...experience, samples: { code: [0, 0, 0, 0, 9, 0, 0, 0, 0, 0, 1] } };
    const { samples } = opened(plan, { experience: known }).forecast ?? {};
    expect(samples?.mean).toBeCloseTo(2 * 4.6, 9);
    expect(samples?.p90).toBe(14);
    const part = { ...unit("u3"), steps: [], part: "Do it all.", child: true as const };
    const parted = opened(planOf(unit("u1"), unit("u2"), part), { experience: known });
    // Two more elections of the child's, and 7 votes on its plan, for 2 samples each.
    expect(parted.forecast?.samples).toEqual(samples);
    expect(parted.forecast?.whole?.samples.mean).toBeCloseTo(4 * 4.6 + 7 * 2, 9);
    expect(parted.forecast?.whole?.samples.p90).toBe(3 * 4 + 10 + 7 * 2);
  });

  it("takes more samples where votes weigh less", () => {
    const models = ["a", "b"].map((name, i) => ({ name, weight: i === 0 ? 1 : 1 / 4 }));
    const run = opened(plan, { experience: { ...experience, validShare: 1 }, models });
    expect(run.forecast?.samples.mean).toBeCloseTo(2 * 4, 9);
  });

  it("stands beside what the elections took", () => {
    const spent = { ...votes(0, ["a", "b", "-"]), microUsd: 9000 };
    const run = plus(opened(plan, { experience }), spent);
    expect(estimateLine(run)).toMatch(/of the same models\. So far: 3 samples \(\$0\.0090\)\.$/);
    expect(estimateAndActual(run)).toMatch(
      /^\*\*Estimate and actual\*\*\nEstimate: 8 .* Taken: 3 samples \(\$0\.0090\), later attempts/,
    );
  });

  it("counts child runs as far as the plan tells of them, and says so", () => {
    const part = { ...unit("u3"), steps: [], part: "Do it all.", child: true as const };
    const parted = planOf(unit("u1", [], 2), unit("u2", [], 2), part);
    const run = opened(parted, { experience });
    // Two more units of two steps, whose votes always agree, and 5 proposals with 2 ballots.
    const [own, all] = [4 * 2 * 2, (8 * 2 + 7) * 2];
    expect(estimateLine(run)).toBe(
      `**Estimate:** ${own} samples ($0.08) for one attempt at 4 steps, and ${all} samples ` +
        `($0.23) with 1 child run; nine of ten such runs take at most ${all} ($0.23). How large ` +
        "a child run is shows when it is planned: until then each counts for 2 units like those " +
        "of this plan and a vote on its own plan. It rests on 12 ended runs of the same models.",
    );
    expect(estimateAndActual(run)).toContain("Taken: 0 samples ($0.00), and $0.00 in child runs");
    const alone = opened(planOf(part), { experience });
    // A step of each kind in each of the two units: those of tests agree in nine of ten votes.
    expect(alone.forecast).toMatchObject({ steps: 0, whole: { children: 1 } });
    expect(alone.forecast?.whole?.samples.mean).toBeGreaterThan((4 * 2 + 7) * 2);
    expect(estimateLine(alone)).toContain("0 samples ($0.00) for one attempt at 0 steps, and ");
  });

  it("leaves out what requirements and plan took", () => {
    const poll = { kind: "propose", of: "requirements" } as const;
    const drawn = { kind: "sampled", at: 0, poll, microUsd: 400, tokens: 0 } as const;
    const before = fold(startedWith(), { ...drawn, votes: [{ n: 0, spoiled: ["format"] }] });
    expect(before.forecast).toBeNull();
    expect(before.spend).toMatchObject({ samples: 1, spent: 400 });
  });
});
