// Only named tests give a verdict: an exit code alone, or a report with tests missing, never does.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readReport, type Report, type Status, verdict } from "../../../src/core/verify/report.ts";

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
const base = report({ a: "passed", "s > b": "passed", old: "failed", later: "skipped" });
const all = { a: "passed", "s > b": "passed" } as const;
const none = { mustPass: [] };

describe("verdict", () => {
  it("passes when everything passed again, elected tests passed and the exit code is 0", () => {
    const after = ended({ ...all, old: "passed", "s > new": "passed" });
    expect(verdict(base, after, { mustPass: ["s > new"] })).toEqual({ kind: "passed" });
  });

  it("finds an elected test behind its file's name", () => {
    const file = { runner: "vitest" } as const;
    const after = ended({ "x.test.ts > s > new": "passed" }, 0, file);
    expect(verdict(report({}, file), after, { mustPass: ["s > new"] }).kind).toBe("passed");
    expect(verdict(report({}, file), after, { mustPass: ["t > new"] }).kind).toBe("failed");
    expect(verdict(report({}, file), after, { mustPass: ["new", "ew"] })).toMatchObject({
      kind: "failed",
      tests: ["ew"],
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
      const result = verdict(base, ended(tests, code), { mustPass: ["s > new"] });
      expect(result).toMatchObject({ kind: "failed" });
      expect(result.kind === "failed" && result.tests).toEqual(expect.arrayContaining([...named]));
    }
  });

  it("fails when the report is not complete or comes from another runner", () => {
    for (const more of [{ complete: false }, { runner: "tap" }] as const) {
      expect(verdict(base, ended(all, 0, more), none).kind).toBe("failed");
    }
  });

  it("fails when the command fails although every test passed", () => {
    expect(verdict(base, ended(all, 3), none)).toMatchObject({ kind: "failed" });
  });

  it("fails when no test ran at all", () => {
    const empty = report({});
    expect(verdict(empty, { ...empty, code: 0 }, none)).toMatchObject({ because: "no test ran" });
  });

  it("is inconclusive when the base's report cannot be read, and says what to change", () => {
    const dumb = report({}, { complete: false, runner: "vitest" });
    expect(verdict(dumb, ended(all), none)).toMatchObject({
      kind: "inconclusive",
      because: expect.stringContaining("--reporter=verbose"),
    });
  });

  it("is inconclusive when only tests fail that fail on the base as well", () => {
    const after = ended({ ...all, old: "failed" }, 1);
    expect(verdict(base, after, none)).toMatchObject({ kind: "inconclusive" });
    expect(verdict(base, after, { mustPass: ["old"] })).toMatchObject({ kind: "failed" });
  });

  it("rejects a source file that ends the process with code 0", () => {
    const read = (name: string): Report =>
      readReport(readFileSync(new URL(`outputs/${name}.txt`, import.meta.url), "utf8"));
    for (const form of ["node-spec", "node-tap"]) {
      const after = { ...read(`${form}-exit`), code: 0 };
      expect(verdict(read(`${form}-green`), after, none)).toMatchObject({
        kind: "failed",
        tests: ["adds > small numbers", "adds > large numbers", "alone"],
      });
    }
  });
});
