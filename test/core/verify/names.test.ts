// Tests named in a text are found among full names, and no others with them.
import { describe, expect, it } from "vitest";
import { endsIn, once, statusesOf } from "../../../src/core/verify/names.ts";
import type { Status } from "../../../src/core/verify/report.ts";

describe("a full name", () => {
  it.each([
    ["x", "x", true],
    ["a.py > x", "x", true],
    ["a.py > S > x", "S > x", true],
    ["a.py > S > x[1 > 2]", "S > x", true],
    ["o > A > many(int)[1]", "A > many", true],
    ["o > A > many()", "many", true],
    ["a > x #3", "x", true],
    ["a > xx", "x", false],
    ["a > x > y", "x", false],
    ["T > x", "S > x", false],
    ["a > f(x) holds", "f", false],
    ["a > f(x)", "f(x)", true],
  ])("%s is that of %s: %s", (full, name, yes) => {
    expect(endsIn(full, name)).toBe(yes);
  });

  it("loses the number that tells it from earlier ones", () => {
    expect(["a #2", "a #12", "a #2 b", "a#2"].map(once)).toEqual(["a", "a", "a #2 b", "a#2"]);
  });
});

describe("the statuses of a test", () => {
  const of = (tests: Readonly<Record<string, Status>>, name: string): readonly Status[] =>
    statusesOf(new Map(Object.entries(tests)), name);

  it("are those of its exact name, and of each time that it came again", () => {
    expect(of({ x: "passed", "x #2": "skipped", "a > x": "failed" }, "x")).toEqual([
      "passed",
      "skipped",
    ]);
    expect(of({ "case #2": "passed", "b > case #2": "failed" }, "case #2")).toEqual(["passed"]);
  });

  it("are those of every name that ends so where none is exact", () => {
    const tests = { "a > x[1]": "passed", "b > x": "failed", "b > y": "skipped" } as const;
    expect(of(tests, "x")).toEqual(["passed", "failed"]);
    expect(of(tests, "z")).toEqual([]);
  });
});
