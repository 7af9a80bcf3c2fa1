// Pull requests, commits and the gate's check: the evidence is there, and nothing in it acts.
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { commitMessage } from "../../../src/core/report/commit.ts";
import { gateCheck } from "../../../src/core/report/gate.ts";
import { finalPull, unitPull } from "../../../src/core/report/pull.ts";
import type { Event } from "../../../src/core/run/event.ts";
import type { Run } from "../../../src/core/run/state.ts";
import * as story from "./story.ts";

const closing = /\b(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?)[\s:]+(?:[\w./-]*#\d|GH-\d|https?:)/i;

describe("a unit's pull request", () => {
  it("carries requirements, changes, votes, conditions, place, undo and a record", () => {
    const { title, body } = unitPull(story.told(story.inReview), 0);
    expect(title).toBe("u1: Add keyOf");
    expect(story.undigested(body)).toMatchInlineSnapshot(`
      "Part of #7. Add keyOf: unit u1 of 2. It builds on nothing else. Needed by u2.

      **Why**
      - **R1** The library shall give a cell's key. The issue says: “join two tables”

      **From requirement to result**

      | acceptance | method | units | tests that carry its id | result |
      |---|---|---|---|---|
      | R1.A1 (must) | test | u1 (#12) |  | not yet |

      A must without a result so far: R1.A1.

      **What changed**
      - code: src/value.js#keyOf. Write keyOf.

      **Votes**
      | step | place | winner | runner-up | samples | red flags |
      |---|---|---|---|---|---|
      | 1 | src/value.js#keyOf | 3 | 0 | 4 | none |

      An answer wins with 3 unanimous votes, or a lead of 5 after dissent. Spoiled in the whole run so far: truncated ×1.

      **Gate when this was written**
      - built on the target's head: holds (aaaaaaaaaaaa)
      - CI on the exact head: waits (no check named test yet)
      - no changes requested: holds
      - the check \`quorum/gate\` on this pull request says how it stands now

      **How to undo**
      Revert the merge commit of this pull request on the line; units that need it go with it.

      <details><summary>The same for machines</summary>

      \`\`\`json
      {
       "run": "42/7-k3fa",
       "unit": "u1",
       "attempt": 1,
       "requirements": [
        "R1"
       ],
       "needs": [],
       "margins": {
        "unanimous": 3,
        "lead": 5
       },
       "steps": [
        {
         "class": "a",
         "votes": 3,
         "runnerUp": 0,
         "samples": 4,
         "flags": []
        }
       ],
       "inputs": "INPUTS"
      }
      \`\`\`

      </details>

      Run 42/7-k3fa. Comment \`/quorum why\` on #7 to see what it waits for."
    `);
  });

  it("closes nothing and mentions nobody, whatever the plan says", () => {
    const evil = fc.constantFrom(
      "fixes #3",
      "@mona",
      "closes: o/r#4",
      "</details>",
      "resolve GH-9",
    );
    fc.assert(
      fc.property(evil, evil, (title, words) => {
        const run = retitled(title, words);
        const { title: head, body } = unitPull(run, 0);
        for (const shown of [head, body.replaceAll("&#8203;", "\u200B"), commitMessage(run, 0)]) {
          expect(shown).not.toMatch(closing);
          expect(shown).not.toMatch(/@\w/);
        }
        expect(body.split("<details>").length).toBe(body.split("</details>").length);
        expect(body.length).toBeLessThan(60_000);
      }),
    );
  });
});

function retitled(title: string, words: string): Run {
  const units = story.plan.units.map((unit) => ({ ...unit, title: `${title} x` }));
  const requirements = story.requirements.map((r) => ({
    ...r,
    ears: words.repeat(300),
    quote: title.repeat(300),
  }));
  return story.told([
    story.started,
    story.chosen("requirements", JSON.stringify(requirements)),
    story.chosen("plan", JSON.stringify({ units })),
    ...story.inReview.slice(3),
  ]);
}

describe("the final pull request", () => {
  it("is the only one that closes the issue", () => {
    const run = story.told(story.finished);
    expect(finalPull(run).title).toBe("Join two tables");
    expect(story.undigested(finalPull(run).body)).toMatchInlineSnapshot(`
      "Fixes #7. Every unit was elected, verified and merged by the gate; this brings the line to main and is yours to review and merge.

      **Why**
      - **R1** The library shall give a cell's key. The issue says: “join two tables”
      - **R2** When two tables are joined, the library shall match rows by key. The issue says: “Please join”

      **From requirement to result**

      | acceptance | method | units | tests that carry its id | result |
      |---|---|---|---|---|
      | R1.A1 (must) | test | u1 (#12) |  | CI was green |
      | R2.A1 | test | u2 (#13) |  | CI was green |

      Every must has a result.

      **Units**

      | unit | title | needs | state | votes | CI | PR |
      |---|---|---|---|---|---|---|
      | u1 | Add keyOf |  | merged | 3–0 | green | #12 |
      | u2 | Join tables by key | u1 | merged | 6–1 · 3–0 | green | #13 |

      **Estimate and actual**
      Estimate: 18 samples ($0.07) for one attempt at 3 steps; nine of ten such runs take at most 33 ($0.13). No run of these models has ended yet, so it rests on assumptions about steps. Taken: 14 samples ($0.01), later attempts and runoffs included.

      **Votes**
      3 steps elected, 24 samples drawn, elections without agreement: 0.

      **How to undo**
      Revert the merge commit of this pull request; one unit alone can be reverted by its own.

      <details><summary>The same for machines</summary>

      \`\`\`json
      {
       "run": "42/7-k3fa",
       "merged": 2,
       "units": 2,
       "samples": 24,
       "elections": 5,
       "noAgreement": 0,
       "inputs": "INPUTS"
      }
      \`\`\`

      </details>"
    `);
    expect(finalPull(run).body).toMatch(/^Fixes #7\./);
  });

  it("closes nothing as a draft", () => {
    const run = story.told([
      ...story.secondUnit,
      { kind: "finalOpened", at: 0, pull: 14, draft: true },
    ]);
    expect(finalPull(run).body).toMatch(/^Part of #7\. A draft/);
    expect(finalPull(run).body).not.toMatch(closing);
    expect(finalPull(run, false).body).toMatch(closing);
  });
});

describe("a commit message", () => {
  it("names the requirement and ends with trailers", () => {
    expect(commitMessage(story.told(story.inReview), 0)).toMatchInlineSnapshot(`
      "Add keyOf

      R1: The library shall give a cellʼs key.

      Quorum-Run: 42/7-k3fa
      Quorum-Unit: u1"
    `);
  });

  it("cannot be given trailers or a CI-skipping mark by a title", () => {
    const run = retitled("Add\n\nQuorum-Unit: u9 [skip ci]", "x");
    const lines = commitMessage(run, 0).split("\n");
    expect(lines.filter((line) => line.startsWith("Quorum-Unit:"))).toEqual(["Quorum-Unit: u1"]);
    expect(lines.join("\n")).not.toContain("[skip ci]");
  });
});

describe("the gate's check", () => {
  const green = story.looked(0, story.commit("b"), "green", "test succeeded");
  const cases: readonly (readonly [string, readonly Event[], string])[] = [
    ["waits for CI", story.inReview, "Waiting: CI on the exact head"],
    ["passes", [...story.inReview, green], "Passed: 3 conditions hold, votes 3–0"],
    [
      "waits for a reviewer",
      [...story.inReview, { ...green, changesRequestedBy: ["mona"] }],
      "Waiting: no changes requested",
    ],
  ];
  it.each(cases)("that %s has its verdict as a short title", (_, events, title) => {
    const check = gateCheck(story.told(events), 0);
    expect(check.title).toBe(title);
    expect(check.title.length).toBeLessThanOrEqual(60);
  });

  it("lists every condition", () => {
    expect(gateCheck(story.told(story.inReview), 0).summary).toMatchInlineSnapshot(`
      "- ✅ built on the target's head: aaaaaaaaaaaa
      - ⏳ CI on the exact head: no check named test yet
      - ✅ no changes requested

      Votes per step, winner–runner-up: 3–0.

      Comment \`/quorum why\` on the issue to see what the whole run waits for."
    `);
  });
});
