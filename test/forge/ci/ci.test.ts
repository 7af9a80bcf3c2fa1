// The local CI on real commits: what it checks out, when it runs, and what it reports.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import type { CiJob, CiResult } from "../../../src/forge/ci/ci.ts";
import { at, commit, propose, root, setStage, text, type Stage } from "../stage.ts";

let stage: Stage;
afterEach(async () => {
  await stage.close();
  expect(stage.problems).toEqual([]);
});

const workflow = (on: string): Record<string, string> => ({
  "a.txt": "1\n",
  ".gitattributes": "hidden.txt export-ignore\n",
  "hidden.txt": "seen\n",
  ".github/workflows/ci.yml": `on: ${on}\njobs: {test: {steps: [{run: check}]}}\n`,
});
const passed: CiResult = { conclusion: "success", output: "" };

async function play(on: string, run: (job: CiJob) => Promise<CiResult> = async () => passed) {
  stage = await setStage({ files: workflow(on), ci: { run } });
}
async function checks(ref: string) {
  await stage.forge.admin.settled();
  return at((await stage.app("GET", `${root}/commits/${ref}/check-runs`)).body, "check_runs");
}

it("checks out the commit, hidden files too, and removes it afterwards", async () => {
  const seen: { dir: string; files: string[]; a: string }[] = [];
  await play("push", async ({ dir }) => {
    const a = readFileSync(join(dir, "a.txt"), "utf8");
    seen.push({ dir, files: readdirSync(dir).toSorted(), a });
    return passed;
  });
  await commit(stage.app, "beans", { "a.txt": "2\n" });
  expect(await checks("beans")).toMatchObject([{ name: "test", conclusion: "success" }]);
  expect(seen.map(({ a }) => a)).toEqual(["1\n", "2\n"]);
  expect(seen[1]?.files).toEqual([".gitattributes", ".github", "a.txt", "hidden.txt"]);
  expect(() => readdirSync(seen[1]?.dir ?? "")).toThrow();
});

it("tests a pull request as merged, and not at all while it conflicts", async () => {
  const seen: string[] = [];
  await play("pull_request", async ({ dir }) => {
    seen.push(readdirSync(dir).join(" "));
    return passed;
  });
  await commit(stage.app, "beans", { "b.txt": "1\n" });
  await commit(stage.app, "main", { "main.txt": "1\n" });
  expect(seen).toEqual([]);
  await propose(stage.app, "beans");
  expect(await checks("beans")).toMatchObject([{ name: "test" }]);
  expect(seen).toHaveLength(1);
  expect(seen[0]).toContain("main.txt");
  await commit(stage.app, "peas", { "a.txt": "2\n" });
  await commit(stage.app, "main", { "a.txt": "3\n" });
  await propose(stage.app, "peas");
  expect(await checks("peas")).toEqual([]);
});

it("reports failures with the end of the log, and a runner that breaks as a failure", async () => {
  const results: (() => Promise<CiResult>)[] = [
    async () => passed,
    async () => ({ conclusion: "failure", output: `${"x".repeat(70_000)}\nnot ok 3\n` }),
    async () => ({ conclusion: "timed_out", output: "" }),
    async () => {
      throw new Error("no sandbox");
    },
  ];
  await play("push", async () => await (results.shift() ?? (async () => passed))());
  for (const [branch, conclusion, words] of [
    ["beans", "failure", "not ok 3"],
    ["peas", "timed_out", null],
    ["corn", "failure", "no sandbox"],
  ] as const) {
    await commit(stage.app, branch, { "a.txt": `${branch}\n` });
    const found = await checks(branch);
    expect(found).toMatchObject([{ conclusion }]);
    if (words !== null) expect(text(found, "0.output.text")).toContain(words);
  }
});

it("runs nothing where no workflow asks for it", async () => {
  await play("{push: {branches: [main]}, pull_request: {branches: [main]}}");
  await commit(stage.app, "beans", { "b.txt": "1\n" });
  expect(await checks("beans")).toEqual([]);
  await commit(stage.app, "main", { "c.txt": "1\n" }, "Quiet [skip ci]");
  expect(await checks("main")).toEqual([]);
});
