// The unit that completes a requirement is measured, and seen by a person, before it is merged.
import { describe, expect, it } from "vitest";
import type { Config } from "../../../src/core/config/config.ts";
import type { Requirement } from "../../../src/core/requirement/requirement.ts";
import { looksFor, measuresOf } from "../../../src/core/run/acceptance.ts";
import type { Event } from "../../../src/core/run/event.ts";
import { everything } from "../../../src/core/run/next.ts";
import type { Run } from "../../../src/core/run/state.ts";
import { verdictOf } from "../../../src/core/run/verdict.ts";
import {
  chosen,
  commit,
  elect,
  fold,
  line,
  lineOpened,
  looked,
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

const measure = { metric: "p99_ms", op: "<=", value: 200, how: "npm run bench" } as const;
const accepted = (method: "measure" | "inspection" | "test"): Requirement => ({
  id: "R1",
  kind: method === "test" ? "functional" : "performance",
  ears: "The library shall be there.",
  quote: "be there",
  priority: "must",
  acceptance: [{ id: "R1.A1", method, given: "", when: "", expected: "it is there" }],
  measure: method === "measure" ? measure : null,
});
const measures = { p99_ms: "node bench.js" };
const plan = planOf(unit("u1"), unit("u2"));

/** Two units that serve R1, side by side, on an open line. */
function under(requirement: Requirement, config: Partial<Config> = { measures }): Run {
  const five = (text: string) =>
    [0, 1, 2, 3, 4].map((n) => (n === 0 ? { n, class: "a", text } : { n, class: "a" }));
  return fold(
    startedWith({ sandboxed: true, config: { ...sandboxed.config, ...config } }),
    { kind: "rehearsed", at: 0, because: null, tests: 3 },
    chosen("propose", "requirements", five(JSON.stringify([requirement]))),
    chosen("propose", "plan", five(JSON.stringify(plan))),
    lineOpened,
  );
}

const [head, second, third] = [commit("a"), commit("b"), commit("c")];
const won = (i: number): readonly Event[] => [elect(i), verified(i, "right", "passed")];
const opened = (i: number, at: typeof head, onto: typeof head): readonly Event[] => [
  pushed(i, at, onto),
  pulled(i),
  looked(i, at, "green"),
];
const reading = (value: number | null, onto = second, because = ""): Event => ({
  kind: "measured",
  at: 0,
  unit: 1,
  attempt: 1,
  onto,
  found: [{ requirement: "R1", value, because }],
});
const keys = (run: Run): string[] =>
  everything(run)
    .map((d) => d.key)
    .filter((key) => key !== "publish");

/** u1 is merged; u2 is elected and verified where the line stands now. */
const last = (requirement: Requirement, config?: Partial<Config>): Run =>
  plus(
    under(requirement, config),
    ...won(0),
    ...won(1),
    ...opened(0, head, line),
    merged(0, head, second),
    verified(1, null, "passed", { onto: second }),
  );

describe("a measure", () => {
  const run = last(accepted("measure"));

  it("is taken by the settings' command, where the last unit that serves it stands", () => {
    expect(measuresOf(under(accepted("measure")), 0)).toEqual([]);
    expect(measuresOf(run, 1)).toEqual([{ requirement: "R1", measure, command: "node bench.js" }]);
    expect(keys(run)).toEqual([`measure/1/1/${second}`]);
    expect(keys(plus(run, reading(200)))).toEqual([`push/1/1/${second}`]);
  });

  it("is taken anew after the line has moved, and never held against another tree", () => {
    const moved = plus(run, reading(200), ...opened(1, third, second), {
      kind: "lineMoved",
      at: 0,
      head: commit("d"),
    });
    const rebuilt = plus(moved, verified(1, null, "passed", { onto: commit("d") }));
    expect(keys(moved)).toEqual([`verify/1/1.0/unit/${commit("d")}`]);
    expect(keys(rebuilt)).toEqual([`measure/1/1/${commit("d")}`]);
  });

  const gateAt = (event: Event, approvedBy: readonly string[] = []) =>
    verdictOf(
      plus(run, event, ...opened(1, third, second), looked(1, third, "green", { approvedBy })),
      1,
    );

  it("opens the gate when it reaches its bar", () => {
    const verdict = gateAt(reading(200));
    expect(verdict.kind).toBe("open");
    expect(verdict.conditions.at(-1)).toMatchObject({
      kind: "measures",
      detail: "R1 p99_ms <= 200: measured 200",
    });
  });

  it.each([
    [reading(200.5), "a bar is missed: R1 p99_ms <= 200: measured 200.5"],
    [
      reading(null, second, "it said nothing"),
      "a bar is missed: R1 p99_ms <= 200: it said nothing",
    ],
  ])("holds the gate with a sentence when it does not", (event, detail) => {
    const verdict = gateAt(event);
    expect(verdict).toMatchObject({ kind: "waiting", because: `measured numbers: ${detail}` });
    expect(gateAt(event, ["ann"]).kind).toBe("open");
  });

  it("is a person's to see where the settings name no command, or there is no sandbox", () => {
    const unnamed = last(accepted("measure"), { measures: { other: "node bench.js" } });
    expect(measuresOf(unnamed, 1)).toEqual([]);
    expect(looksFor(unnamed, 1)).toEqual(["R1 p99_ms <= 200, measured by npm run bench"]);
    expect(looksFor(last(accepted("measure"), { measures, test: null }), 1)).toHaveLength(1);
    const inherited = { ...accepted("measure"), measure: { ...measure, metric: "toString" } };
    expect(measuresOf(last(inherited), 1)).toEqual([]);
  });
});

describe("an inspection", () => {
  const run = plus(last(accepted("inspection")), ...opened(1, third, second));

  it("holds the unit that completes its requirement until a person approves", () => {
    expect(looksFor(under(accepted("inspection")), 0)).toEqual([]);
    expect(verdictOf(run, 1)).toMatchObject({
      kind: "waiting",
      because: expect.stringContaining("R1.A1 (inspection) it is there"),
    });
    expect(keys(run)).toContain(`postGate/1/${third}/action_required`);
    const approved = plus(run, looked(1, third, "green", { approvedBy: ["ann"] }));
    expect(verdictOf(approved, 1).kind).toBe("open");
  });

  it("does not keep a stale unit from being rebuilt where it will be looked at", () => {
    const moved = plus(run, { kind: "lineMoved", at: 0, head: commit("d") });
    expect(keys(moved)).toEqual([`verify/1/1.0/unit/${commit("d")}`]);
  });

  it("asks nobody where tests accept, or in a run from before there were measures", () => {
    expect(looksFor(last(accepted("test")), 1)).toEqual([]);
    const { started } = run;
    const { measures: _, ...older } = started.config;
    expect(looksFor({ ...run, started: { ...started, config: older as Config } }, 1)).toEqual([]);
  });
});
