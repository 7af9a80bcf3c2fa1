// Child runs in the fold of their parent: what becomes one, when it begins, what it takes.
import { describe, expect, it } from "vitest";
import { childClosing } from "../../../src/core/report/child.ts";
import { isChild, type Plan } from "../../../src/core/plan/plan.ts";
import { keyOf } from "../../../src/core/run/action.ts";
import type { ChildEvent, ChildView } from "../../../src/core/run/child-event.ts";
import { childStart } from "../../../src/core/run/child-start.ts";
import { childRunId } from "../../../src/core/run/children.ts";
import { childView } from "../../../src/core/report/child-view.ts";
import { unitWait } from "../../../src/core/report/waits.ts";
import type { Event, Started } from "../../../src/core/run/event.ts";
import { asksPeople } from "../../../src/core/run/acceptance.ts";
import { evolve } from "../../../src/core/run/evolve.ts";
import { grown, mayHaveParts } from "../../../src/core/run/growth.ts";
import { everything, next } from "../../../src/core/run/next.ts";
import type { Run } from "../../../src/core/run/state.ts";
import { vector } from "../../../src/core/vector.ts";
import { childPart, part } from "../../engine/parted.ts";
import {
  commit,
  line,
  looked,
  maintainer,
  merged,
  opened,
  planOf,
  plus,
  readyUnit,
  startedWith,
  stateOf,
  unit,
  type Settings,
} from "./facts.ts";

const [a, b] = [commit("a"), commit("b")];
const plan = planOf(unit("u1"), childPart("u2", ["u1"]), unit("u3", ["u1"]), unit("u4", ["u2"]));
const issue = 12;

const view: ChildView = {
  standing: "working",
  because: "",
  merged: 0,
  units: 2,
  pull: null,
  head: null,
  touched: false,
  microUsd: 0,
  tokens: 0,
  issues: [],
};
const about = { at: 0, unit: 1, attempt: 1 } as const;
const promised = { microUsd: 0, tokens: 0 };
const named: ChildEvent = { kind: "childNamed", ...about, issue, promised };
const begun = (run: Run): Event => ({
  kind: "childStarted",
  ...about,
  run: childRunId(run, 1, 1),
  base: b,
});
const seen = (more: Partial<ChildView>, attempt = 1) => ({
  kind: "childSeen" as const,
  ...about,
  attempt,
  view: { ...view, ...more },
});
const told = (order: "stopped" | "retried" | "failed"): Event => ({
  kind: "childTold",
  ...about,
  order,
});
const done = seen({ standing: "done", pull: 20, head: a, merged: 2 });

const keys = (run: Run): readonly string[] =>
  everything(run)
    .map(({ key }) => key)
    .filter((key) => key.includes("Child"));

/** u1 is merged: the part and u3 may begin. */
const ready = (settings: Settings = {}): Run =>
  plus(opened(plan, settings), ...readyUnit(0, a), merged(0, a, b));
const underWay = (settings: Settings = {}): Run => {
  const run = plus(ready(settings), named);
  return plus(run, begun(run));
};

describe("what is too large for a plan", () => {
  const limits = (more: Settings["limits"]): Started => startedWith({ limits: { ...more } });
  const children = (grew: Plan): readonly string[] =>
    grew.units.filter(isChild).map(({ id }) => id);

  it("is a part below the deepest level, and what finds no room", () => {
    const top = planOf(unit("u1"), part("u2"));
    const inner = planOf(part("u1"), unit("u2", ["u1"]));
    const within = { plan: top, part: 1, round: 1 };
    expect(children(grown(limits({ planDepthMax: 1 }), null, top))).toEqual([]);
    expect(children(grown(limits({ planDepthMax: 0 }), null, top))).toEqual(["u2"]);
    const deep = grown(limits({ planDepthMax: 1 }), within, inner);
    expect(deep.units.map(({ id }) => id)).toEqual(["u1", "u2", "u3"]);
    expect(children(deep)).toEqual(["u2"]);
    const full = grown(limits({ planDepthMax: 2, unitsMax: 2 }), within, inner);
    expect(full.units.map(({ id }) => id)).toEqual(["u1", "u2"]);
    expect(children(full)).toEqual(["u2"]);
  });

  it("is split as before where a run may have no children, and has no parts at the end", () => {
    const none = limits({ runDepthMax: 0, planDepthMax: 1 });
    expect(children(grown(none, null, planOf(part("u1"))))).toEqual([]);
    expect([mayHaveParts(none, 0), mayHaveParts(none, 1)]).toEqual([true, false]);
    const { runDepthMax: _, ...early } = none.config.limits;
    // A journal from before there were child runs does not hold the limit.
    const old = { ...none, config: JSON.parse(JSON.stringify({ ...none.config, limits: early })) };
    expect(mayHaveParts(old, 1)).toBe(false);
  });

  it("ends at the limit of depth, so that no run has children without end", () => {
    const run = underWay({ limits: { runDepthMax: 2, planDepthMax: 0 } });
    const text = { number: issue, title: "", body: "" };
    const child = childStart(run, 1, text, 0);
    expect(child.parent?.depth).toBe(1);
    expect(mayHaveParts(child, 0)).toBe(true);
    const { parent } = child;
    if (!parent) throw new Error("a child has a parent");
    expect(mayHaveParts({ ...child, parent: { ...parent, depth: 2 } }, 0)).toBe(false);
  });
});

describe("a child run", () => {
  it("gets its issue once what it needs is merged, then begins, then is looked at", () => {
    expect(keys(opened(plan))).toEqual([]);
    expect(keys(ready())).toEqual(["openChild/1/1"]);
    expect(keys(plus(ready(), named))).toEqual(["startChild/1/1"]);
    const run = underWay();
    expect(keys(run)).toEqual(["lookChild/1/1"]);
    expect(next(run, 0).map(keyOf)).not.toContain("lookChild/1/1");
    expect(next(run, 30_000).map(keyOf)).toContain("lookChild/1/1");
  });

  it("has everything frozen by its parent, and a line that goes into its parent's", () => {
    const config = { merge: { into: "base" as const } };
    const run = plus(ready({ config, mode: "plan", seed: "seed" }), named);
    const text = { number: issue, title: "T", body: "B" };
    const child = childStart(run, 1, text, 7);
    expect(child).toMatchObject({
      run: childRunId(run, 1, 1),
      issue: text,
      by: maintainer,
      base: { branch: run.line.name, head: b },
      mode: "plan",
      config: { merge: { into: "line" }, vote: run.started.config.vote },
      parent: { run: run.started.run, issue: 7, unit: "u2", taken: ["u3/s1.txt"] },
    });
    expect(child.seed).not.toBe(run.started.seed);
    expect(child.plan).toBeUndefined();
    expect(
      childStart({ ...run, started: { ...run.started, ciRoute: "line" } }, 1, text, 7),
    ).toMatchObject({ ciRoute: "none" });
  });

  it("that is done stands where an elected unit stands, to be merged by the gate", () => {
    const run = plus(underWay(), done);
    expect(stateOf(run, 1)).toMatchObject({
      phase: { kind: "elected", push: { head: a, onto: b } },
      pull: 20,
    });
    const green = plus(run, looked(1, a, "green"));
    expect(next(green, 0).map(keyOf)).toContain(`merge/1/${a}`);
    expect(stateOf(plus(green, merged(1, a, commit("c"))), 3).phase.kind).toBe("voting");
  });

  it("whose line somebody else pushed to is not merged before a person approves it", () => {
    const run = plus(underWay(), seen({ ...done.view, touched: true }), looked(1, a, "green"));
    expect(next(run, 0).map(keyOf)).not.toContain(`merge/1/${a}`);
    expect(unitWait(run, 1)).toMatchObject({
      on: "person",
      words: expect.stringContaining("somebody else pushed to the child run's line"),
    });
    const approved = plus(run, looked(1, a, "green", { approvedBy: ["ann"] }));
    expect(next(approved, 0).map(keyOf)).toContain(`merge/1/${a}`);
  });

  it("leaves measures and what people look at to its parent's gate", () => {
    const run = { ...plus(ready(), named) };
    const child = evolve(null, childStart(run, 1, { number: issue, title: "", body: "" }, 0));
    expect([asksPeople(run), asksPeople(child)]).toEqual([true, false]);
  });

  it("has a touched line where a head is none of its own merges", () => {
    const child = plus(opened(planOf(unit("u1"))), ...readyUnit(0, a));
    const moved = plus(child, { kind: "lineMoved", at: 0, head: b });
    expect(childView(moved).touched).toBe(true);
    // It was the unit's merge, whose answer was lost: seen first, adopted then.
    expect(childView(plus(moved, merged(0, a, b))).touched).toBe(false);
    const beyond: Event = { kind: "merged", at: 0, unit: 0, head: a, commit: b, line: commit("c") };
    expect(childView(plus(child, beyond)).touched).toBe(true);
  });

  it("that moved on in another attempt says nothing about this one", () => {
    const run = underWay();
    expect(plus(run, seen({ standing: "done", pull: 20, head: a }, 2))).toEqual(run);
    expect(plus(plus(run, done), seen({ standing: "failed" })).units).toEqual(
      plus(run, done).units,
    );
  });

  it("is told once that its parent was stopped, goes on, or is over", () => {
    const by = maintainer;
    const stopped = plus(underWay(), { kind: "stopped", at: 0, by });
    expect(keys(stopped)).toEqual(["tellChild/1/1/stopped"]);
    const knows = plus(stopped, told("stopped"));
    expect(keys(knows)).toEqual([]);
    const again = plus(knows, { kind: "retried", at: 0, by });
    expect(keys(again)).toEqual(["tellChild/1/1/retried", "lookChild/1/1"]);
    expect(keys(plus(again, told("retried")))).toEqual(["lookChild/1/1"]);
    const over = plus(knows, { kind: "failed", at: 0, because: "x" });
    expect(keys(over)).toEqual(["tellChild/1/1/failed"]);
    expect(keys(plus(over, told("failed")))).toEqual([]);
  });

  it("holds half of what is left of the budget, and what it took once it is over", () => {
    const budget = { ...startedWith().config.budget, runUsd: 1, runTokens: 1000 };
    const run = plus(underWay({ config: { budget } }));
    expect(run.spend.granted).toEqual({ microUsd: 500_000, tokens: 500 });
    const some = plus(run, seen({ microUsd: 10, tokens: 20 }));
    expect(some.spend).toMatchObject({
      granted: { microUsd: 500_000, tokens: 500 },
      children: { microUsd: 10, tokens: 20 },
    });
    const over = plus(some, seen({ standing: "failed", microUsd: 30, tokens: 40 }));
    expect(over.spend.granted).toEqual({ microUsd: 30, tokens: 40 });
    expect(over.spend.children).toEqual(over.spend.granted);
  });

  it("takes its share out of what was set aside, but for what calls in flight may take", () => {
    const budget = { ...startedWith().config.budget, runUsd: 1, runTokens: null };
    const reserved: Event = { kind: "reserved", at: 0, microUsd: 1e6 };
    const run = plus(ready({ config: { budget } }), reserved);
    const inFlight = { ...named, promised: { microUsd: 400_000, tokens: 9 } };
    expect(plus(run, inFlight).spend).toMatchObject({
      reserved: 700_000,
      granted: { microUsd: 300_000, tokens: 0 },
    });
  });

  it("on which CI is red is built again when asked, and given up the second time", () => {
    const red = plus(underWay(), done, looked(1, a, "red"));
    expect(stateOf(red, 1)).toMatchObject({ phase: { kind: "stuck" }, child: { spent: false } });
    const again = plus(red, { kind: "retried", at: 0, by: maintainer });
    expect(stateOf(again, 1).phase).toMatchObject({ kind: "elected", push: null });
    const pushed = { kind: "pushed", at: 0, unit: 1, attempt: 1, head: line, onto: b } as const;
    const twice = plus(again, pushed, looked(1, line, "red"));
    expect(stateOf(twice, 1)).toMatchObject({ phase: { kind: "stuck" }, child: { spent: true } });
    const fresh = plus(twice, { kind: "retried", at: 0, by: maintainer });
    expect(stateOf(fresh, 1)).toMatchObject({ attempt: 2, child: null, pull: null });
    expect(keys(red)).toEqual([]);
    expect(keys(twice)).toEqual(["closeChild/1/1"]);
    expect(keys(fresh)).toEqual(["closeChild/1/1", "openChild/1/2"]);
    const closed: Event = { kind: "childClosed", at: 0, unit: 1, attempt: 1, pull: 20 };
    expect(keys(plus(fresh, closed))).toEqual(["openChild/1/2"]);
    expect(plus(fresh, closed, closed)).toEqual(plus(fresh, closed));
    const units = fresh.plan.units.map((_, i) =>
      i === 1 ? { ...stateOf(fresh, 1), phase: stateOf(fresh, 0).phase } : stateOf(fresh, i),
    );
    const over = { ...fresh, units: vector(units), active: fresh.active.filter((i) => i !== 1) };
    expect(keys(over)).toEqual(["closeChild/1/1"]);
    const { because } = stateOf(twice, 1).dropped[0] ?? { because: "" };
    const words = childClosing(twice, 1, { attempt: 1, pull: 20, because });
    expect(words.body.startsWith(words.marker)).toBe(true);
    expect(words.body).toContain("u2 of #7 does not take it. CI was red on");
  });
});
