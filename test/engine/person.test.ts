// A person moves something between Quorum's look and its merge: nothing of theirs is lost, and one
// retry at most lets the run go on.
import { describe, expect, it } from "vitest";
import { no } from "../../src/core/kernel.ts";
import { stuckUnits } from "../../src/core/run/next.ts";
import type { Repository } from "../../src/engine/ports.ts";
import { maintainer } from "../core/run/facts.ts";
import { pushOnto } from "./pushing.ts";
import { minute, stage, type Stage } from "./stage.ts";

/** Does something just before the first merge, which may refuse it. */
function beforeMerge(what: (one: Stage) => ReturnType<typeof no<"head moved">> | null): Stage {
  let done = false;
  const one: Stage = stage({
    repository: (inner): Repository => ({
      ...inner,
      async merge(pass) {
        if (done) return inner.merge(pass);
        done = true;
        return what(one) ?? inner.merge(pass);
      },
    }),
  });
  return one;
}

const unitBranch = "quorum/7-aaaa.u1-unit-u1";

describe("a person who moves a head just before it is merged", () => {
  it("stops the unit on its branch, and one retry builds on top of the commit", async () => {
    const one = beforeMerge(() => {
      pushOnto(one, unitBranch);
      return null;
    });
    await one.play(5 * minute);
    expect(stuckUnits(one.run())[0]?.cause).toMatch(/^branch moved: somebody pushed/);
    const retried = { kind: "retried", at: one.time.now(), by: maintainer } as const;
    const told = one.engine().tell(one.started.run, retried);
    await one.play();
    expect(await told).toBe(true);
    expect(one.run()).toMatchObject({ phase: { kind: "done" }, merged: 2 });
    expect(one.violations()).toEqual([]);
  });

  it("on the line has the unit built again there, and nobody is asked", async () => {
    const one = beforeMerge(() => {
      pushOnto(one, "quorum/7-aaaa");
      return no("head moved");
    });
    await one.play();
    expect(one.run()).toMatchObject({ phase: { kind: "done" }, merged: 2 });
    expect(one.summary().files).toContainEqual(["person.md", "mine"]);
    expect(one.violations()).toEqual([]);
  });
});
