// A unit whose agreed work is too large is split once; what stays too large asks for a person.
import { describe, expect, it } from "vitest";
import type { Event, EventOf, Vote } from "../../../src/core/run/event.ts";
import { oneLine } from "../../../src/core/report/live.ts";
import { everything } from "../../../src/core/run/next.ts";
import type { Run } from "../../../src/core/run/state.ts";
import {
  commit,
  elect,
  line,
  merged,
  opened,
  planOf,
  plus,
  pushed,
  readyUnit,
  stateOf,
  unit,
} from "./facts.ts";

const vote = { replan: true, proposals: 2 };
const words = "312 lines changed, and limits.patchLinesMax is 200";
const keys = (run: Run): string[] =>
  everything(run).flatMap(({ key }) => (key === "publish" ? [] : [key]));

/** Two samples agree on a text that is flagged. */
const agreed = (step: number, more: Partial<Vote>, attempt = 1, index = 0): Event => ({
  kind: "sampled",
  at: 0,
  poll: { kind: "step", unit: index, attempt, step },
  votes: [0, 1].map((n) => ({ n, class: "big", text: "big", flags: ["large"], ...more })),
  microUsd: 0,
  tokens: 0,
});
const told = (
  kind: "propose" | "choose",
  votes: readonly Vote[],
  index = 0,
): EventOf<"sampled"> => ({
  kind: "sampled",
  at: 0,
  poll: { kind, of: "plan", unit: { index, attempt: 1 } },
  votes,
  microUsd: 0,
  tokens: 0,
});
const halves = planOf(
  { ...unit("u1"), title: "First half" },
  { ...unit("u2", ["u1"]), title: "Second half" },
);
const text = JSON.stringify(halves);
const proposed: readonly Vote[] = [
  { n: 0, class: "p", text },
  { n: 1, class: "q", text: JSON.stringify(planOf(unit("u1"), unit("u2"))) },
];
const proposals = told("propose", proposed);
const ballots = (name: string, index = 0) =>
  told(
    "choose",
    [0, 1].map((n) => ({ n, class: name })),
    index,
  );

/** Two steps, and a unit that needs it. */
const start = opened(planOf(unit("u1", [], 2), unit("u2", ["u1"])), { vote });
const large = plus(start, agreed(0, { large: words }));
const split = plus(large, proposals, ballots("p"));

describe("a unit whose agreed work is too large", () => {
  it("is planned anew at once, for the reason that its size gives", () => {
    expect(stateOf(large, 0).phase).toMatchObject({
      kind: "replanning",
      cause: `it is too large for one pull request: ${words}`,
      classes: [],
    });
    expect(keys(large)).toEqual(["sample/plan.propose.0.1/0", "sample/plan.propose.0.1/1"]);
    expect(oneLine(agreed(0, {}) as EventOf<"sampled">, large)).toContain(words);
  });

  it("counts as decided, not as without agreement", () => {
    expect(large.spend).toMatchObject({ elections: 1, noAgreement: 0 });
  });

  it("is split in its place: one takes its index, the other stands behind all", () => {
    expect(split.plan.units.map(({ id, title, needs }) => [id, title, needs])).toEqual([
      ["u1", "First half", []],
      ["u2", "Unit u2", ["u3"]],
      ["u3", "Second half", ["u1"]],
    ]);
    expect(stateOf(split, 0)).toMatchObject({ attempt: 2, replanned: true });
    expect(stateOf(split, 0).phase).toMatchObject({ kind: "voting", step: 0, won: [] });
    expect(stateOf(split, 1).phase).toEqual({ kind: "waiting", missing: 1 });
    expect(stateOf(split, 2).phase).toEqual({ kind: "waiting", missing: 1 });
    expect(split.dependents).toEqual([[2], [], [1]]);
  });

  it("releases the others one after the other", () => {
    const [head, second, third] = [commit("a"), commit("b"), commit("c")];
    const done = [elect(0, 2), pushed(0, head, line, 2), merged(0, head, second)];
    const first = plus(split, ...done);
    expect(stateOf(first, 2).phase.kind).toBe("voting");
    expect(stateOf(first, 1).phase).toEqual({ kind: "waiting", missing: 1 });
    const both = plus(first, ...readyUnit(2, third, second), merged(2, third, third));
    expect(stateOf(both, 1).phase.kind).toBe("voting");
  });

  it("makes whoever needs it wait for its last unit and for nothing that is merged", () => {
    const more = opened(planOf(unit("u1", [], 2), unit("u2", ["u3", "u1"]), unit("u3")), { vote });
    const [head, moved] = [commit("a"), commit("b")];
    const other = plus(more, ...readyUnit(2, head), merged(2, head, moved));
    const run = plus(other, agreed(0, { large: words }), proposals, ballots("p"));
    expect(run.plan.units[1]?.needs).toEqual(["u3", "u4"]);
    expect(stateOf(run, 1).phase).toEqual({ kind: "waiting", missing: 1 });
  });

  it("starts what needs nothing at once", () => {
    const both = plus(large, proposals, ballots("q"));
    expect(stateOf(both, 2).phase.kind).toBe("voting");
    expect(both.active).toEqual([0, 2]);
    expect(both.plan.units[1]?.needs).toEqual(["u1", "u3"]);
  });

  it("goes on as agreed, with its flag, when no split is agreed on", () => {
    const none: Vote[] = Array.from({ length: 8 }, (_, n) => ({ n, spoiled: ["content"] }));
    const event = told("propose", none);
    const run = plus(large, event);
    expect(stateOf(run, 0)).toMatchObject({ attempt: 1, replanned: true });
    expect(stateOf(run, 0).phase).toMatchObject({
      kind: "voting",
      step: 1,
      won: [{ flags: ["large"], large: words }],
    });
    expect(oneLine(event, run)).toContain("u1: it is not split");
    expect(run.spend).toMatchObject({ elections: 1, noAgreement: 0 });
  });

  it("goes on as agreed when another unit was split meanwhile into the same files", () => {
    const side = opened(planOf(unit("u1", [], 2), { ...unit("u9", [], 2), id: "u2" }), { vote });
    const both = plus(side, agreed(0, { large: words }), agreed(0, { large: words }, 1, 1));
    const first = plus(both, proposals, ballots("p"));
    const run = plus(first, told("propose", proposed, 1), ballots("p", 1));
    expect(first.plan.units).toHaveLength(3);
    expect(run.plan).toEqual(first.plan);
    expect(stateOf(run, 1)).toMatchObject({ attempt: 1, replanned: true });
    expect(stateOf(run, 1).phase).toMatchObject({
      kind: "voting",
      step: 1,
      won: [{ large: words }],
    });
  });

  it("is split once: what is too large after that asks for a person at its gate", () => {
    const again = plus(split, agreed(0, { large: words }, 2));
    expect(stateOf(again, 0).phase).toMatchObject({ kind: "elected", won: [{ flags: ["large"] }] });
  });

  it.each([
    ["an older journal names no size", plus(start, agreed(0, {}))],
    [
      "the settings let nothing be planned anew",
      plus(opened(start.plan), agreed(0, { large: words })),
    ],
  ])("is not split where %s", (_, run) => {
    expect(stateOf(run, 0).phase).toMatchObject({ kind: "voting", step: 1 });
  });
});
