// `/quorum why`: every unit says what it waits for, every standstill its cause and next command.
import { describe, expect, it } from "vitest";
import { explain } from "../../../src/core/report/why.ts";
import type { Event } from "../../../src/core/run/event.ts";
import * as story from "./story.ts";

const at = story.start;
const now = story.start + 60_000;
const by = { id: 5, login: "octocat" };
const why = (events: readonly Event[]): string => explain(story.told(events), now);

describe("an explanation", () => {
  it("of a unit in review names the check and the commit", () => {
    expect(why(story.inReview)).toMatchInlineSnapshot(`
      "**Quorum:** working · 0 of 2 units merged · $0.04 of $5.00 · 7 s

      1 unit under way.

      - **u1** waits for CI test on bbbbbbbbbbbb: no check named test yet

      Waiting for others to be merged: 1 unit."
    `);
  });

  it("of a unit that votes shows how the votes stand", () => {
    expect(why(story.secondUnit)).toMatchInlineSnapshot(`
      "**Quorum:** working · 1 of 2 units merged · $0.05 of $5.00 · 11 s

      1 unit under way.

      - **u2** waits for 1 sample (step 2 of 2, src/index.js#exports: votes 2–0)"
    `);
  });

  it("of a unit without agreement shows the competing answers and the next command", () => {
    const names = Array.from({ length: 24 }, (_, i) => (i % 2 ? "plus" : "minus"));
    expect(why([...story.planned, story.voted(0, 0, names)])).toMatchInlineSnapshot(`
      "**Quorum:** needs a person · 0 of 2 units merged · $0.04 of $5.00 · 4 s

      No unit can move by itself.

      - **u1** is stuck: no agreement on step 1 (the votes left could elect no answer)
        Answer 1 (10 votes):
        \`\`\`
        function minus() {}
        \`\`\`
        Answer 2 (10 votes):
        \`\`\`
        function plus() {}
        \`\`\`
        Where answers 1 (-) and 2 (+) differ:
        \`\`\`diff
        - function minus() {}
        + function plus() {}
        \`\`\`
        **Next:** Deal with the cause, then comment \`/quorum retry\`.

      Waiting for others to be merged: 1 unit."
    `);
  });

  it("of a plan without agreement shows the competing plans and the next command", () => {
    const plans = [JSON.stringify(story.plan), JSON.stringify(story.otherPlan)] as const;
    expect(why([...story.specified, ...story.contested("plan", plans)])).toMatchInlineSnapshot(`
      "**Quorum:** needs a person · no plan yet · $0.06 of $5.00 · 3 s

      No agreement on the plan: the ballots did not agree (11:10:1, the votes left could elect no answer).

      Plan 1 (11 votes, proposed 3 times):
      \`\`\`
      u1 Add keyOf: src/value.js#keyOf
      u2 Join tables by key (after u1): src/join.js#join, src/index.js#exports
      \`\`\`

      Plan 2 (10 votes, proposed 2 times):
      \`\`\`
      u1 Join tables: src/join.js#join
      \`\`\`

      None of them: 1 vote.

      **Next:** Comment \`/quorum retry\` once the cause is dealt with; \`/quorum stop\`, then \`/quorum run\` starts anew."
    `);
  });

  it("of requirements without agreement shows them too, and as they are when they were cut", () => {
    const long = [{ ...story.requirements[0], ears: "shall ".repeat(5000) }];
    const texts = [JSON.stringify(story.requirements), JSON.stringify(long)] as const;
    const words = why([story.started, ...story.contested("requirements", texts)]);
    expect(words).toContain("R1 (must) The library shall give a cell's key.\nR2 (should) When");
    expect(words).toMatch(/Requirements 2 \(10 votes, proposed 2 times\):\n```\n\[\{"id":"R1"/);
    expect(words.length).toBeLessThan(6000);
  });

  it("shows at what time a failed action is tried again", () => {
    const events: readonly Event[] = [
      ...story.inReview.slice(0, 6),
      {
        kind: "faltered",
        at,
        key: "open/0",
        because: "GitHub answered 503",
        outcome: "unknown",
        retryAfterMs: 120_000,
        lasting: false,
      },
    ];
    expect(why(events)).toMatchInlineSnapshot(`
      "**Quorum:** working · 0 of 2 units merged · $0.04 of $5.00 · 6 s

      1 unit under way.

      - **u1** waits for its pull request to be opened at bbbbbbbbbbbb
        Opening the pull request failed 1 time: GitHub answered 503; tries again at 22:15:26 UTC.

      Waiting for others to be merged: 1 unit."
    `);
  });

  it("of a review that asks for changes says what the reviewer can do", () => {
    const green = story.looked(0, story.commit("b"), "green", "test succeeded");
    const blocked: Event = { ...green, changesRequestedBy: ["mona"] };
    expect(why([...story.inReview, blocked])).toMatchInlineSnapshot(`
      "**Quorum:** needs a person · 0 of 2 units merged · $0.04 of $5.00 · 8 s

      No unit can move by itself.

      - **u1** waits because changes were requested by mona
        **Next:** On #12, dismiss the review or approve; or comment \`/quorum stop\`.

      Waiting for others to be merged: 1 unit."
    `);
  });

  const failure: Event = {
    kind: "faltered",
    at,
    key: "openLine",
    because: "Resource not accessible by integration",
    outcome: "none",
    retryAfterMs: null,
    lasting: true,
  };
  const standstills: readonly (readonly [string, readonly Event[], string])[] = [
    ["stuck", [...story.planned, failure], "/quorum retry"],
    ["stopped", [...story.planned, { kind: "stopped", at, by }], "/quorum retry"],
    [
      "failed",
      [...story.planned, { kind: "failed", at, because: "the issue is gone" }],
      "/quorum run",
    ],
    ["done", story.finished, "Review and merge #14"],
  ];
  it.each(standstills)("of a run that is %s names the next step", (_, events, next) => {
    const words = why(events);
    expect(words).toContain(next);
    const { phase } = story.told(events);
    if (phase.kind === "stuck") expect(words).toContain(phase.cause.slice(1));
    if (phase.kind === "failed") expect(words).toContain(phase.because.slice(1));
    if (phase.kind === "stopped") expect(words).toContain(phase.by);
  });

  it("stays below 60,000 characters however long the competing answers are", () => {
    const names = Array.from({ length: 24 }, (_, i) => (i % 2 ? "a" : "b"));
    const { votes, ...rest } = story.voted(0, 0, names);
    const long = votes.map((v) => ("spoiled" in v ? v : { ...v, text: "`".repeat(90_000) }));
    expect(why([...story.planned, { ...rest, votes: long }]).length).toBeLessThan(60_000);
  });
});
