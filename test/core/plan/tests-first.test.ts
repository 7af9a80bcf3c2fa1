// Behaviour that a test accepts is tested before it is written, and every must is accepted.
import { describe, expect, it } from "vitest";
import type { Requirement } from "../../../src/core/requirement/requirement.ts";
import { fileStep, frame, mistakesOf, symbolStep, unit } from "./plans.ts";

const tested = (id: string, priority: "must" | "should"): Requirement => ({
  id,
  kind: "functional",
  ears: "The library shall work.",
  quote: "it shall work",
  priority,
  acceptance: [
    { id: `${id}.A1`, method: "test", given: "", when: "", expected: "it works" },
    { id: `${id}.A2`, method: "inspection", given: "", when: "", expected: "it reads well" },
  ],
  measure: null,
});
const within = { ...frame, requirements: [tested("R1", "must"), tested("R2", "should")] };
const test = (...accepts: readonly string[]) => ({
  ...fileStep("test/a.test.ts", "test"),
  accepts,
});
const code = symbolStep("src/a.ts", "f");
const mistakes = (...steps: readonly unknown[]) => mistakesOf([unit(1, steps)], within);

describe("tests first", () => {
  it("lets a plan pass whose tests come first and carry every must", () => {
    expect(mistakes(test("R1.A1"), code)).toEqual([]);
  });

  it.each([
    ["code without a test", [code], "a test step must come before its code"],
    ["a test behind its code", [code, test("R1.A1")], "a test step must come before its code"],
    ["a must that nothing accepts", [code], "no test step accepts R1.A1"],
    ["an acceptance of nothing it serves", [test("R2.A1"), code], "R2.A1 is no test"],
    ["an inspection as a test", [test("R1.A2"), code], "R1.A2 is no test"],
    ["a test for nothing", [test(), code], "names no acceptance"],
    ["code that accepts", [test("R1.A1"), { ...code, accepts: ["R1.A1"] }], "accepts nothing"],
  ])("refuses %s", (_, steps, because) => {
    expect(mistakes(...steps).join("\n")).toContain(because);
  });

  it("asks for no test where a person looks", () => {
    const [one] = within.requirements;
    if (!one) throw new Error("no requirement");
    const looked = { ...one, acceptance: one.acceptance.slice(1) };
    expect(mistakesOf([unit(1, [code])], { ...frame, requirements: [looked] })).toEqual([]);
  });
});
