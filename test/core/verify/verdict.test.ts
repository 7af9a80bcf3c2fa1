// Only named tests give a verdict: an exit code alone, or a report with tests missing, never does.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { baselineOf, steadyBaseline } from "../../../src/core/verify/baseline.ts";
import { readReport, type Report, type Status } from "../../../src/core/verify/report.ts";
import { runners } from "../../../src/core/verify/runners.ts";
import { unnamed } from "../../../src/core/verify/unnamed.ts";
import { verdict } from "../../../src/core/verify/verdict.ts";

const report = (tests: Record<string, Status>, more: Partial<Report> = {}): Report => ({
  runner: "node-spec",
  complete: true,
  ...more,
  tests: new Map(Object.entries(tests)),
});
const ended = (tests: Record<string, Status>, code = 0, more: Partial<Report> = {}) => ({
  ...report(tests, more),
  code,
});
const based = (tests: Record<string, Status>, more: Partial<Report> = {}) =>
  baselineOf(report(tests, more));
const base = based({ a: "passed", "s > b": "passed", old: "failed", later: "skipped" });
const all = { a: "passed", "s > b": "passed" } as const;

describe("verdict", () => {
  it("passes when everything passed again, elected tests passed and the exit code is 0", () => {
    const after = ended({ ...all, old: "passed", "s > new": "passed" });
    expect(verdict(base, after, ["s > new"])).toEqual({ kind: "passed" });
  });

  it("finds an elected test behind its file's name", () => {
    const file = { runner: "vitest" } as const;
    const after = ended({ "x.test.ts > s > new": "passed" }, 0, file);
    expect(verdict(based({}, file), after, ["s > new"]).kind).toBe("passed");
    expect(verdict(based({}, file), after, ["t > new"]).kind).toBe("failed");
    expect(verdict(based({}, file), after, ["new", "ew"])).toMatchObject({
      kind: "failed",
      tests: ["ew"],
    });
  });

  it("tells a failure behind a file's name from a test that did not run", () => {
    const file = { runner: "vitest" } as const;
    const after = ended({ "x.test.ts > s > new": "failed" }, 1, file);
    expect(verdict(based({}, file), after, ["s > new", "s > other"])).toMatchObject({
      because: "failed: s > new; did not run or were skipped: s > other",
    });
  });

  it.each<[string, Record<string, Status>, readonly string[]]>([
    ["a test that passed before fails", { a: "failed", "s > b": "passed" }, ["a"]],
    ["a test that passed before is skipped", { a: "skipped", "s > b": "passed" }, ["a"]],
    ["a test that passed before is gone", { "s > b": "passed" }, ["a"]],
    ["an elected test fails", { ...all, "s > new": "failed" }, ["s > new"]],
    ["an elected test is skipped", { ...all, "s > new": "skipped" }, ["s > new"]],
    ["an elected test is missing", { ...all }, ["s > new"]],
    ["a new test that nobody asked for fails", { ...all, "s > new": "passed", z: "failed" }, ["z"]],
  ])("fails when %s, whatever the exit code says", (_, tests, named) => {
    for (const code of [0, 1]) {
      const result = verdict(base, ended(tests, code), ["s > new"]);
      expect(result).toMatchObject({ kind: "failed" });
      expect(result.kind === "failed" && result.tests).toEqual(expect.arrayContaining([...named]));
    }
  });

  it("fails when the report is not complete or comes from another runner", () => {
    for (const more of [{ complete: false }, { runner: "tap" }] as const) {
      expect(verdict(base, ended(all, 0, more), []).kind).toBe("failed");
    }
  });

  it("fails when the command fails although every test passed", () => {
    expect(verdict(base, ended(all, 3), [])).toMatchObject({ kind: "failed" });
  });

  it("fails when no test ran at all", () => {
    const empty = based({});
    expect(verdict(empty, { ...empty, code: 0 }, [])).toMatchObject({ because: "no test ran" });
  });

  it("is inconclusive when the base's report cannot be read, and says what to change", () => {
    const dumb = based({}, { complete: false, runner: "vitest" });
    expect(verdict(dumb, ended(all), [])).toMatchObject({
      kind: "inconclusive",
      because: expect.stringContaining("--reporter=verbose"),
    });
  });

  it("is inconclusive when only tests fail that fail on the base as well", () => {
    const after = ended({ ...all, old: "failed" }, 1);
    expect(verdict(base, after, [])).toMatchObject({ kind: "inconclusive" });
    expect(verdict(base, after, ["old"])).toMatchObject({ kind: "failed" });
  });

  it("finds an elected test behind its parameters, and demands each of them", () => {
    const pytest = { runner: "pytest" } as const;
    const one = { "t.py > C > test_x[1]": "passed", "t.py > C > test_x[2 a]": "passed" } as const;
    expect(verdict(based({}, pytest), ended(one, 0, pytest), ["C > test_x"]).kind).toBe("passed");
    const junit = ended({ "A > many(int)[1]": "passed", "A > none()": "passed" });
    expect(verdict(based({}), junit, ["A > many", "none"]).kind).toBe("passed");
    const other = { ...one, "t.py > C > test_x[3]": "skipped" } as const;
    const result = verdict(based({}, pytest), ended(other, 0, pytest), ["C > test_x"]);
    expect(result).toMatchObject({ kind: "failed", tests: ["C > test_x"] });
  });

  it("fails when a test of the base comes once more and does not pass", () => {
    const after = ended({ ...all, "a #2": "skipped" });
    expect(verdict(base, after, [])).toMatchObject({ kind: "failed", tests: ["a #2"] });
    expect(verdict(base, ended({ ...all, "a #2": "passed" }), []).kind).toBe("passed");
    const twice = based({ ...all, "a #2": "skipped" });
    expect(verdict(twice, after, []).kind).toBe("passed");
  });

  it("rejects a source file that ends the process with code 0", () => {
    const read = (name: string): Report =>
      readReport(readFileSync(new URL(`outputs/${name}.txt`, import.meta.url), "utf8"));
    for (const form of ["node-spec", "node-tap"]) {
      const after = { ...read(`${form}-exit`), code: 0 };
      expect(verdict(baselineOf(read(`${form}-green`)), after, [])).toMatchObject({
        kind: "failed",
        tests: ["adds > small numbers", "adds > large numbers", "alone"],
      });
    }
  });
});

describe("tests that differ between two runs of the base", () => {
  const first = report({ ...all, odd: "passed", gone: "passed", old: "failed" });
  const second = report({ ...all, odd: "failed", late: "passed", old: "failed" });
  const steady = steadyBaseline(first, second);

  it("are told, and are no part of the baseline", () => {
    expect(steady.flaky).toEqual(["odd", "gone", "late"]);
    expect(Object.fromEntries(steady.tests)).toEqual({ ...all, old: "failed" });
    expect(steady.complete).toBe(true);
  });

  it("decide nothing, whatever becomes of them", () => {
    for (const odd of ["passed", "failed", "skipped"] as const) {
      expect(verdict(steady, ended({ ...all, odd }, odd === "failed" ? 1 : 0), []).kind).toBe(
        "passed",
      );
    }
    expect(verdict(steady, ended(all), []).kind).toBe("passed");
  });

  it("do not excuse others, nor an exit code that they do not explain", () => {
    const after = { ...all, odd: "failed" } as const;
    expect(verdict(steady, ended({ ...after, a: "failed" }, 1), []).kind).toBe("failed");
    expect(verdict(steady, ended({ ...after, fresh: "failed" }, 1), []).kind).toBe("failed");
    expect(verdict(steady, ended({ ...all, odd: "passed" }, 1), []).kind).toBe("failed");
    expect(verdict(steady, ended({ ...after, old: "failed" }, 1), []).kind).toBe("inconclusive");
  });

  it("decide where they were elected", () => {
    expect(verdict(steady, ended({ ...all, odd: "failed" }, 1), ["odd"])).toMatchObject({
      kind: "failed",
      tests: ["odd"],
    });
  });

  it("make no baseline where one of the runs cannot be read", () => {
    for (const more of [{ complete: false }, { runner: "tap" }] as const) {
      expect(steadyBaseline(first, report(all, more)).complete).toBe(false);
      expect(steadyBaseline(report(all, more), first).complete).toBe(false);
    }
  });
});

describe("what to set where tests are not named", () => {
  it("is the runner's own command, or those of several where none is known", () => {
    expect(unnamed(report(all))).toBeNull();
    expect(unnamed(report({}, { complete: false, runner: "pytest" }))).toMatchInlineSnapshot(
      `"the output of pytest on the base does not name every test, or contradicts its own counts; set the test command (\`test:\` in .github/quorum.yml, or --test) to one like \`pytest -v\`"`,
    );
    expect(unnamed(report({}, { complete: false, runner: "unknown" }))).toMatchInlineSnapshot(
      `"the test command's output on the base names no tests; set the test command (\`test:\` in .github/quorum.yml, or --test) to one whose output does, such as \`node --test\`, \`vitest run --reporter=verbose\`, \`pytest -v\`, \`go test -v ./...\`, \`cargo test --no-fail-fast\`"`,
    );
  });

  it.each(runners.map(({ id, command }) => [id, command] as const))(
    "for %s is %s",
    (id, command) => {
      expect(unnamed(report({}, { complete: false, runner: id }))).toContain(`\`${command}\``);
    },
  );
});
