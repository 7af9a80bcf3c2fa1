// Verdicts on trees of a task: its visible tests, and those that are held back.
import type { Tree } from "../core/tree.ts";
import { readReport } from "../core/verify/report.ts";
import type { Sandbox } from "../core/verify/sandboxing.ts";
import type { Task } from "./task.ts";

export interface Verdict {
  readonly visible: boolean;
  readonly held: boolean;
}

const limitMs = 60_000;

/** Throws where nothing could be run: no verdict is made up. */
export async function passes(tree: Tree, task: Task, tests: Sandbox): Promise<boolean> {
  const outcome = await tests.run({ tree, command: task.command, limitMs });
  if (outcome.kind === "unavailable") throw new Error(`${task.id}: ${outcome.because}`);
  if (outcome.kind === "limit" || outcome.code !== 0) return false;
  const report = readReport(outcome.output);
  return report.complete && [...report.tests.values()].every((status) => status === "passed");
}

/** Whether a tree does what the task asks for, as only the held-back tests know. */
export const solves = (tree: Tree, task: Task, tests: Sandbox): Promise<boolean> => {
  const { path, text } = task.held;
  return passes(new Map([...tree, [path, { mode: "100644", content: text }]]), task, tests);
};

export async function verdictOn(text: string, task: Task, tests: Sandbox): Promise<Verdict> {
  const tree = task.written(text);
  const visible = await passes(tree, task, tests);
  return { visible, held: visible && (await solves(tree, task, tests)) };
}
