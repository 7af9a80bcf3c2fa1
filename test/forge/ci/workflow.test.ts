// Workflow files: when they run and what they run.
import { describe, expect, it } from "vitest";
import { listens, parseWorkflow, passes } from "../../../src/forge/ci/workflow.ts";

const jobs = "jobs:\n  test:\n    steps:\n      - run: npm test\n";
const parse = (on: string) => parseWorkflow("x.yml", `${on}\n${jobs}`);

describe("a workflow", () => {
  it("names its jobs, keeps their commands in order and skips actions", () => {
    const text = `on: push
jobs:
  test:
    name: Unit tests
    timeout-minutes: 2
    steps:
      - uses: actions/checkout@v4
      - run: npm ci
      - run: |
          npm test
          npm run lint
  build:
    steps: [{ run: make }]
`;
    expect(parseWorkflow("x.yml", text)?.jobs).toEqual([
      { name: "Unit tests", commands: ["npm ci", "npm test\nnpm run lint\n"], limitMs: 120_000 },
      { name: "build", commands: ["make"], limitMs: 21_600_000 },
    ]);
  });

  it.each(["on: push", "on: [push, pull_request]", "on:\n  push:\n", "on: {push: {}}"])(
    "listens to every push with %j",
    (on) => {
      const push = parse(on)?.push ?? null;
      expect(push !== null && passes(push, "any/branch", ["x"])).toBe(true);
    },
  );

  it.each(["on: workflow_dispatch", "on: {push: {tags: [v*]}}", "on: {push: 7}"])(
    "does not listen to branches with %j",
    (on) => {
      expect(parse(on)?.push ?? null).toBeNull();
    },
  );

  it.each(["", "jobs: [", "on: push", "on: push\njobs: 3", "- a"])("is none in %j", (text) => {
    expect(parseWorkflow("x.yml", text)).toBeNull();
  });
});

describe("a filter", () => {
  const passed = (on: string, branch: string, paths: string[]): boolean => {
    const filter = parse(`on: {push: {${on}}}`)?.push ?? null;
    return filter !== null && passes(filter, branch, paths);
  };

  it.each([
    ["branches: main", "main", ["a"], true],
    ["branches: [main]", "quorum/7", ["a"], false],
    ["branches-ignore: ['quorum/**']", "quorum/7", ["a"], false],
    ["branches-ignore: ['quorum/**']", "main", ["a"], true],
    ["paths: ['src/**']", "main", ["src/a.js"], true],
    ["paths: ['src/**']", "main", ["docs/a.md"], false],
    ["paths-ignore: ['docs/**']", "main", ["docs/a.md"], false],
    ["paths-ignore: ['docs/**']", "main", ["docs/a.md", "b.js"], true],
  ])("%s on %s with %j: %j", (on, branch, paths, expected) => {
    expect(passed(on, branch, paths)).toBe(expected);
  });

  it("asks for the usual actions of a pull request unless it names others", () => {
    const usual = parse("on: pull_request")?.pullRequest;
    const named = parse("on: {pull_request: {types: [labeled]}}")?.pullRequest;
    expect(usual && listens(usual, "synchronize")).toBe(true);
    expect(usual && listens(usual, "edited")).toBe(false);
    expect(named && listens(named, "labeled")).toBe(true);
    expect(named && listens(named, "opened")).toBe(false);
  });
});
