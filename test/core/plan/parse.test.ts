// Plans as agents answer them: form, graph, cover, places and limits, each refused with a sentence.
import { describe, expect, it } from "vitest";
import { parsePlan, parseUnit } from "../../../src/core/plan/parse.ts";
import {
  addition,
  fileStep,
  frame,
  mistakesOf,
  planOf,
  symbolStep,
  treeOf,
  unit,
} from "./plans.ts";

const f = symbolStep("src/a.ts", "f");
const g = symbolStep("src/b.ts", "g");

describe("parsePlan", () => {
  it("accepts a diamond and fills in every default, so that its JSON parses to itself", () => {
    const units = [
      unit(1, [fileStep("src/new.ts")]),
      unit(2, [f], ["u1"]),
      unit(3, [g, fileStep("test/b.test.ts", "test")], ["u1"]),
      unit(4, [addition("src/new.ts", "h")], ["u2", "u3"]),
    ];
    const plan = planOf(units);
    expect(plan.units[1]?.steps[0]).toEqual({
      kind: "code",
      target: { kind: "symbol", path: "src/a.ts", symbol: "f", ordinal: 0 },
      task: "Change f.",
      signatureMayChange: false,
      accepts: [],
    });
    const again: unknown = JSON.parse(JSON.stringify(plan));
    expect(parsePlan(again, frame)).toEqual({ ok: true, value: plan });
  });

  it.each([
    ["ids out of order", [unit(2, [f])], "not u1"],
    ["a need that does not exist", [unit(1, [f], ["u9"])], "u9, which does not exist"],
    ["a need named twice", [unit(1, [f]), unit(2, [g], ["u1", "u1"])], "twice"],
    ["a unit that needs itself", [unit(1, [f], ["u1"])], "circle"],
    ["a circle of two", [unit(1, [f], ["u2"]), unit(2, [g], ["u1"])], "circle"],
    ["a must that no unit serves", [{ ...unit(1, [f]), requirements: ["R2"] }], "serves R1"],
    ["an unknown requirement", [{ ...unit(1, [f]), requirements: ["R1", "R7"] }], "requirement R7"],
    ["a unit that serves nothing", [{ ...unit(1, [f]), requirements: [] }], "requirements"],
    ["one file side by side", [unit(1, [f]), unit(2, [addition("src/a.ts", "x")])], "both write"],
    ["a protected file", [unit(1, [fileStep("package.json")])], "is protected"],
    ["a workflow", [unit(1, [fileStep(".github/workflows/ci.yml")])], "is protected"],
    ["a code step in a test", [unit(1, [fileStep("test/a.test.ts")])], "is a test"],
    ["a test step in code", [unit(1, [fileStep("src/c.ts", "test")])], "is not a test file"],
    ["a symbol that is not there", [unit(1, [symbolStep("src/a.ts", "no")])], "#no does not exist"],
    ["a symbol in no file", [unit(1, [symbolStep("src/z.ts", "f")])], "src/z.ts does not"],
    ["an addition to no file", [unit(1, [addition("src/z.ts", "h")])], "must create it first"],
    ["an addition that is there already", [unit(1, [addition("src/a.ts", "f")])], "exists already"],
    ["two steps in one place", [unit(1, [f, f])], "two steps write src/a.ts#f"],
    ["a file and a part of it", [unit(1, [fileStep("src/a.ts"), f])], "the whole of src/a.ts"],
    ["a file below a file", [unit(1, [fileStep("src/a.ts/x.ts")])], "below the file src/a.ts"],
    ["a path that climbs", [unit(1, [fileStep("../x.ts")])], "not a repository path"],
    ["a path into .git", [unit(1, [fileStep(".git/hooks/x")])], "not a repository path"],
    ["an unknown key", [{ ...unit(1, [f]), branch: "main" }], "unknown key branch"],
    ["a unit without steps", [unit(1, [])], "steps"],
    ["no unit", [], "units"],
  ])("refuses %s", (_, units, because) => {
    expect(mistakesOf(units).join("\n")).toContain(because);
  });

  it("holds units, steps and files to the limits of the configuration", () => {
    const limits = { ...frame.limits, unitsMax: 1, stepsPerUnitMax: 1, filesPerUnitMax: 1 };
    const units = [unit(1, [f, g]), unit(2, [fileStep("src/c.ts")])];
    expect(mistakesOf(units, { ...frame, limits })).toEqual([
      "2 units; at most 1 are allowed",
      "u1: 2 steps; at most 1 are allowed",
      "u1: 2 files; at most 1 are allowed",
    ]);
  });

  it("counts on a symbol or file only when a needed unit writes it", () => {
    const creates = unit(1, [addition("src/a.ts", "h"), fileStep("src/new.ts")]);
    const uses = [symbolStep("src/a.ts", "h"), symbolStep("src/new.ts", "k")];
    expect(mistakesOf([creates, unit(2, uses, ["u1"])])).toEqual([]);
    expect(mistakesOf([creates, unit(2, [symbolStep("src/c.ts", "k")])])).toHaveLength(1);
    const again = unit(2, [addition("src/a.ts", "h")], ["u1"]);
    expect(mistakesOf([creates, again])[0]).toContain("already");
  });

  it("writes an existing file whole only when an answer can hold it", () => {
    const written = (text: string): readonly string[] => {
      const tree = treeOf({ "src/a.ts": text });
      return mistakesOf([unit(1, [fileStep("src/a.ts")])], { ...frame, tree });
    };
    expect(written("x".repeat(7200))).toEqual([]);
    expect(written("x".repeat(7201))[0]).toMatch(/too long to be written whole \(7201 .*name its/);
  });

  it("looks nothing up where there is no tree", () => {
    const within = { ...frame, tree: null };
    expect(mistakesOf([unit(1, [symbolStep("src/z.ts", "f")])], within)).toEqual([]);
  });

  it("takes a unit that is planned anew on what was merged, and never for another's fault", () => {
    // u1 created the file; somebody else took away what u3 is to change.
    const tree = treeOf({ "src/a.ts": "export function f() {}\n", "src/new.ts": "" });
    const within = { ...frame, tree, merged: new Set(["u1"]) };
    const made = unit(1, [addition("src/a.ts", "f"), fileStep("src/new.ts")]);
    const rest = [unit(3, [symbolStep("src/b.ts", "g")])];
    const plan = { units: [made, unit(2, [addition("src/c.ts", "h")], ["u1"]), ...rest] };
    const known = planOf(plan.units, { ...frame, tree: null });
    const anew = (...steps: readonly unknown[]): string => {
      const read = parseUnit({ units: [unit(2, steps, ["u1"])] }, known, 1, within);
      return read.ok ? "" : read.error.join("\n");
    };
    expect(anew(addition("src/new.ts", "h"), symbolStep("src/a.ts", "f"))).toBe("");
    expect(anew(addition("src/a.ts", "f"))).toBe(
      'u2: src/a.ts#f exists already; use the kind "symbol" to rewrite it',
    );
    expect(anew(symbolStep("src/new.ts", "k"))).toBe("u2: src/new.ts#k does not exist");
    expect(anew(addition("src/c.ts", "k"))).toContain("u2: src/c.ts does not exist");
  });

  it.each([null, 7, "plan", [], { units: "u1" }, { units: [3] }])("refuses %j", (value) => {
    expect(parsePlan(value, frame).ok).toBe(false);
  });
});
