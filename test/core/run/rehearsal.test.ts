// Nothing is bought before the test command has named its tests on the base.
import { describe, expect, it } from "vitest";
import { everything } from "../../../src/core/run/next.ts";
import type { Run } from "../../../src/core/run/state.ts";
import { fold, opened, planOf, plus, sandboxed, startedWith, unit } from "./facts.ts";

const one = planOf(unit("u1"));
const keys = (run: Run): string[] => everything(run).map((due) => due.key);

describe("a run that verifies in a sandbox", () => {
  const rehearsed = { kind: "rehearsed", at: 0, because: null, tests: 3 } as const;

  it.each([
    ["requirements are proposed", startedWith(sandboxed), "sample/requirements.propose/0"],
    ["the line is opened for a given plan", startedWith({ plan: one, ...sandboxed }), "openLine"],
  ])("runs the test command on the base before %s", (_, started, then) => {
    const run = fold(started);
    expect(keys(run)).toEqual(["rehearse", "publish"]);
    expect(keys(plus(run, rehearsed))).toContain(then);
    expect(keys(plus(run, rehearsed))).not.toContain("rehearse");
  });

  it("ends with the reason when the command names no tests", () => {
    const run = plus(fold(startedWith(sandboxed)), { ...rehearsed, because: "no names" });
    expect(run.phase).toEqual({ kind: "failed", because: "no names" });
    expect(keys(run)).toEqual(["publish"]);
  });

  it("goes on when it was begun before there was a rehearsal", () => {
    expect(keys(opened(one, sandboxed))).not.toContain("rehearse");
    expect(keys(opened(one, sandboxed))).toContain("sample/0.1.0/0");
  });

  it("is not rehearsed where no sandbox stands behind it", () => {
    expect(keys(fold(startedWith()))).not.toContain("rehearse");
    expect(keys(fold(startedWith({ ...sandboxed, repository: null })))).not.toContain("rehearse");
  });
});
