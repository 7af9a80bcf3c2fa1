// A large plan in levels: parts are split in order of need until only units are left.
import { describe, expect, it } from "vitest";
import {
  parseInner,
  parseSplit,
  partOf,
  split,
  splitInPlace,
} from "../../../src/core/plan/parts.ts";
import { fileStep, frame, mistakesOf, planOf, unit } from "./plans.ts";

const within = { ...frame, parts: true };
const part = (n: number, needs: readonly string[] = [], title = `Part ${n}`) => ({
  id: `u${n}`,
  title,
  requirements: ["R1"],
  needs,
  part: "Do all of it.",
});
const file = (n: number, path: string, needs: readonly string[] = []) =>
  unit(n, [fileStep(path)], needs);
const outer = planOf(
  [file(1, "src/c.ts"), part(2, ["u1"]), file(3, "src/d.ts", ["u2"]), part(4, ["u2"])],
  within,
);
const inner = [file(1, "src/x.ts"), file(2, "src/y.ts"), file(3, "src/z.ts", ["u1"])];
const innerPlan = planOf(inner, within);

describe("a plan with parts", () => {
  it("is taken where parts are allowed, and a node is one or the other", () => {
    expect(mistakesOf([part(1)], frame)).toEqual(["u1: it must have steps by now"]);
    expect(mistakesOf([part(1)], within)).toEqual([]);
    const both = { ...part(1), steps: [fileStep("src/c.ts")] };
    const neither = { ...part(1), part: undefined };
    for (const node of [both, neither]) {
      expect(mistakesOf([node], within).join()).toContain("steps, or a `part`");
    }
  });

  it("is split at the part that stands behind no other", () => {
    expect(partOf(outer)).toBe(1);
    expect(partOf(split(outer, 1, innerPlan))).toBe(5);
    expect(partOf(innerPlan)).toBeNull();
  });

  it("keeps the graph: first nodes need what the part needed, its last ones are needed", () => {
    const whole = split(outer, 1, innerPlan);
    expect(whole.units.map(({ id, needs }) => [id, needs])).toEqual([
      ["u1", []],
      ["u2", ["u1"]],
      ["u3", ["u1"]],
      ["u4", ["u2"]],
      ["u5", ["u3", "u4"]],
      ["u6", ["u3", "u4"]],
    ]);
    const deeper = split(whole, 5, planOf([part(1), file(2, "src/e.ts", ["u1"])], within));
    expect(deeper.units.map((u) => u.depth)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
      1,
      undefined,
    ]);
  });

  it("waits with what a part may write until it is split", () => {
    const uses = { ...unit(2, [fileStep("src/a.ts")], ["u1"]) };
    const symbol = { kind: "symbol", path: "src/new.ts", symbol: "f" };
    const later = { ...uses, steps: [{ kind: "code", target: symbol, task: "Use f." }] };
    expect(mistakesOf([part(1), later], within)).toEqual([]);
    const plan = planOf([part(1), later], within);
    const without = parseInner({ units: [file(1, "src/c.ts")] }, plan, 0, frame);
    expect(without.ok || without.error.join()).toContain("src/new.ts does not exist");
    expect(parseInner({ units: [file(1, "src/new.ts")] }, plan, 0, frame).ok).toBe(true);
  });
});

describe("the nodes of a part", () => {
  const mistakes = (units: readonly unknown[], more = {}) => {
    const read = parseInner({ units }, outer, 1, { ...within, ...more });
    return read.ok ? "" : read.error.join("\n");
  };

  it("must serve only what the part serves, and fit into the whole", () => {
    expect(mistakes(inner)).toBe("");
    expect(mistakes([{ ...file(1, "src/x.ts"), requirements: ["R2"] }])).toContain("R2");
    expect(mistakes([file(1, "src/c.ts")])).toBe("");
    expect(mistakes([file(1, "src/d.ts")])).toBe("");
    const beside = planOf([part(1), file(2, "src/d.ts")], within);
    const clash = parseInner({ units: [file(1, "src/d.ts")] }, beside, 0, within);
    expect(clash.ok || clash.error.join()).toContain("both write src/d.ts");
  });

  it("must be units at the last level, and more than the part itself", () => {
    expect(mistakes([part(1), part(2)])).toBe("");
    expect(mistakes([part(1)])).toContain("splits nothing");
    expect(mistakes([part(1), part(2)], { parts: false })).toContain("must have steps by now");
  });

  it("count against the limit of the whole plan", () => {
    const limits = { ...frame.limits, unitsMax: 5 };
    expect(mistakes(inner, { limits })).toContain("6 units; at most 5");
  });
});

describe("a unit that is split where it stands", () => {
  const plan = planOf([
    file(1, "src/c.ts"),
    file(2, "src/d.ts", ["u1"]),
    file(3, "src/e.ts", ["u2"]),
  ]);
  const two = [file(1, "src/x.ts", ["u2"]), file(2, "src/d.ts")];

  it("leaves its place to the first that needs nothing, and the others stand behind all", () => {
    expect(
      splitInPlace(plan, 1, planOf(two)).units.map(({ id, steps, needs }) => [
        id,
        steps[0]?.target.path,
        needs,
      ]),
    ).toEqual([
      ["u1", "src/c.ts", []],
      ["u2", "src/d.ts", ["u1"]],
      ["u3", "src/e.ts", ["u4"]],
      ["u4", "src/x.ts", ["u2"]],
    ]);
  });

  const mistakes = (units: readonly unknown[], more = {}) => {
    const read = parseSplit({ units }, plan, 1, { ...frame, ...more });
    return read.ok ? "" : read.error.join("\n");
  };

  it("becomes two units or more that serve what it served and fit into the whole", () => {
    expect(mistakes(two)).toBe("");
    expect(mistakes([file(1, "src/d.ts")])).toContain("two or more are wanted");
    expect(mistakes([part(1), file(2, "src/d.ts")], { parts: true })).toContain("must have steps");
    expect(mistakes([file(1, "src/d.ts"), file(2, "src/d.ts")])).toContain("both write src/d.ts");
    expect(mistakes(two.map((u) => ({ ...u, requirements: ["R3"] })))).toContain("R3");
    expect(mistakes(two, { limits: { ...frame.limits, unitsMax: 3 } })).toContain("4 units");
  });
});
