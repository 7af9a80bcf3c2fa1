// Which way CI reaches a run, read from workflow files, and the filter patterns in them.
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseConfig } from "../../src/core/config/config.ts";
import { admits, matches } from "../../src/github/filter.ts";
import { ciRoute } from "../../src/github/workflows.ts";
import { treeOf } from "./memory.ts";
import { processorMs } from "../processor.ts";

const branches = { base: "main", line: "quorum/7-abcd", unit: "quorum/7-abcd.u1-some-unit" };

function route(on: string, config = "{}"): string {
  const read = parseConfig(config);
  if (!read.ok) throw new Error(read.error.join());
  const tree = treeOf({ ".github/workflows/ci.yml": `on: ${on}\njobs: {}\n` });
  return ciRoute(tree, read.value, branches);
}

describe("the way to CI", () => {
  it.each([
    ["push", "units"],
    ["pull_request", "units"],
    ["[workflow_dispatch, pull_request]", "units"],
    ["{pull_request: null}", "units"],
    ["{pull_request: {types: [opened]}}", "units"],
    ["{pull_request: {types: [labeled]}}", "none"],
    ["{pull_request: {branches: [main]}}", "line"],
    ["{pull_request: {branches: main}}", "line"],
    ["{pull_request: {branches: ['**']}}", "units"],
    ["{pull_request: {branches: ['*']}}", "line"],
    ["{pull_request: {branches: ['quorum/**']}}", "units"],
    ["{pull_request: {branches: ['**', '!quorum/**']}}", "line"],
    ["{pull_request: {branches-ignore: ['quorum/**']}}", "line"],
    ["{pull_request: {branches-ignore: ['**']}}", "none"],
    ["{pull_request: {branches: [main], paths: ['docs/**']}}", "line"],
    ["{push: {branches: [main]}}", "none"],
    ["{push: {branches: [quorum/7-*]}}", "units"],
    ["{push: {branches: ['quorum/7-abcd']}}", "line"],
    ["{push: {tags: ['v*']}}", "none"],
    ["{push: {tags-ignore: ['v*']}}", "none"],
    ["{push: {tags: ['v*'], branches: ['**']}}", "units"],
    ["{schedule: [{cron: '0 0 * * *'}]}", "none"],
    ["workflow_dispatch", "none"],
    ["pull_request_target", "none"],
    ["{push: {branches: 3}}", "none"],
    ["3", "none"],
    ["[", "none"],
    ["&a [push, *a]", "none"],
  ])("on: %s → %s", (on, want) => expect(route(on)).toBe(want));

  it("into the base counts for units that go there", () => {
    expect(route("{pull_request: {branches: [main]}}", "merge: {into: base}")).toBe("units");
  });

  it("is what the owner demands where another app than GitHub Actions runs CI", () => {
    const config = "checks: {required: [{name: build, app: circleci-checks}]}";
    expect(route("workflow_dispatch", config)).toBe("units");
    expect(route("workflow_dispatch", "checks: {required: [build]}")).toBe("none");
  });

  it("reads only workflow files", () => {
    const read = parseConfig("{}");
    if (!read.ok) return;
    const names = [".github/other/ci.yml", ".github/workflows/a/b.yml", "ci.yml"];
    const tree = treeOf(Object.fromEntries(names.map((name) => [name, "on: push"])));
    expect(ciRoute(tree, read.value, branches)).toBe("none");
  });

  it("survives any text", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), (text) => {
        expect(["units", "line", "none"]).toContain(route(text));
      }),
      { seed: 11, numRuns: 200 },
    );
  });
});

describe("a filter pattern", () => {
  it.each([
    ["feature/*", "feature/a", true],
    ["feature/*", "feature/a/b", false],
    ["feature/**", "feature/a/b", true],
    ["**", "", true],
    ["*", "main", true],
    ["*", "all/the", false],
    ["v2*", "v2", true],
    ["v[12].[0-9]+.[0-9]+", "v1.10.1", true],
    ["v[12].[0-9]+.[0-9]+", "v3.1.1", false],
    ["*.jsx?", "page.js", true],
    ["*.jsx?", "page.jsx", true],
    ["*.jsx?", "page.jsxx", false],
    ["**/docs/**", "a/docs/b", true],
    ["\\*", "*", true],
    ["\\*", "a", false],
    ["ab+c", "abbbc", true],
    ["ab+c", "ac", false],
    ["[", "[", true],
  ])("%s against %s: %s", (pattern, name, want) => expect(matches(pattern, name)).toBe(want));

  it("takes away what an earlier one admitted, in order", () => {
    expect(admits(["releases/**", "!releases/**-alpha"], "releases/10-alpha")).toBe(false);
    expect(admits(["!a", "a"], "a")).toBe(true);
    expect(admits([], "a")).toBe(false);
  });

  it("agrees with a plain equality where it has no special character", () => {
    const plain = fc.string({ unit: fc.constantFrom("a", "b", "/", "-", "."), maxLength: 6 });
    fc.assert(
      fc.property(plain, plain, (a, b) => matches(a, b) === (a === b)),
      { seed: 1 },
    );
  });

  it("takes bounded time, whatever it is", () => {
    const spent = processorMs(() => {
      for (const piece of ["*", "**", "a?", "a+", "[a-z]", "*a"]) {
        matches(`${piece.repeat(250)}x`, "a".repeat(250));
      }
    });
    expect(spent).toBeLessThan(2000);
  });
});
