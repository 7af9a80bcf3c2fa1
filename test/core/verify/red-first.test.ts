// Tests that come before their code count only when they fail, and for want of that code.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { redFirst } from "../../../src/core/verify/red-first.ts";
import type { Report, Status } from "../../../src/core/verify/report.ts";
import { pathAt } from "../patch/trees.ts";

const report = (tests: Readonly<Record<string, Status>>, complete = true): Report => ({
  runner: "tap",
  tests: new Map(Object.entries(tests)),
  complete,
});
const known = "# Error: Cannot find module './gone'\n";
const base = { ...report({ old: "passed", flaky: "failed" }), output: known };
const stated = {
  test: pathAt("test/a.test.js"),
  names: ["keyOf"],
  files: [pathAt("src/join.js")],
  changed: [pathAt("src/round.js")],
  signature: false,
  spoken: "",
  held: "",
};
const expected = { accepts: ["R1.A1"], names: ["[R1.A1] trims", "[R1.A1] keeps"], stated };
const judged = (
  tests: Readonly<Record<string, Status>>,
  output = "",
  more: Partial<typeof expected> = {},
  complete = true,
) => {
  const after = { ...report(tests, complete), output: known + output };
  return redFirst(base, after, { ...expected, ...more });
};
/** What Node's TAP says of a failed test. */
const point = (name: string, error: string, stack: string): string =>
  `not ok 1 - ${name}\n  ---\n  error: '${error.split(": ")[1] ?? ""}'\n  name: ` +
  `'${error.split(": ")[0] ?? ""}'\n  stack: |-\n    f (/w/${stack}:3:5)\n  ...\n`;

describe("tests written first", () => {
  it("pass when one of each acceptance fails on the base", () => {
    const tests = { old: "passed", "[R1.A1] trims": "failed", "[R1.A1] keeps": "passed" } as const;
    expect(judged(tests)).toEqual({ kind: "passed" });
  });

  it("pass when the runner puts a file in front of their names, or parameters behind", () => {
    const before = report({ "t.py > old": "passed", "t.py > r1_a1_x[1]": "passed" });
    const after = { "t.py > old": "passed", "t.py > r1_a1_x[1]": "failed" } as const;
    const names = { accepts: ["R1.A1"], names: ["r1_a1_x", "old"], stated };
    const printed = (one: Report) => ({ ...one, output: "" });
    expect(redFirst(printed(before), printed(report(after)), names)).toEqual({ kind: "passed" });
  });

  it.each([
    [
      "a missing export",
      "SyntaxError: The requested module '../src/v.js' does not provide an export named 'keyOf'",
    ],
    [
      "a missing module",
      "Error: Cannot find module '/w/src/join.js' imported from /w/test/a.test.js",
    ],
    ["an undefined name in Go", "./a_test.go:9:2: undefined: keyOf"],
    ["an unresolved import in Rust", "error[E0432]: unresolved import `crate::keyOf`"],
  ])("pass when they cannot be loaded for %s", (_, output) => {
    expect(judged({ old: "passed" }, output)).toEqual({ kind: "passed" });
    expect(judged({}, output, {}, false)).toEqual({ kind: "passed" });
  });

  it("are judged by what keeps a suite from defining them, in TAP as well", () => {
    const suite = (error: string): string => point("a suite", error, "test/a.test.js");
    const tests = { old: "passed", "a suite": "failed" } as const;
    expect(judged(tests, suite("TypeError: m.keyOf is not a function")).kind).toBe("passed");
    expect(judged(tests, suite("TypeError: m.keyoff is not a function"))).toMatchObject({
      because: expect.stringMatching(/seen was: TypeError: m.keyoff is not a function$/),
    });
  });

  it.each([
    ["red-pytest", "key_of", "passed"],
    ["red-pytest", "key", "failed"],
    ["unittest", "key_of", "passed"],
    ["unittest", "key", "failed"],
    ["red-cargo", "key_of", "passed"],
    ["red-cargo", "key", "failed"],
    // A slip stands beside what is missing.
    ["red-go", "KeyOf", "failed"],
  ])("are judged by what %s really prints where %s is to be added: %s", (runner, name, kind) => {
    const output = new URL(`outputs/${runner}-load.txt`, import.meta.url);
    const more = { stated: { ...stated, names: [name] } };
    expect(judged({}, readFileSync(output, "utf8"), more, false).kind).toBe(kind);
  });

  it.each([
    ["nothing fails", { old: "passed", "[R1.A1] trims": "passed" }, "", "would prove nothing"],
    ["they cannot be loaded for another reason", { old: "passed" }, "Error: no x", "prove nothing"],
    ["another symbol of like name is missing", {}, "a.go:1:2: undefined: keyOfAll", "seen was: a."],
    [
      "one of two missing symbols is not the code's",
      {},
      "a.go:1:2: undefined: keyOf\na.go:2:2: undefined: asert",
      "asert",
    ],
    ["they are no program", {}, "SyntaxError: Unexpected identifier 'keyOf'", "cannot be loaded"],
    [
      "they ask for a module in the wrong place",
      {},
      "Error: Cannot find module '/w/test/join.js' imported from /w/test/a.test.js",
      "for the stated reason",
    ],
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

  it("fail when the one that carries the acceptance had failed before", () => {
    const before = { ...report({ "[R1.A1] gone": "failed", old: "passed" }), output: known };
    const tests = { "[R1.A1] gone": "failed", old: "passed", "[R1.A1] trims": "passed" } as const;
    const names = ["[R1.A1] gone", "[R1.A1] trims"];
    expect(
      redFirst(before, { ...report(tests), output: known }, { ...expected, names }),
    ).toMatchObject({ because: expect.stringMatching(/^no test of R1.A1 fails without the code/) });
  });

  it("fail when the report ends early for no reason that the unit explains", () => {
    expect(judged({ old: "passed" }, "", { accepts: [] }, false)).toMatchObject({
      kind: "failed",
      because: "its tests do not run at all",
    });
  });

  it("are inconclusive when the base's own report cannot be read", () => {
    const after = { ...report({ old: "passed" }), output: "" };
    const unread = { ...report({}, false), output: "" };
    expect(redFirst(unread, after, expected).kind).toBe("inconclusive");
  });
});

describe("a test that fails without the code", () => {
  const failing = { old: "passed", "[R1.A1] trims": "failed", "[R1.A1] keeps": "passed" } as const;
  const trims = (error: string, file = "test/a.test.js") =>
    judged(failing, point("[R1.A1] trims", error, file));

  it.each([
    ["by an assertion, whatever its message", "AssertionError: asert is not defined", undefined],
    ["for want of what is to be added", "TypeError: m.keyOf is not a function", undefined],
    ["because code throws that is to change", "RangeError: too large", "src/round.js"],
  ])("counts when it does so %s", (_, error, file) => {
    expect(trims(error, file)).toEqual({ kind: "passed" });
  });

  it.each([
    ["a slip of its own", "ReferenceError: asert is not defined", undefined],
    ["a file that is not there", "Error: ENOENT: no such file or directory, open x", undefined],
    ["an error of its own", "TypeError: Cannot convert undefined", undefined],
    ["an error of other code", "RangeError: too large", "src/other.js"],
  ])("does not count when it does so for %s", (_, error, file) => {
    expect(trims(error, file)).toMatchObject({ kind: "failed", tests: ["[R1.A1] trims"] });
  });

  it("says what was expected and what was seen", () => {
    expect(trims("ReferenceError: asert is not defined")).toMatchObject({
      because:
        "[R1.A1] trims fails without the code, but not for the stated reason: expected was an " +
        "assertion that fails, or keyOf or src/join.js that is missing, or src/round.js " +
        "throwing; seen was: ReferenceError: asert is not defined",
    });
  });

  it("spoils its whole answer beside others that fail as stated", () => {
    const tests = { ...failing, "[R1.A1] keeps": "failed" } as const;
    const both =
      point("[R1.A1] trims", "AssertionError: 1 == 2", "test/a.test.js") +
      point("[R1.A1] keeps", "ReferenceError: asert is not defined", "test/a.test.js");
    expect(judged(tests, both)).toMatchObject({ kind: "failed", tests: ["[R1.A1] keeps"] });
  });

  it("is not asked why where it failed before", () => {
    const tests = { ...failing, flaky: "failed" } as const;
    const output = point("flaky", "ReferenceError: asert is not defined", "test/a.test.js");
    const names = [...expected.names, "flaky"];
    expect(judged(tests, output, { names })).toEqual({ kind: "passed" });
  });

  it("is not believed when so much else failed that its own words are not read", () => {
    const lies = point("other", "AssertionError: 1", "test/a.test.js").repeat(500);
    const own = point("[R1.A1] trims", "TypeError: x.keyoff is not a function", "test/a.test.js");
    const tests = { old: "passed", "[R1.A1] trims": "failed", "[R1.A1] keeps": "passed" } as const;
    expect(judged(tests, lies + own)).toMatchObject({
      because: expect.stringMatching(/seen was: 500 failures of other names/),
    });
  });

  it("is believed neither when it prints another failure of its name", () => {
    const lie = point("[R1.A1] trims", "AssertionError: 1 == 2", "test/a.test.js");
    const truth = point("[R1.A1] trims", "ReferenceError: asert is not defined", "test/a.test.js");
    for (const output of [lie + truth, truth + lie]) {
      expect(judged(failing, output).kind).toBe("failed");
    }
  });
});
