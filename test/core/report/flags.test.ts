// The table of red flags: what was raised, what was judged, and what to do about it.
import { describe, expect, it } from "vitest";
import { flagLine, flagRows, flagTable, meanings } from "../../../src/core/report/flags.ts";
import { statusComment } from "../../../src/core/report/status.ts";
import { explain } from "../../../src/core/report/why.ts";
import { noFlagging, type FlagCount, type Flagging } from "../../../src/core/run/flagging.ts";
import { fold, lineOpened, planOf, startedWith, unit, word } from "../run/facts.ts";

const count = (flagged: number, spoiled: number, judged: number, wrong: number): FlagCount => ({
  flagged,
  spoiled,
  judged,
  wrong,
});
const known: Flagging = {
  samples: 1000,
  valid: 800,
  right: 700,
  wrong: 60,
  flags: {
    stub: count(60, 50, 40, 1),
    secret: count(40, 40, 40, 1),
    placeholder: count(30, 30, 30, 29),
    signature: count(40, 40, 40, 1),
    shrink: count(9, 9, 3, 3),
    swallowed: count(12, 0, 10, 4),
    longgone: count(1, 1, 0, 0),
  },
};

describe("the table of red flags", () => {
  it("says which flags to switch, and leaves those alone that guard more than votes", () => {
    const advice = flagRows(known).map(({ flag, advice: words }) => [flag, words]);
    expect(advice).toEqual([
      ["signature", "switch to person?"],
      ["placeholder", "keep"],
      ["stub", "switch off?"],
      ["shrink", "too few to say"],
      ["secret", "keep: it guards more than votes"],
      ["swallowed", null],
      ["longgone", "too few to say"],
    ]);
  });

  it("reads as a table", () => {
    expect(flagTable({ ...known, flags: { stub: count(60, 50, 40, 1) } })).toMatchInlineSnapshot(`
      "1000 samples for steps, 800 valid; of 760 votes in decided elections 700 agreed with what was elected.

      red flag  does   flagged  share  alone  judged  wrong  error           advice
      stub      spoil  60       6.0 %  50     40      1      0.1 % … 13.2 %  switch off?"
    `);
    expect(flagTable(noFlagging)).toMatch(/No red flag was raised\.$/);
  });

  it("says what flags mean, in the table's order, and nothing of unknown ones", () => {
    expect(
      meanings(["swallowed", "large", "constructor"]).map((line) => line.slice(0, 14)),
    ).toEqual(["- `large`: The", "- `swallowed`:"]);
  });
});

describe("a run", () => {
  const poll = { kind: "step", unit: 0, attempt: 1, step: 0 } as const;
  const votes = [{ n: 0, spoiled: ["stub"], shadow: "b" }, word(1, "a"), word(2, "a")];
  const run = fold(startedWith({ plan: planOf(unit("u1")) }), lineOpened, {
    kind: "sampled",
    at: 0,
    poll,
    votes,
    microUsd: 0,
    tokens: 0,
  });

  it("says in status and why what became of flagged answers once something is elected", () => {
    expect(flagLine(run)).toBe("flagged answers that were not what was elected: stub 1 of 1");
    expect(statusComment(run)).toContain("- flagged answers that were not what was elected");
    expect(explain(run, 0)).toContain("Red flags: flagged answers");
    expect(flagLine(fold(startedWith({ plan: planOf(unit("u1")) }), lineOpened))).toBeNull();
  });
});
