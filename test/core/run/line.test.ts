// What is asked of GitHub for the run as a whole: its line, and what people see.
import { describe, expect, it } from "vitest";
import type { Instant } from "../../../src/core/kernel.ts";
import { everything, next, wakeAt } from "../../../src/core/run/next.ts";
import type { Run } from "../../../src/core/run/state.ts";
import {
  commit,
  elect,
  fold,
  line,
  lineOpened,
  maintainer,
  merged,
  opened,
  planOf,
  plus,
  readyUnit,
  startedWith,
  unit,
} from "./facts.ts";

const one = planOf(unit("u1"));
const [a, b] = [commit("a"), commit("b")];
const keys = (run: Run): string[] => everything(run).map((due) => due.key);
const dueOf = (run: Run, key: string): Instant | undefined =>
  everything(run).find((due) => due.key === key)?.due;

describe("the line", () => {
  it("is opened first, and nothing is drawn before it stands", () => {
    const run = fold(startedWith({ plan: one }));
    expect(keys(run)).toEqual(["openLine", "publish"]);
    expect(keys(plus(run, lineOpened))).toContain("sample/0.1.0/0");
  });

  it("that is gone stops the run; a retry opens it again where it stood", () => {
    const gone = plus(opened(one), elect(0), { kind: "lineMoved", at: 0, head: null });
    expect(keys(gone)).toEqual(["publish"]);
    const again = plus(gone, { kind: "retried", at: 1, by: maintainer });
    const [action] = next(again, 1e9).filter((x) => x.kind === "openLine");
    expect(action).toMatchObject({ at: line });
    expect(keys(again).some((k) => k.startsWith("push"))).toBe(false);
  });

  it("that is gone when everything is merged is opened again before the final pull request", () => {
    const closing = plus(opened(one), ...readyUnit(0, a), merged(0, a, b));
    expect(keys(closing)).toContain("openFinal/ready");
    const gone = plus(closing, { kind: "lineMoved", at: 0, head: null });
    const again = plus(gone, { kind: "retried", at: 1, by: maintainer });
    expect(keys(again)).toEqual(["openLine", "publish"]);
    const back = plus(again, { kind: "lineOpened", at: 2, head: b });
    expect(keys(back)).toContain("openFinal/ready");
  });

  it("is the base branch when units merge straight into it; no final pull request then", () => {
    const config = { merge: { into: "base" } } as const;
    const run = plus(opened(one, { config }), ...readyUnit(0, a), merged(0, a, b));
    expect(run.line.name).toBe("main");
    expect(run.phase.kind).toBe("done");
    expect(keys(run)).toEqual(["publish"]);
  });
});

describe("what people see", () => {
  it("is brought up to date at a pace, and only when something happened", () => {
    const run = opened(one);
    expect(dueOf(run, "publish")).toBe(0);
    const told = plus(run, { kind: "published", at: 1000, revision: run.revision, comment: 5 });
    expect(keys(told)).not.toContain("publish");
    expect(dueOf(plus(told, elect(0)), "publish")).toBe(11_000);
  });

  it("is nothing for a run without a repository, which only votes", () => {
    const run = fold(startedWith({ plan: one, repository: null }));
    expect(keys(run)).toEqual(["sample/0.1.0/0", "sample/0.1.0/1"]);
    const done = plus(run, elect(0));
    expect(done.phase.kind).toBe("done");
    expect(everything(done)).toEqual([]);
    expect(wakeAt(done, 0)).toBeNull();
  });
});
