// The report of `quorum odds`: its numbers, its words, and what it says about bad input.
import { describe, expect, it } from "vitest";
import { oddsReport, type OddsInput, type OddsReport } from "../../../src/core/report/odds.ts";
import { oddsText } from "../../../src/core/report/odds-text.ts";

const hanoi: OddsInput = { p: 0.9978, steps: 1_048_575, target: 0.95, pricePerVote: 0.001 };

function reportOf(input: OddsInput): OddsReport {
  const report = oddsReport(input);
  if (!report.ok) throw new Error(report.error);
  return report.value;
}

describe("the odds report", () => {
  it("gives the paper's figures for its million-step run", () => {
    const report = reportOf(hanoi);
    expect(report).toMatchObject({
      kind: "margins",
      kMin: 3,
      margins: { unanimous: 3, lead: 3 },
      hard: null,
    });
    if (report.kind !== "margins") return;
    expect(report.kExact).toBeCloseTo(2.75, 2);
    expect(report.pFull).toBeCloseTo(0.989, 3);
    expect(report.pFull + report.pFail).toBeCloseTo(1, 12);
    expect(report.expectedVotes.perStep).toBeCloseTo(3.013, 3);
    expect(report.expectedVotes.total).toBeCloseTo(3_159_627, -1);
    expect(report.expectedCost).toBeCloseTo(3159.63, 2);
  });

  it("falls back on k_min twice where the usual range of margins has nothing", () => {
    const report = reportOf({ ...hanoi, p: 1 - 0.3571 });
    expect(report).toMatchObject({ kMin: 29, margins: { unanimous: 29, lead: 29 } });
  });

  it("takes a cheaper pair than the paper's rule where whole numbers leave room", () => {
    const report = reportOf({ p: 0.9, steps: 1000, target: 0.9, pricePerVote: null });
    if (report.kind !== "margins") throw new Error(report.because);
    expect(report.margins).toEqual({ unanimous: 4, lead: 6 });
    expect(report.pFull).toBeGreaterThan(0.9);
    expect(report.paper.margins).toEqual({ unanimous: 5, lead: 5 });
    expect(report.paper.expectedVotes.perStep).toBeGreaterThan(report.expectedVotes.perStep);
    expect(report.expectedCost).toBe(null);
  });

  it("pays for spoiled samples", () => {
    const report = reportOf({ ...hanoi, validShare: 0.5 });
    expect(report).toMatchObject({ expectedCost: expect.closeTo(6319.25, 1) });
  });

  it("shows what a few hard steps do to margins that know nothing of them", () => {
    const report = reportOf({ ...hanoi, p: 0.998, hard: { share: 1e-3, p: 0.6 } });
    if (report.kind !== "margins" || !report.hard?.needed) throw new Error("not reached");
    expect(report.hard.unaware.pFull).toBeLessThan(1e-100);
    expect(report.hard.needed.pFull).toBeGreaterThan(0.95);
    expect(report.hard.needed.margins).toEqual({ unanimous: 11, lead: 30 });
    const hopeless = reportOf({ ...hanoi, hard: { share: 1e-4, p: 0.4 } });
    expect(hopeless).toMatchObject({ hard: { needed: null } });
  });

  it("is JSON without holes, whatever the numbers", () => {
    for (const p of [0, 0.5, 0.5 + 1e-16, 0.6, 0.9978, 1]) {
      for (const steps of [1, 1e15]) {
        for (const target of [1e-300, 0.95, 1 - 2 ** -53]) {
          const report = reportOf({ p, steps, target, pricePerVote: 1 });
          expect(JSON.parse(JSON.stringify(report))).toEqual(report);
          expect(oddsText(report)).not.toMatch(/NaN|Infinity|undefined/);
        }
      }
    }
  });

  it.each<[Partial<OddsInput>, string]>([
    [{ p: 1.2 }, "p must be a probability between 0 and 1, not 1.2"],
    [{ steps: 1.5 }, "steps must be a whole number from 1"],
    [{ target: 1 }, "target must be a probability above 0 and below 1, not 1"],
    [{ pricePerVote: -1 }, "the price per vote must be 0 or more, not -1"],
    [{ pricePerVote: NaN }, "the price per vote must be 0 or more, not NaN"],
    [{ validShare: 0 }, "the share of valid samples must be above 0 and at most 1, not 0"],
    [{ hard: { share: 2, p: 0.6 } }, "a weight must lie between 0 and 1, not 2"],
    [{ hard: { share: 0.1, p: 6 } }, "p must be a probability between 0 and 1, not 6"],
  ])("refuses %j", (wrong, sentence) => {
    const report = oddsReport({ ...hanoi, ...wrong });
    expect(report.ok ? "" : report.error).toContain(sentence);
  });
});

describe("the odds in words", () => {
  it("lists k_min, margins, p_full, votes and cost", () => {
    expect(oddsText(reportOf(hanoi))).toMatchInlineSnapshot(`
      "Goal: 1,048,575 steps without a wrong winner, with chance 0.95.
      One vote is right with chance 0.9978.

      k_min    3 (Eq. 14 before rounding up: 2.752)
      margins  3 unanimous votes; once contested, a lead of 3
      p_full   0.9888
      votes    3.0133 per step, 3,159,627 in all
      cost     3,159.63

      An estimate for independent votes against one wrong alternative, without a cap on votes.
      Steps are rarely alike: a few hard ones outweigh a good mean p."
    `);
  });

  it("adds the paper's rule where it differs, and the hard steps where they were told", () => {
    const input = { p: 0.9, steps: 1000, target: 0.9, pricePerVote: null };
    expect(oddsText(reportOf({ ...input, hard: { share: 0.01, p: 0.4 } }))).toMatchInlineSnapshot(`
      "Goal: 1,000 steps without a wrong winner, with chance 0.9.
      One vote is right with chance 0.9.

      k_min    5 (Eq. 14 before rounding up: 4.168)
      margins  4 unanimous votes; once contested, a lead of 6
      p_full   0.9042
      votes    5.8585 per step, 5,858 in all

      The paper's rule at k_min:
      margins  5 unanimous votes; once contested, a lead of 5
      p_full   0.9832
      votes    6.2498 per step, 6,250 in all

      If on 0.01 of the steps votes are right with chance 0.4 only:
      p_full   0.0001006 with the margins above
      No lead up to 200 reaches the goal then: split such steps or give them to a person.

      An estimate for independent votes against one wrong alternative, without a cap on votes."
    `);
    expect(oddsText(reportOf({ ...input, hard: { share: 0.01, p: 0.7 } }))).toContain("needed:");
  });

  it("says that no margin helps, why, and what to do", () => {
    expect(oddsText(reportOf({ ...hanoi, p: 0.5 }))).toMatchInlineSnapshot(`
      "Goal: 1,048,575 steps without a wrong winner, with chance 0.95.
      One vote is right with chance 0.5.
      No margin reaches that: more votes help only when p is above 1/2, and it is 0.5.
      Make the steps smaller, give them more context or use a stronger model; then measure p."
    `);
  });

  it("never rounds a chance up to certainty", () => {
    const text = oddsText(reportOf({ ...hanoi, p: 0.999, steps: 10, target: 1 - 1e-9 }));
    expect(text).toMatch(/p_full {3}1 − \d\.\de-1\d/);
  });
});
