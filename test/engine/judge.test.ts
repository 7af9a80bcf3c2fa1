// A verification's steps: what is run, how often, and what each outcome comes to.
import { describe, expect, it } from "vitest";
import type { Tree } from "../../src/core/tree.ts";
import type { SandboxOutcome } from "../../src/core/verify/sandboxing.ts";
import { judge, rehearse, type Candidate, type Tests } from "../../src/engine/judge.ts";
import { pathAt, treeOf } from "../core/patch/trees.ts";

/** TAP as `node --test` ends it. */
function tap(tests: Readonly<Record<string, boolean>>): string {
  const points = Object.entries(tests).map(
    ([name, ok], i) => `${ok ? "" : "not "}ok ${i + 1} - ${name}`,
  );
  return [...points, `1..${points.length}`, "# duration_ms 1", ""].join("\n");
}

const finished = (output: string, code = 0): SandboxOutcome => ({
  kind: "finished",
  code,
  output,
  ms: 1,
});
const ran = (tests: Readonly<Record<string, boolean>>): SandboxOutcome =>
  finished(tap(tests), Object.values(tests).every(Boolean) ? 0 : 1);

const base = treeOf({ "src/a.js": "old", "test/a.test.js": 'test("a", f);\n' });
const changed = (files: Readonly<Record<string, string>>): Tree =>
  new Map([...base, ...treeOf(files)]);
const candidate = (
  tree: Tree,
  names: readonly string[] = [],
  paths: readonly string[] = [],
): Candidate => ({
  base,
  tree,
  elected: { paths: paths.map(pathAt), names },
  first: null,
  runs: 1,
});

const textOf = (tree: Tree, path: string): string => String(tree.get(pathAt(path))?.content ?? "");
const isControl = (tree: Tree): boolean =>
  textOf(tree, "test/a.test.js").includes("quorum control");
const isBase = (tree: Tree): boolean => textOf(tree, "src/a.js") === "old";

/** A sandbox of four answers: base, base again, candidate, and either with failing tests added. */
function sandbox(answers: {
  readonly base: SandboxOutcome;
  readonly again?: SandboxOutcome;
  readonly after: SandboxOutcome;
  readonly control?: SandboxOutcome;
  readonly baseControl?: SandboxOutcome;
}) {
  const calls: string[] = [];
  const failing = ran({ a: false });
  const tests: Tests = (tree, time) => {
    const which = isControl(tree)
      ? isBase(tree)
        ? "baseControl"
        : "control"
      : !isBase(tree)
        ? "after"
        : time === 1
          ? "base"
          : "again";
    calls.push(which);
    const standard = { again: answers.base, control: failing, baseControl: failing };
    return Promise.resolve({ ...standard, ...answers }[which]);
  };
  return { tests, calls };
}

const green = ran({ a: true });
const fixed = changed({ "src/a.js": "new" });

describe("a verification", () => {
  it("runs base, candidate and control once, and passes with the number of tests", async () => {
    const { tests, calls } = sandbox({ base: green, after: ran({ a: true, b: true }) });
    expect(await judge(candidate(fixed, ["b"]), tests)).toEqual({
      verdict: "passed",
      because: "2 named tests",
      tests: 2,
      own: { names: ["b"], runs: 1 },
    });
    expect(calls).toEqual(["base", "after", "control"]);
  });

  it("runs the base again before it fails anything, and not before it passes", async () => {
    const { tests, calls } = sandbox({ base: green, after: ran({ a: false }) });
    const said = await judge(candidate(fixed), tests);
    expect(said).toMatchObject({
      verdict: "failed",
      because: expect.stringContaining("failed: a"),
    });
    expect(calls).toEqual(["base", "after", "again"]);
  });

  it("lets tests that differ between both runs decide nothing, and names them", async () => {
    const odd = sandbox({
      base: ran({ a: true, odd: true }),
      again: ran({ a: true, odd: false }),
      after: ran({ a: true, odd: false }),
    });
    expect(await judge(candidate(fixed), odd.tests)).toMatchObject({
      verdict: "passed",
      because: "2 named tests; not counted, because two runs of the base differ in them: odd",
    });
    const both = sandbox({
      base: ran({ a: true, odd: true }),
      again: ran({ a: true, odd: false }),
      after: ran({ a: false, odd: false }),
    });
    const said = await judge(candidate(fixed), both.tests);
    expect(said.verdict).toBe("failed");
    expect(said.because).toMatch(/^failed: a; not counted, .*: odd\n/);
  });

  it("counts a test that fails in both runs of the base as failing anyway", async () => {
    const red = ran({ a: true, old: false });
    const { tests } = sandbox({ base: red, after: red });
    expect(await judge(candidate(fixed), tests)).toMatchObject({ verdict: "inconclusive" });
  });

  it.each([
    ["the base cannot be run", { kind: "unavailable", because: "no slot" }, green, "inconclusive"],
    [
      "the candidate cannot be run",
      green,
      { kind: "unavailable", because: "no slot" },
      "inconclusive",
    ],
    [
      "the base is stopped",
      { kind: "limit", which: "wall", output: "", ms: 1 },
      green,
      "inconclusive",
    ],
    [
      "the candidate is stopped",
      green,
      { kind: "limit", which: "memory", output: "", ms: 1 },
      "failed",
    ],
    ["the base names no tests", finished("fine\n"), green, "inconclusive"],
    ["the candidate names no tests", green, finished("fine\n"), "failed"],
  ] as const)("when %s", async (_, before, after, verdict) => {
    const { tests } = sandbox({ base: before, after });
    expect(await judge(candidate(fixed), tests)).toMatchObject({ verdict });
  });

  it("judges by the base's copies of protected files, and passes no change of them", async () => {
    const skipping = changed({ "src/a.js": "new", "test/a.test.js": 'test.skip("a", f);\n' });
    const seen: string[] = [];
    const { tests } = sandbox({ base: green, after: green });
    const said = await judge(candidate(skipping), (tree, time) => {
      seen.push(textOf(tree, "test/a.test.js"));
      return tests(tree, time);
    });
    expect(seen).toEqual([textOf(base, "test/a.test.js"), textOf(base, "test/a.test.js")]);
    expect(said.verdict).toBe("failed");
    expect(said.because).toContain("writes protected files (test/a.test.js)");
  });

  it("runs the tests of test steps as they were elected", async () => {
    const elected = changed({ "src/a.js": "new", "test/b.test.js": 'test("b", f);\n' });
    const { tests } = sandbox({ base: green, after: ran({ a: true, b: true }) });
    const wanted = candidate(elected, ["b"], ["test/b.test.js"]);
    expect(await judge(wanted, tests)).toMatchObject({ verdict: "passed" });
  });
});

describe("a report that does not come from the tests", () => {
  it("is found out by failing tests that it does not show", async () => {
    const { tests, calls } = sandbox({ base: green, after: green, control: green });
    const said = await judge(candidate(fixed), tests);
    expect(said).toMatchObject({ verdict: "failed", because: expect.stringContaining("added") });
    expect(calls).toEqual(["base", "after", "control", "baseControl"]);
  });

  it("is not suspected where the base's run does not show them either", async () => {
    const { tests } = sandbox({ base: green, after: green, control: green, baseControl: green });
    expect(await judge(candidate(fixed), tests)).toMatchObject({ verdict: "passed" });
  });

  it.each([
    ["is cut off", finished("1..", 0), "passed"],
    ["is stopped", { kind: "limit", which: "wall", output: "", ms: 1 }, "passed"],
    ["cannot be run", { kind: "unavailable", because: "no slot" }, "inconclusive"],
  ] as const)("is judged so when the control %s", async (_, control, verdict) => {
    const { tests } = sandbox({ base: green, after: green, control });
    expect(await judge(candidate(fixed), tests)).toMatchObject({ verdict });
  });

  it("cannot be doubted where no test file can be added to", async () => {
    const bare = treeOf({ "src/a.js": "old" });
    const { tests, calls } = sandbox({ base: green, after: green });
    const plain = { ...candidate(treeOf({ "src/a.js": "new" })), base: bare };
    expect(await judge(plain, tests)).toMatchObject({ verdict: "passed" });
    expect(calls).toEqual(["base", "after"]);
  });
});

describe("tests before their code", () => {
  const stated = { test: null, names: ["total"], files: [], changed: [], signature: false };
  const first = { accepts: [], stated: { ...stated, spoken: "", held: "" } };

  it("pass when they fail, and are not doubted", async () => {
    const { tests, calls } = sandbox({ base: green, after: ran({ a: true, b: false }) });
    const red = { ...candidate(fixed, ["b"]), first };
    expect(await judge(red, tests)).toEqual({
      verdict: "passed",
      because: "its tests fail without the code",
      tests: 2,
    });
    expect(calls).toEqual(["base", "after"]);
  });

  it.each(["total", "totl"])("answer for what only they complain about: %s", async (name) => {
    const old = "Error: Cannot find module './a'\n";
    const lack = `ReferenceError: ${name} is not defined\n`;
    const after = finished(`# ${old}# ${lack}${tap({ a: true })}`, 1);
    const { tests } = sandbox({ base: finished(`# ${old}${tap({ a: true })}`), after });
    const said = await judge({ ...candidate(fixed, ["b"]), first }, tests);
    expect(said.verdict).toBe(name === "total" ? "passed" : "failed");
  });

  it("do not answer for tests that differ between two runs of the base", async () => {
    const { tests } = sandbox({
      base: ran({ a: true, odd: true }),
      again: ran({ a: true, odd: false }),
      after: ran({ a: true, odd: false, b: false }),
    });
    const said = await judge({ ...candidate(fixed, ["b"]), first }, tests);
    expect(said).toMatchObject({ verdict: "passed", because: expect.stringMatching(/: odd$/) });
  });
});

describe("the words of a failure", () => {
  it("end with whole lines of what was printed, without the runner's own frames", async () => {
    const frame = "    at async startSubtest (node:internal/test_runner/test:1467:12)\n";
    const said = await judge(
      candidate(fixed, ["b"]),
      sandbox({
        base: ran({ a: true }),
        after: finished(`${"x".repeat(1300)}\nexpected 3, got 4\n${frame}${tap({ a: false })}`, 1),
      }).tests,
    );
    expect(said.because).toContain("\nexpected 3, got 4\n");
    expect(said.because).not.toMatch(/node:internal|xxx/);
  });
});

describe("a rehearsal on the base", () => {
  it("tells how many tests are named", async () => {
    const { tests, calls } = sandbox({ base: ran({ a: true, b: false }), after: green });
    expect(await rehearse(base, tests)).toEqual({ kind: "named", tests: 2 });
    expect(calls).toEqual(["base"]);
  });

  it("says what to set when neither of two runs names any", async () => {
    const { tests, calls } = sandbox({ base: finished("fine\n"), after: green });
    expect(await rehearse(base, tests)).toEqual({
      kind: "mute",
      because: expect.stringContaining("names no tests"),
    });
    expect(calls).toEqual(["base", "again"]);
    const second = sandbox({ base: finished("fine\n"), again: green, after: green });
    expect(await rehearse(base, second.tests)).toMatchObject({ kind: "named" });
  });

  it("says how a command ended that names none", async () => {
    const missing = { ...finished("\n\n/bin/sh: 1: cargo: not found\n"), code: 127 };
    const { tests } = sandbox({ base: missing, after: green });
    expect(await rehearse(base, tests)).toMatchObject({
      because: expect.stringMatching(
        /; it ended with exit code 127 \(only the system's .*\): \/bin\/sh: 1: cargo: not found$/,
      ),
    });
    const silent = sandbox({ base: finished(""), after: green });
    expect(await rehearse(base, silent.tests)).toMatchObject({
      because: expect.stringMatching(/; it printed nothing$/),
    });
  });

  it("says which limit stopped it, and waits where nothing could run", async () => {
    const slow = { kind: "limit", which: "wall", output: "", ms: 1 } as const;
    expect(await rehearse(base, sandbox({ base: slow, after: green }).tests)).toEqual({
      kind: "mute",
      because: expect.stringMatching(/^on the base, the tests took longer than limits.testSeconds/),
    });
    const none = { kind: "unavailable", because: "no slot" } as const;
    expect(await rehearse(base, sandbox({ base: none, after: green }).tests)).toEqual(none);
    const never = { ...none, because: "The tree holds a submodule at x.", lasting: true } as const;
    expect(await rehearse(base, sandbox({ base: never, after: green }).tests)).toEqual({
      kind: "mute",
      because: "the sandbox cannot take this repository in: The tree holds a submodule at x.",
    });
  });
});
