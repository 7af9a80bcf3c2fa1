// The table from requirement to result: tests by the id they carry, numbers, and what people saw.
import { describe, expect, it } from "vitest";
import { statusComment } from "../../../src/core/report/status.ts";
import { traceTable } from "../../../src/core/report/trace.ts";
import type { Requirement } from "../../../src/core/requirement/requirement.ts";
import type { Step, Unit } from "../../../src/core/plan/plan.ts";
import type { Event } from "../../../src/core/run/event.ts";
import type { Run } from "../../../src/core/run/state.ts";
import * as facts from "../run/facts.ts";

const measure = { metric: "p99_ms", op: "<=", value: 200, how: "bench" } as const;
const requirement = (
  id: string,
  method: Requirement["acceptance"][number]["method"],
  priority: Requirement["priority"] = "must",
): Requirement => ({
  id,
  kind: "functional",
  ears: "It shall be there.",
  quote: "be there",
  priority,
  acceptance: [{ id: `${id}.A1`, method, given: "", when: "", expected: "it is" }],
  measure: method === "measure" ? measure : null,
});
const requirements = [
  requirement("R1", "test"),
  requirement("R2", "measure"),
  requirement("R3", "inspection", "should"),
];
const bare = facts.unit("u1", [], 2);
const unit: Unit = {
  ...bare,
  requirements: ["R1", "R2", "R3"],
  steps: bare.steps.map((s, i): Step => (i > 0 ? s : { ...s, kind: "test", accepts: ["R1.A1"] })),
};

/** Requirements and plan are elected, the unit's steps too; then come the events. */
function told(events: readonly Event[], config: object = { measures: { p99_ms: "bench" } }): Run {
  const five = (value: unknown) =>
    [0, 1, 2, 3, 4].map((n) => ({
      n,
      class: "a",
      ...(n > 0 ? {} : { text: JSON.stringify(value) }),
    }));
  return facts.fold(
    facts.startedWith({ sandboxed: true, config: { test: "npm test", ...config } }),
    { kind: "rehearsed", at: 0, because: null, tests: 3 },
    facts.chosen("propose", "requirements", five(requirements)),
    facts.chosen("propose", "plan", five({ units: [unit] })),
    facts.lineOpened,
    facts.votes(0, ["t", "t"]),
    facts.verified(0, "t", "passed", { step: 0 }),
    facts.votes(0, ["c", "c"], { step: 1 }),
    ...events,
  );
}

const passed = (names: readonly string[]): Event =>
  facts.verified(0, "c", "passed", { step: 1, own: { names, runs: 3 } });
const measured = (value: number): Event => {
  const found = [{ requirement: "R2", value, because: "" }];
  return { kind: "measured", at: 0, unit: 0, attempt: 1, onto: facts.line, found };
};
const head = facts.commit("a");
const merged: readonly Event[] = [
  facts.pushed(0, head),
  facts.pulled(0),
  facts.merged(0, head, facts.commit("b")),
];
const all = requirements.map((r) => r.id);
const table = (run: Run): string => traceTable(run, all, 8000);

describe("the table from requirement to result", () => {
  it("names each acceptance, its unit and tests, and what came of it", () => {
    const run = told([passed(["[R1.A1] adds", "r1_a1 | <b>", "[R9.A1] other"]), measured(12)]);
    expect(table(run)).toMatchInlineSnapshot(`
      "| acceptance | method | units | tests that carry its id | result |
      |---|---|---|---|---|
      | R1.A1 (must) | test | u1 | \\[R1.A1\\] adds, r1\\_a1 \\| &lt;b&gt; | passed in 3 runs |
      | R2.A1 (must) | measure | u1 |  | p99\\_ms &lt;= 200: measured 12 |
      | R3.A1 | inspection | u1 |  | waits for a person's review |

      Every must has a result."
    `);
  });

  it("says what a must still lacks, and nothing of what is wished", () => {
    expect(table(told([]))).toMatch(/A must without a result so far: R1.A1, R2.A1\.$/);
    const missed = table(told([passed(["[R1.A1] adds"]), measured(312)]));
    expect(missed).toContain("p99\\_ms &lt;= 200: measured 312, missed");
    expect(missed).toMatch(/without a result so far: R2.A1\.$/);
  });

  it("says that a person accepted what was merged all the same", () => {
    const shown = table(told([passed(["[R1.A1] adds"]), measured(312), ...merged]));
    expect(shown.match(/accepted by a person when its unit was merged/g)).toHaveLength(2);
    expect(shown).toMatch(/Every must has a result\.$/);
  });

  it("leaves what no command measures to a person, and in an older run to the review", () => {
    const unnamed = table(told([passed([])], { measures: {} }));
    expect(unnamed.match(/waits for a person's review/g)).toHaveLength(2);
    const older = table(told([passed([])], { measures: undefined }));
    expect(older.match(/for people to see when they review/g)).toHaveLength(2);
  });

  it("tells in the status who must look, and at which pull request", () => {
    const open = (value: number): string =>
      statusComment(
        told([
          passed(["[R1.A1] adds"]),
          measured(value),
          facts.pushed(0, head),
          facts.pulled(0),
          facts.looked(0, head, "green"),
        ]),
      );
    expect(open(12)).toContain("R3.A1 (inspection) it is. See for yourself on #100, then approve");
    expect(open(312)).toContain("measured 312. Approve #100 to let it pass all the same");
  });

  it("shows three tests at most, and stays within its size", () => {
    const many = Array.from({ length: 9 }, (_, i) => `[R1.A1] case ${i}`);
    expect(table(told([passed(many)]))).toContain("case 2, 6 more");
    const run = told([]);
    const crowd = Array.from({ length: 300 }, (_, i) => requirement(`R${i + 1}`, "test"));
    const wide = traceTable(
      { ...run, requirements: crowd },
      crowd.map((r) => r.id),
      4000,
    );
    expect(wide.length).toBeLessThan(4000);
    expect(wide).toContain("more lines");
    expect(wide).toContain("and 280 more");
  });

  it("has no line for requirements that are not asked for", () => {
    expect(traceTable(told([]), ["R3"], 8000)).not.toContain("R1.A1");
    expect(traceTable(told([]), ["R8"], 8000)).toBe("No requirement is named.");
  });
});
