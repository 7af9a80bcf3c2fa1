// Numbers that a requirement demands are measured once more on the finished line.
import { describe, expect, it } from "vitest";
import type { Config } from "../../../src/core/config/config.ts";
import type { Requirement } from "../../../src/core/requirement/requirement.ts";
import { asks } from "../../../src/core/report/headline.ts";
import { finalPull } from "../../../src/core/report/pull.ts";
import { unfit } from "../../../src/core/report/unfit.ts";
import type { Event, Started } from "../../../src/core/run/event.ts";
import { everything } from "../../../src/core/run/next.ts";
import type { Run } from "../../../src/core/run/state.ts";
import {
  chosen,
  commit,
  elect,
  fold,
  line,
  lineOpened,
  looked,
  maintainer,
  merged,
  planOf,
  plus,
  pulled,
  pushed,
  sandboxed,
  startedWith,
  unit,
  verified,
} from "./facts.ts";

const fast: Requirement = {
  id: "R1",
  kind: "performance",
  ears: "The library shall be fast.",
  quote: "be fast",
  priority: "must",
  acceptance: [{ id: "R1.A1", method: "measure", given: "", when: "", expected: "it is fast" }],
  measure: { metric: "p99_ms", op: "<=", value: 200, how: "npm run bench" },
};
const plan = planOf(unit("u1"), { ...unit("u2", ["u1"]), requirements: ["R2"] });
const [first, second, end, moved] = [commit("a"), commit("b"), commit("c"), commit("d")];

/** u1, which alone serves the requirement, is merged with a reading, and u2 after it. */
function closing(
  value: number | null,
  config: Partial<Config> = {},
  more: Partial<Started> = {},
  approvedBy: readonly string[] = value !== null && value <= 200 ? [] : ["ann"],
): Run {
  const five = (text: string) =>
    [0, 1, 2, 3, 4].map((n) => (n === 0 ? { n, class: "a", text } : { n, class: "a" }));
  const measures = { p99_ms: "node bench.js" };
  const settings = { ...sandboxed.config, measures, ...config };
  const found = [{ requirement: "R1", value, because: value === null ? "it printed nothing" : "" }];
  const elected = more.parent
    ? []
    : [chosen("propose", "requirements", five(JSON.stringify([fast])))];
  return fold(
    startedWith({ sandboxed: true, config: settings, ...more }),
    { kind: "rehearsed", at: 0, because: null, tests: 3 },
    ...elected,
    chosen("propose", "plan", five(JSON.stringify(plan))),
    lineOpened,
    elect(0),
    verified(0, "right", "passed"),
    { kind: "measured", at: 0, unit: 0, attempt: 1, onto: line, tree: "t", found },
    pushed(0, first),
    pulled(0),
    looked(0, first, "green", { approvedBy }),
    merged(0, first, second),
    elect(1),
    verified(1, "right", "passed", { onto: second }),
    pushed(1, first, second),
    pulled(1),
    looked(1, first, "green"),
    merged(1, first, end),
  );
}

const onLine = (value: number | null, head = end): Event => ({
  kind: "lineMeasured",
  at: 0,
  head,
  found: [{ requirement: "R1", value, because: value === null ? "it printed nothing" : "" }],
});
const due = (run: Run): string[] =>
  everything(run).flatMap(({ key }) => (key === "publish" ? [] : [key]));
const approved: Event = { kind: "approved", at: 0, by: maintainer };
const retried: Event = { kind: "retried", at: 0, by: maintainer };
const place = `the finished line at ${end.slice(0, 12)}`;

describe("the finished line", () => {
  it("is measured where it stands, before the final pull request", () => {
    expect(due(closing(12))).toEqual([`measureLine/${end}`]);
    expect(due(plus(closing(12), onLine(200)))).toEqual(["openFinal/ready"]);
    const late = plus(closing(12), onLine(12), { kind: "lineMoved", at: 0, head: moved });
    expect(due(late)).toEqual([`measureLine/${moved}`]);
  });

  const parent = {
    run: startedWith().run,
    issue: 1,
    unit: "u1",
    title: "Part",
    depth: 1,
    taken: [],
    requirements: [fast],
  };

  it.each([
    ["no command is set", closing(12, { measures: {} }, {}, ["ann"])],
    ["there is no sandbox", closing(12, { test: null }, {}, ["ann"])],
    ["a parent measures the whole", closing(12, {}, { parent })],
  ])("is not measured where %s", (_, run) => {
    expect(due(run)).toEqual(["openFinal/ready"]);
  });

  it("is no longer there where units go to the base branch", () => {
    expect(closing(12, { merge: { into: "base" } }).phase.kind).toBe("done");
  });

  it("shows what it measured in the final pull request", () => {
    expect(finalPull(plus(closing(12), onLine(34))).body).toContain(
      "p99\\_ms &lt;= 200: measured 34 on the finished line",
    );
  });
});

describe("a bar that the finished line misses", () => {
  const run = plus(closing(12), onLine(312));

  it("stops the run and says what it was, what it is, and what a person can do", () => {
    const bar = "R1 p99_ms <= 200: measured 312 (12 when u1 was merged)";
    expect(run.phase).toMatchObject({
      kind: "stuck",
      cause: `a bar is missed on ${place}: ${bar}`,
    });
    expect(due(run)).toEqual([]);
    const [ask] = asks(run);
    expect(ask?.because).toContain(bar);
    expect(ask?.ask).toContain("Comment `/quorum approve` to let it pass all the same");
    expect(ask?.ask).toContain("`quorum/7-aaaa`, then `/quorum retry`");
  });

  it("is asked about once, and not for an older head", () => {
    const passed = plus(run, approved);
    expect(plus(passed, onLine(312))).toBe(passed);
    const ahead = plus(closing(12), { kind: "lineMoved", at: 0, head: moved });
    expect(plus(ahead, onLine(312))).toBe(ahead);
  });

  it("is missed where nothing was measured", () => {
    const none = plus(closing(12), { kind: "lineMeasured", at: 0, head: end, found: [] });
    expect(none.phase).toMatchObject({ cause: expect.stringContaining("it was not measured") });
  });

  it("goes on when a person approves, and says who", () => {
    expect(unfit(run, "approved")).toBeNull();
    const passed = plus(run, approved);
    expect(due(passed)).toEqual(["openFinal/ready"]);
    expect(finalPull(passed).body).toContain("on the finished line, maintainer let it pass");
    expect(due(plus(passed, { kind: "lineMoved", at: 0, head: moved }))).toEqual([
      `measureLine/${moved}`,
    ]);
  });

  it("is measured again on a retry, and a better number goes on", () => {
    const again = plus(run, retried);
    expect(due(again)).toEqual([`measureLine/${end}`]);
    expect(unfit(again, "approved")).not.toBeNull();
    expect(due(plus(again, onLine(20)))).toEqual(["openFinal/ready"]);
    expect(plus(again, onLine(312)).phase.kind).toBe("stuck");
  });

  it("stays to be weighed when the run was stopped meanwhile", () => {
    const stopped: Event = { kind: "stopped", at: 0, by: maintainer };
    expect(due(plus(closing(12), stopped, onLine(312), retried))).toEqual([`measureLine/${end}`]);
    expect(due(plus(run, stopped, retried))).toEqual([`measureLine/${end}`]);
  });

  it("asks again only where it is worse than what a person let pass with its unit", () => {
    expect(due(plus(closing(250), onLine(250)))).toEqual(["openFinal/ready"]);
    expect(due(plus(closing(null), onLine(null)))).toEqual(["openFinal/ready"]);
    expect(plus(closing(250), onLine(260)).phase).toMatchObject({
      cause: expect.stringContaining("(250 when u1 was merged, which a person let pass)"),
    });
    expect(plus(closing(12), onLine(null)).phase).toMatchObject({
      cause: expect.stringContaining("it printed nothing (12 when u1 was merged)"),
    });
  });
});
