// The tasks of the evaluation: what each must bring along, and a part of what is said of them, run.
import { beforeAll, describe, expect, it } from "vitest";
import { voteKey } from "../../src/core/patch/key.ts";
import { parsePath } from "../../src/core/tree.ts";
import { toolsFor } from "../../src/eval/evaluation.ts";
import { languages } from "../../src/eval/kits.ts";
import { openOutcomes } from "../../src/eval/outcomes.ts";
import { halves, readTasks, type Task } from "../../src/eval/task.ts";
import { passes, verdictOn } from "../../src/eval/verdicts.ts";
import { openPlain } from "../../src/sandbox/plain.ts";
import { openSyntax } from "../../src/syntax/open.ts";

const syntax = await openSyntax();
const read = readTasks();
const tasks = read.ok ? read.value : [];

function keyOf(task: Task, text: string): string {
  const [name = "", symbol = ""] = task.place.split("#");
  const path = parsePath(name);
  if (path === null) throw new Error(`${name} is no path`);
  const target = { kind: "symbol", path, symbol, ordinal: 0 } as const;
  const step = { kind: "code", target, task: "", signatureMayChange: false } as const;
  return voteKey(task.written(text.trimEnd()), [], step, syntax);
}

describe("the tasks", () => {
  it("can all be read", () => {
    expect(read.ok ? [] : read.error).toEqual([]);
  });

  it("are at least 30 in all languages, some of them on code of packages", () => {
    expect(tasks.length).toBeGreaterThanOrEqual(30);
    const counts = languages.map((name) => tasks.filter((t) => t.language === name).length);
    expect(Math.min(...counts)).toBeGreaterThanOrEqual(5);
    expect(tasks.filter((task) => task.source !== null).length).toBeGreaterThanOrEqual(10);
    expect(new Set(tasks.map((task) => task.id)).size).toBe(tasks.length);
  });

  it.each(tasks)("$id has answers enough, all different", ({ entry, old }) => {
    const texts = [...entry.right, ...entry.wrong].map((answer) => answer.text);
    expect(entry.right.length).toBeGreaterThanOrEqual(3);
    expect(entry.wrong.length).toBeGreaterThanOrEqual(4);
    expect(new Set([...texts, old]).size).toBe(texts.length + 1);
  });

  it("have wrong answers of which a third pass the visible tests", () => {
    const wrong = tasks.flatMap((task) => task.entry.wrong);
    const visible = wrong.filter((answer) => answer.visible).length;
    expect(visible / wrong.length).toBeGreaterThanOrEqual(1 / 3);
    expect(visible / wrong.length).toBeLessThanOrEqual(0.4);
  });

  it("have right answers that no vote key sees as one, in a third of each half", () => {
    for (const half of halves) {
      const own = tasks.filter((task) => task.half === half);
      const many = own.map(({ forms }) => new Set(forms).size);
      expect(many.filter((n) => n >= 2).length / own.length).toBeGreaterThanOrEqual(1 / 3);
      expect(many.filter((n) => n >= 3).length).toBeGreaterThanOrEqual(1);
    }
  });

  it.each(tasks)("$id has a vote key for each form, and others for mistakes", (task) => {
    const { entry, forms } = task;
    const keys = entry.right.map(({ text }) => keyOf(task, text));
    const first = forms.map((form) => keys[forms.indexOf(form)]);
    expect(keys).toEqual(first);
    expect(new Set(keys).size).toBe(new Set(forms).size);
    expect(entry.wrong.filter(({ text }) => keys.includes(keyOf(task, text)))).toEqual([]);
  });

  it("are halved evenly by language and by whose code they are on", () => {
    const groups = [
      tasks,
      ...languages.map((name) => tasks.filter(({ language }) => language === name)),
      tasks.filter(({ source }) => source !== null),
      tasks.filter(({ source }) => source === null),
    ];
    for (const group of groups) {
      const own = group.filter(({ half }) => half === "development");
      expect(Math.abs(2 * own.length - group.length)).toBeLessThanOrEqual(1);
    }
  });

  it("keep their held-back tests out of the repository, the issue and every answer", () => {
    for (const task of tasks) {
      const answers = [...task.entry.right, ...task.entry.wrong].map((answer) => answer.text);
      const trees = ["", ...answers].map((text) => task.written(text));
      const texts = trees.flatMap((tree) => [...tree.values()].map(({ content }) => content));
      expect(trees.some((tree) => tree.has(task.held.path))).toBe(false);
      expect([...texts, ...answers, task.issue.body].join("\n")).not.toContain("held");
    }
  });
});

/** A machine that is busy with other things takes its time. */
const busyMs = 120_000;
const named = ["javascript/clamp", "python/median", "c/gcd"];

describe("what is said of the answers", () => {
  const sandbox = openPlain({});
  const tests = openOutcomes(sandbox, () => "", null);
  let some: readonly Task[] = [];
  let missing: readonly string[] = [];

  beforeAll(async () => {
    const tools = await toolsFor(languages, sandbox);
    missing = tools.missing.map(({ language }) => language);
    some = tasks.filter((task) => named.includes(task.id) && tools.versions.has(task.command));
  }, busyMs);

  it("is what tests say where they are run", { timeout: busyMs }, async () => {
    expect(missing).not.toContain("javascript");
    const said = some.map(async (task) => {
      const { right, wrong } = task.entry;
      const rights = await Promise.all(right.map((one) => verdictOn(one.text, task, tests)));
      const wrongs = await Promise.all(wrong.map((one) => verdictOn(one.text, task, tests)));
      const base = await passes(task.tree, task, tests);
      return { id: task.id, base, rights, wrongs };
    });
    const claimed = some.map(({ id, entry: { right, wrong } }) => ({
      id,
      base: true,
      rights: right.map(() => ({ visible: true, held: true })),
      wrongs: wrong.map(({ visible }) => ({ visible, held: false })),
    }));
    expect(await Promise.all(said)).toEqual(claimed);
  });
});
