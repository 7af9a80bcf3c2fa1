// The plan states why a new test must fail, before any test is written.
import { describe, expect, it } from "vitest";
import type { Requirement } from "../../../src/core/requirement/requirement.ts";
import { isExpected, isStated, statedFor } from "../../../src/core/verify/stated.ts";
import { causeOf } from "../../../src/core/verify/why/cause.ts";
import { pathAt, treeOf } from "../patch/trees.ts";
import { stating } from "./stating.ts";

describe("what a plan states", () => {
  const added = stating({ files: [pathAt("src/join.js")] });
  const at = "/w/test/a.test.js";

  it.each([
    ["an absolute path", "/w/src/join.js", at, true],
    ["a relative one", "../src/join", "test/a.test.js", true],
    ["one of which only the file is known", "../src/join.js", null, true],
    ["another folder", "/w/test/join.js", at, false],
    ["a wrong relative path", "../join.js", at, false],
    ["a wrong one of which only the file is known", "./src/join", null, false],
    ["a wrong one below the asking file's folder", "./src/join", at, false],
    ["an absolute path below another folder", "/w/test/src/join.js", at, false],
    ["one that another file asks for", "../src/join", "/w/lib/b.js", true],
    ["an alias", "@/join", at, true],
    ["a package", "join-all", at, false],
  ])("covers a module or not: %s", (_, spec, from, is) => {
    expect(isExpected({ kind: "module", spec, from }, added)).toBe(is);
  });

  it.each([
    ["pkg/joiner.py", "pkg.joiner", true],
    ["pkg/joiner.py", "pkg", true],
    ["src/joiner.py", "joiner", true],
    ["joiner.py", "joined", false],
    ["inner/inner.go", "example.org/adder/inner", true],
    ["inner/inner.go", "example.org/adder/other", false],
    ["lib/joiner.rb", "/w/lib/joiner", true],
    ["include/joiner.h", "joiner.h", true],
  ])("covers what the languages call %s: %s", (path, spec, is) => {
    const stated = stating({ files: [pathAt(path)] });
    expect(isExpected({ kind: "module", spec, from: null }, stated)).toBe(is);
  });

  it.each([
    ["a symbol that is added", { names: ["total"] }, true],
    ["another", { names: ["totals"] }, false],
    ["what plan and acceptances speak of", { spoken: "Add `Cart.total(rate)`." }, true],
    ["part of a word there", { spoken: "subtotal" }, false],
    [
      "what the changed files hold for something else",
      { spoken: "total", held: "let total" },
      true,
    ],
  ])("covers a name or not: %s", (_, more, is) => {
    expect(isExpected({ kind: "name", name: "total", isBare: false }, stating(more))).toBe(is);
  });

  it.each([
    ["which they do not hold", { spoken: "total" }, true],
    ["which they hold: it was not imported", { spoken: "total", held: "let total" }, false],
    [
      "which they hold and may export",
      { spoken: "total", held: "let total", signature: true },
      true,
    ],
    ["which is added", { names: ["total"], held: "let subtotal" }, true],
  ])("covers a bare name %s or not", (_, more, is) => {
    expect(isExpected({ kind: "name", name: "total", isBare: true }, stating(more))).toBe(is);
  });

  it("covers a time limit only where it speaks of what takes too long", () => {
    const late = { kind: "timeout", seen: "" } as const;
    expect(isStated(late, stating({ spoken: "Rounds halves away from zero." }))).toBe(false);
    for (const spoken of ["parse hangs on it", "it never returns", "times out"]) {
      expect(isStated(late, stating({ spoken }))).toBe(true);
    }
  });

  it("never covers a name of the test's tools, nor text that is no program", () => {
    const spoken = stating({ spoken: "We expect it to assert. describe(x)" });
    for (const name of ["expect", "assert", "describe", "it"]) {
      expect(isExpected({ kind: "name", name, isBare: false }, spoken)).toBe(false);
    }
    expect(isExpected({ kind: "broken" }, spoken)).toBe(false);
  });

  it("covers a signature where one may change, and a file that it speaks of", () => {
    expect(isExpected({ kind: "signature" }, stating())).toBe(false);
    expect(isExpected({ kind: "signature" }, stating({ signature: true }))).toBe(true);
    const file = { kind: "file", path: "/tmp/out/report.csv" } as const;
    expect(isExpected(file, stating())).toBe(false);
    expect(isExpected(file, stating({ spoken: "writes report.csv" }))).toBe(true);
  });

  it("covers what changed code throws, built elsewhere too, and nothing a test throws", () => {
    const stated = stating({ changed: [pathAt("src/round.ts")] });
    const thrown = (...frames: readonly string[]) =>
      isStated({ kind: "error", complaint: null, frames, seen: "" }, stated);
    expect(thrown("/w/src/round.ts", "/w/test/a.ts")).toBe(true);
    expect(thrown("/w/dist/round.js")).toBe(true);
    expect(thrown("/w/test/round.js")).toBe(false);
    expect(thrown("/w/src/other.ts")).toBe(false);
    expect(thrown("/w/node_modules/chai/round.js", "/w/test/a.ts")).toBe(false);
    expect(thrown("/usr/lib/python3.12/json/round.py")).toBe(false);
    expect(thrown("../usr/local/lib/python3.13/site-packages/round.py")).toBe(false);
    expect(thrown("/rustc/4eb161/library/core/src/round.rs")).toBe(false);
  });

  it("covers what a test reads of a result only where it speaks of it", () => {
    const cause = causeOf(
      "TypeError: Cannot read properties of undefined (reading 'length')\n at test/a.test.js:3:9",
    );
    const changed = [pathAt("src/round.js")];
    expect(isStated(cause, stating({ changed, spoken: "Give rows." }))).toBe(false);
    expect(isStated(cause, stating({ changed, spoken: "Its length is 2." }))).toBe(true);
  });

  it("follows from the code behind the test step, and from what it accepts", () => {
    const step = { task: "", signatureMayChange: false } as const;
    const file = (path: string) => ({ kind: "file", path: pathAt(path) }) as const;
    const place = { path: pathAt("src/a.js"), symbol: "total" } as const;
    const unit = {
      id: "u1",
      title: "Totals",
      requirements: ["R1"],
      needs: [],
      steps: [
        { ...step, kind: "code", target: file("src/early.js"), task: "early" },
        { ...step, kind: "test", target: file("test/a.test.js"), task: "Sum.", accepts: ["R1.A1"] },
        { ...step, kind: "code", target: { kind: "addition", ...place }, task: "Add total." },
        { ...step, kind: "code", target: file("src/rate.js"), signatureMayChange: true },
      ],
    } as const;
    const accepted = { method: "test", given: "", when: "" } as const;
    const requirement: Requirement = {
      id: "R1",
      kind: "functional",
      ears: "The cart shall have totals.",
      quote: "totals",
      priority: "must",
      acceptance: [
        { id: "R1.A1", ...accepted, expected: "sumOf is 3" },
        { id: "R1.A2", ...accepted, expected: "otherOf is 3" },
      ],
      measure: null,
    };
    const base = treeOf({ "src/a.js": "let a;", "src/early.js": "" });
    expect(statedFor(unit, 1, [requirement], base)).toEqual({
      test: "test/a.test.js",
      names: ["total"],
      files: ["src/rate.js"],
      changed: ["src/a.js"],
      signature: true,
      spoken: "Sum.\nAdd total.\n\nR1.A1 (test) sumOf is 3",
      held: "let a;",
    });
  });
});
