// A short evaluation: real engine, real tests, few decisions, and that it says the same again.
import { expect, it } from "vitest";
import { evaluate } from "../../src/eval/campaign.ts";
import { drawnModel } from "../../src/eval/drawn.ts";
import { evaluation, toolsFor, type Wanted } from "../../src/eval/evaluation.ts";
import { openOutcomes } from "../../src/eval/outcomes.ts";
import { reportText } from "../../src/eval/report.ts";
import { readTasks } from "../../src/eval/task.ts";
import { worldsOf } from "../../src/eval/world.ts";
import { openPlain } from "../../src/sandbox/plain.ts";
import { desk } from "../book/desk.ts";

const busyMs = 120_000;
const names = ["javascript/clamp", "javascript/is-number"];
const read = readTasks();
const tasks = (read.ok ? read.value : []).filter(({ id }) => names.includes(id));
const sandbox = openPlain({});
const tests = openOutcomes(sandbox, () => "", null);
const said: string[] = [];
const wanted: Wanted = {
  tasks,
  desk,
  tests,
  from: 1,
  seeds: 2,
  answers: { kind: "book", p: [0.8], forms: "several" },
  said: (line) => void said.push(line),
};

it(
  "counts every decision once, beside the other rules at equal spend",
  { timeout: busyMs },
  async () => {
    const found = await evaluation(wanted, []);
    expect(found).toMatchObject({
      tasks: 2,
      languages: { javascript: 2 },
      real: 1,
      wrongAnswers: 10,
    });
    const [at] = found.at;
    if (!at) throw new Error("nothing was measured");
    const { quorum, others } = at;
    for (const { solved, wrong, asked } of [quorum, ...others]) {
      expect(solved.count + wrong.count + asked.count).toBe(4);
    }
    expect(others).toHaveLength(6);
    for (const { method, samples } of others.slice(1)) {
      expect(samples.mean, method).toBeGreaterThanOrEqual(quorum.samples.mean);
    }
    expect(quorum.samples.mean).toBeGreaterThanOrEqual(3);
    expect(quorum.microUsd.mean).toBeGreaterThan(0);
    expect(at.bars.map(({ bar }) => bar)).toHaveLength(4);
    expect(quorum.predicted?.mean).toBeGreaterThan(0);
    expect(at.first?.method).toBe("Quorum, first runs");
    expect(said).toHaveLength(1);
    const { run } = tests.count();
    expect(await evaluation(wanted, [])).toEqual(found);
    expect(tests.count().run).toBe(run);
    expect(reportText(found)).toContain("p = 0.8, 4 decisions");
    expect(reportText(found)).toContain("right answers in several forms on a third of the tasks");
    expect(reportText(found)).toMatch(/\npredicted error .*; 0 decided by ballots of a runoff\n/);
  },
);

it("believes what lessons taught, in first runs what is usual", { timeout: busyMs }, async () => {
  const many = tasks.map(({ entry }) => ({ forms: 1, wrong: entry.wrong.length }));
  const { quorum, first } = await evaluate({
    tasks,
    desk,
    tests,
    models: ["book"],
    lessons: Array.from({ length: 16 }, (_, i) => `lesson ${i}`),
    seeds: ["a"],
    modelOf(task, seed) {
      const world = worldsOf(0.95, seed, many, "one")[tasks.indexOf(task)];
      if (!world) throw new Error(`${task.id} is not among the tasks`);
      return drawnModel(task, world, seed);
    },
  });
  expect(first?.predicted?.mean).toBeGreaterThan(0);
  expect(quorum.predicted?.mean).not.toBe(first?.predicted?.mean);
});

it("says which languages are left out, and why", async () => {
  const none = { run: () => Promise.resolve({ kind: "unavailable", because: "gone" } as const) };
  const { missing } = await toolsFor(["python"], none);
  expect(missing).toEqual([
    { language: "python", because: "`python3 --version` does not run: gone" },
  ]);
  const found = await evaluation(
    { ...wanted, tasks: [], answers: { kind: "book", p: [], forms: "one" } },
    missing,
  );
  expect(reportText(found)).toContain("LEFT OUT: python, for `python3 --version` does not run");
});
