// Tests that come before their code count only when they fail, and for want of that code.
import { describe, expect, it } from "vitest";
import { redFirst } from "../../../src/core/verify/red-first.ts";
import type { Report, Status } from "../../../src/core/verify/report.ts";

const report = (tests: Readonly<Record<string, Status>>, complete = true): Report => ({
  runner: "tap",
  tests: new Map(Object.entries(tests)),
  complete,
});
const base = report({ old: "passed", flaky: "failed" });
const expected = {
  accepts: ["R1.A1"],
  names: ["[R1.A1] trims", "[R1.A1] keeps"],
  absent: ["keyOf", "src/join.js"],
};
const judged = (
  tests: Readonly<Record<string, Status>>,
  output = "",
  more: Partial<typeof expected> = {},
  complete = true,
) => redFirst(base, { ...report(tests, complete), output }, { ...expected, ...more });

describe("tests written first", () => {
  it("pass when one of each acceptance fails on the base", () => {
    const tests = { old: "passed", "[R1.A1] trims": "failed", "[R1.A1] keeps": "passed" } as const;
    expect(judged(tests)).toEqual({ kind: "passed" });
  });

  it("pass when the runner puts a file in front of their names, or parameters behind", () => {
    const before = report({ "t.py > old": "passed", "t.py > r1_a1_x[1]": "passed" });
    const after = { "t.py > old": "passed", "t.py > r1_a1_x[1]": "failed" } as const;
    const names = { accepts: ["R1.A1"], names: ["r1_a1_x", "old"], absent: [] };
    expect(redFirst(before, { ...report(after), output: "" }, names)).toEqual({ kind: "passed" });
  });

  it.each([
    ["a missing export", "SyntaxError: '../src/value.js' does not provide an export 'keyOf'"],
    ["a missing module", "Error: Cannot find module '/work/src/join.js' imported from x"],
    ["an undefined name in Go", "./a_test.go:9:2: undefined: keyOf"],
    ["an unresolved import in Rust", "error[E0432]: unresolved import `crate::keyOf`"],
  ])("pass when they cannot be loaded for %s", (_, output) => {
    expect(judged({ old: "passed" }, output)).toEqual({ kind: "passed" });
    expect(judged({}, output, {}, false)).toEqual({ kind: "passed" });
  });

  it.each([
    ["nothing fails", { old: "passed", "[R1.A1] trims": "passed" }, "", "would prove nothing"],
    ["they cannot be loaded for another reason", { old: "passed" }, "Error: no x", "prove nothing"],
    ["another symbol of like name is missing", {}, "undefined: keyOfAll", "breaks old"],
    ["they break another test", { "[R1.A1] trims": "failed" }, "", "it breaks old"],
    ["a complaint about nothing", { old: "passed" }, "keyOf is fine", "prove nothing"],
  ] as const)("fail when %s", (_, tests, output, because) => {
    expect(judged(tests, output)).toMatchObject({
      kind: "failed",
      because: expect.stringContaining(because) as string,
    });
  });

  it("fail when one acceptance of two has no failing test", () => {
    const tests = { old: "passed", "[R1.A1] trims": "failed" } as const;
    const verdict = judged(tests, "", { accepts: ["R1.A1", "R1.A2"] });
    expect(verdict).toMatchObject({ kind: "failed", because: expect.stringContaining("R1.A2") });
  });

  it("fail when the report ends early for no reason that the unit explains", () => {
    expect(judged({ old: "passed" }, "", { accepts: [] }, false)).toMatchObject({
      kind: "failed",
      because: "its tests do not run at all",
    });
  });

  it("are inconclusive when the base's own report cannot be read", () => {
    const after = { ...report({ old: "passed" }), output: "" };
    expect(redFirst(report({}, false), after, expected).kind).toBe("inconclusive");
  });
});
