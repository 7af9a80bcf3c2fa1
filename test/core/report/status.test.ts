// What the status comment and `/quorum status` say, from the trigger to the end.
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { headline } from "../../../src/core/report/headline.ts";
import { status, statusComment } from "../../../src/core/report/status.ts";
import type { Event } from "../../../src/core/run/event.ts";
import { statusMarker } from "../../../src/core/run/names.ts";
import type { Run } from "../../../src/core/run/state.ts";
import * as story from "./story.ts";

const at = story.start;
const by = { id: 5, login: "octocat" };

describe("the status comment", () => {
  it("shows the competing proposals of a run that agents did not agree on", () => {
    const plans = [JSON.stringify(story.plan), JSON.stringify(story.otherPlan)] as const;
    const run = story.told([...story.specified, ...story.contested("plan", plans)]);
    for (const words of [statusComment(run), status(run)]) {
      expect(words).toContain("<details><summary>Competing proposals</summary>");
      expect(words).toContain("u2 Join tables by key (after u1): src/join.js#join, src/index.js");
      expect(words).toContain("`/quorum retry`");
    }
    const again = story.told([
      ...story.specified,
      ...story.contested("plan", plans),
      { kind: "retried", at, by },
    ]);
    expect(statusComment(again)).not.toContain("Competing");
  });

  it("shows units, votes, CI, pull requests, plan, requirements, spend and inputs", () => {
    expect(story.undigested(statusComment(story.told(story.secondUnit)))).toMatchInlineSnapshot(`
      "<!-- quorum:status 42/7-k3fa -->

      **Quorum:** working · 1 of 2 units merged · $0.05 of $5.00 · 11 s · asked by octocat

      1 unit under way.

      **Estimate:** 18 samples ($0.07) for one attempt at 3 steps; nine of ten such runs take at most 33 ($0.13). No run of these models has ended yet, so it rests on assumptions about steps. So far: 13 samples ($0.0090).

      | unit | title | needs | state | votes | CI | PR |
      |---|---|---|---|---|---|---|
      | u1 | Add keyOf |  | merged | 3–0 | green | #12 |
      | u2 | Join tables by key | u1 | voting 2/2 | 6–1 · 2–0… |  |  |

      <details><summary>Graph</summary>

      \`\`\`mermaid
      graph LR
      n0["u1 Add keyOf"]:::merged
      n1["u2 Join tables by key"]:::voting
      n0 --> n1
      classDef waiting fill:lightgray,color:black
      classDef voting fill:lightblue,color:black
      classDef elected fill:khaki,color:black
      classDef merged fill:palegreen,color:black
      classDef stuck fill:lightsalmon,color:black
      \`\`\`

      </details>

      <details><summary>Plan (2 units)</summary>

      - **u1** Add keyOf (R1)
        - code: src/value.js#keyOf. Write keyOf.
      - **u2** Join tables by key (R2)
        - code: src/join.js#join. Write join.
        - code: src/index.js#exports. Write exports.

      </details>

      <details><summary>Requirements (2)</summary>

      - **R1** (must) The library shall give a cell's key. Accepted when: R1.A1 (test) keyOf is tested. From the issue: “join two tables”
      - **R2** (should) When two tables are joined, the library shall match rows by key. Accepted when: R2.A1 (test) join is tested. From the issue: “Please join”

      </details>

      <details><summary>From requirement to result</summary>

      | acceptance | method | units | tests that carry its id | result |
      |---|---|---|---|---|
      | R1.A1 (must) | test | u1 (#12) |  | CI was green |
      | R2.A1 | test | u2 |  | not yet |

      Every must has a result.

      </details>

      <details><summary>Spend, inputs, run id</summary>

      - samples: 23; spoiled: truncated ×1
      - elections: 4, without agreement: 0
      - votes needed: 3 unanimous, or a lead of 5 after dissent
      - spent: $0.05 for 2100 tokens
      - line: quorum/7-k3fa at cccccccccccccccccccccccccccccccccccccccc
      - base: main at aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
      - inputs digest: INPUTS
      - run: 42/7-k3fa

      </details>"
    `);
  });

  it("starts with the run's hidden marker, exactly once", () => {
    for (const events of [[story.started], story.planned, story.finished]) {
      const run = story.told(events);
      const marker = statusMarker(run.started.run);
      expect(statusComment(run).startsWith(marker)).toBe(true);
      expect(statusComment(run).split("<!--").length).toBe(2);
    }
  });

  it("stays within 60,000 characters whatever the run holds", () => {
    const units = fc.integer({ min: 0, max: 300 });
    const nasty = fc.constantFrom("@a", "#1", "&|", "long words ", "<script>");
    fc.assert(
      fc.property(units, nasty, nasty, (many, title, words) => {
        expect(statusComment(large(many, title, words)).length).toBeLessThanOrEqual(60_000);
      }),
      { numRuns: 20 },
    );
  });
});

/** A run whose every text is as long and as awkward as parsers would let through, and longer. */
function large(many: number, title: string, words: string): Run {
  const [unit] = story.plan.units;
  const units = Array.from({ length: many }, (_, i) => ({
    ...(unit ?? story.plan.units[0]),
    id: `u${i + 1}`,
    title: title.repeat(200),
    requirements: Array.from({ length: 40 }, (_, r) => `R${r}`),
    needs: i === 0 ? [] : Array.from({ length: Math.min(i, 20) }, (_, k) => `u${k + 1}`),
    steps: Array.from({ length: 8 }, () => ({
      ...story.stepAt("src/a.js", "f"),
      task: words.repeat(500),
    })),
  }));
  const requirements = Array.from({ length: 60 }, (_, i) => ({
    id: `R${i}`,
    ears: words.repeat(900),
    quote: title.repeat(900),
    priority: "must",
    acceptance: words.repeat(900),
  }));
  return story.told([
    {
      ...story.started,
      by: { id: 1, login: words.repeat(90) },
      base: { ...story.started.base, branch: title.repeat(90) },
    },
    story.chosen("requirements", JSON.stringify(requirements)),
    story.chosen("plan", JSON.stringify({ units })),
    {
      kind: "faltered",
      at,
      key: "openLine",
      because: words.repeat(9000),
      outcome: "none",
      retryAfterMs: null,
      lasting: true,
    },
  ]);
}

describe("the headline", () => {
  const stuck: Event = {
    kind: "faltered",
    at,
    key: "openLine",
    because: "Resource not accessible by integration",
    outcome: "none",
    retryAfterMs: null,
    lasting: true,
  };
  const noAgreement = story.voted(
    0,
    0,
    Array.from({ length: 24 }, (_, i) => (i % 2 ? "a" : "b")),
  );
  const cases: readonly (readonly [string, readonly Event[], string])[] = [
    ["collects proposals", [story.started], "working"],
    ["votes", story.planned, "working"],
    ["waits for CI", story.inReview, "working"],
    ["has only a stuck unit left", [...story.planned, noAgreement], "needs a person"],
    ["met a lasting failure", [...story.planned, stuck], "needs a person"],
    ["was stopped", [...story.planned, { kind: "stopped", at, by }], "stopped"],
    ["is finished", story.finished, "done"],
    [
      "was given up",
      [...story.planned, { kind: "failed", at, because: "the issue is gone" }],
      "failed",
    ],
  ];
  it.each(cases)("of a run that %s", (_, events, state) => {
    expect(headline(story.told(events)).state).toBe(state);
  });

  it("waits for approval in plan mode, and says with which command", () => {
    const waiting = story.told([{ ...story.started, mode: "plan" }, ...story.planned.slice(1, 3)]);
    expect(headline(waiting).state).toBe("waiting for approval");
    expect(status(waiting)).toMatchInlineSnapshot(`
      "**Quorum:** waiting for approval · 0 of 2 units merged · $0.04 of $5.00 · 2 s · asked by octocat

      The plan is ready.

      **Needs you:**
      - The plan waits for your approval. Comment \`/quorum approve\` to start, or \`/quorum reject\` and the reason.

      | unit | title | needs | state | votes | CI | PR |
      |---|---|---|---|---|---|---|
      | u1 | Add keyOf |  | waiting |  |  |  |
      | u2 | Join tables by key | u1 | waiting |  |  |  |"
    `);
  });
});
