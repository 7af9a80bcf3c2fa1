// What a verification finds against a unit's own new tests: other results each time, or alone red.
import { describe, expect, it } from "vitest";
import type { SandboxOutcome } from "../../src/core/verify/sandboxing.ts";
import { judge, type Candidate } from "../../src/engine/judge.ts";
import { pathAt, treeOf } from "../core/patch/trees.ts";

type Results = Readonly<Record<string, boolean>>;

/** TAP as `node --test` ends it; `said` is printed before. */
function ran(tests: Results, said = ""): SandboxOutcome {
  const points = Object.entries(tests).map(
    ([name, ok], i) => `${ok ? "" : "not "}ok ${i + 1} - ${name}`,
  );
  const output = [said, ...points, `1..${points.length}`, "# duration_ms 1", ""].join("\n");
  return { kind: "finished", code: Object.values(tests).every(Boolean) ? 0 : 1, output, ms: 1 };
}

const base = treeOf({ "src/a.js": "old", "test/a.test.js": 'test("a", f);\n' });
const files = treeOf({ "src/a.js": "new", "test/b.test.js": 'test("b", f);\n' });
const candidate: Candidate = {
  base,
  tree: new Map([...base, ...files]),
  elected: { paths: [pathAt("test/b.test.js")], names: ["b", "c"] },
  first: null,
  runs: 3,
};

/** Judged by these results of the candidate, in the order of its runs; the last one stays. */
async function judged(runs: readonly SandboxOutcome[], more: Partial<Candidate> = {}) {
  let times = 0;
  const said = await judge({ ...candidate, ...more }, (tree) => {
    const text = (path: string) => String(tree.get(pathAt(path))?.content ?? "");
    if (text("src/a.js") === "old") return Promise.resolve(ran({ a: true }));
    if (text("test/a.test.js").includes("control")) return Promise.resolve(ran({ a: false }));
    times += 1;
    return Promise.resolve(runs[Math.min(times, runs.length) - 1] ?? ran({}));
  });
  return { said, times };
}

const green = ran({ a: true, b: true, c: true });

describe("new tests of a unit", () => {
  it("are run three times, and the evidence says so", async () => {
    const { said, times } = await judged([green]);
    expect(said).toMatchObject({ verdict: "passed", own: { names: ["b", "c"], runs: 3 } });
    expect(times).toBe(3);
  });

  it.each([
    ["second", [green, ran({ a: true, b: true, c: false })], 2],
    ["third", [green, green, ran({ a: true, b: true })], 3],
  ] as const)("are unstable when the %s run differs", async (_, runs, wanted) => {
    const { said, times } = await judged(runs);
    expect(said).toMatchObject({
      verdict: "failed",
      because: "runs of the same tree differ in its own tests: c",
      doubt: { kind: "unstable", tests: ["c"] },
    });
    expect(times).toBe(wanted);
  });

  it("are not blamed for older tests that differ, which decide as they always did", async () => {
    const { said } = await judged([green, ran({ a: false, b: true, c: true })]);
    expect(said.verdict).toBe("passed");
  });

  it("are not asked again where the base has them all", async () => {
    const elected = { paths: candidate.elected.paths, names: ["a"] };
    expect((await judged([ran({ a: true })], { elected })).times).toBe(1);
  });

  it("wait for another try where a later run is stopped", async () => {
    const limit = { kind: "limit", which: "wall", output: "", ms: 1 } as const;
    expect((await judged([green, limit])).said).toMatchObject({ verdict: "inconclusive" });
  });
});

describe("new tests that code fails", () => {
  const red = ran({ a: true, b: false, c: true }, "expected 3, got 4");

  it("are in doubt when they alone fail, in two runs", async () => {
    const { said, times } = await judged([red]);
    expect(said).toMatchObject({
      verdict: "failed",
      doubt: { kind: "contradicted", tests: ["b"] },
    });
    expect(said.because).toContain("failed: b");
    expect(times).toBe(2);
  });

  it("are unstable when they pass the second time", async () => {
    const { said } = await judged([red, green]);
    expect(said.doubt).toMatchObject({ kind: "unstable", tests: ["b"] });
  });

  it.each([
    ["an older test fails too", ran({ a: false, b: false, c: true })],
    ["a test of nobody's fails too", ran({ a: true, b: false, c: true, d: false })],
    ["one of them does not run", ran({ a: true, b: false })],
  ])("are not in doubt when %s", async (_, after) => {
    const { said } = await judged([after]);
    expect(said.verdict).toBe("failed");
    expect(said.doubt).toBeUndefined();
  });

  it("show whether two answers behave alike, whatever times and places are printed", async () => {
    const seen = async (text: string) =>
      (await judged([ran({ a: true, b: false, c: true }, text)])).said.doubt?.behaviour;
    const one = await seen("expected 3, got 4 (1.2ms)\n    at f (/work/src/a.js:3:4)");
    expect(await seen("expected 3, got 4 (31ms)\n    at g (/work/src/a.js:7:1)")).toBe(one);
    expect(await seen("expected 3, got 5 (1.2ms)")).not.toBe(one);
  });
});
