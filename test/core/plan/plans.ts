// Plans to vary in tests, as JSON values, and a repository to judge them by.
import { defaultConfig } from "../../../src/core/config/config.ts";
import type { PlanFrame } from "../../../src/core/plan/frame.ts";
import { parsePlan } from "../../../src/core/plan/parse.ts";
import type { Plan } from "../../../src/core/plan/plan.ts";
import { parsePath, type Entry, type Path, type Tree } from "../../../src/core/tree.ts";

export function treeOf(files: Readonly<Record<string, string>>): Tree {
  const tree = new Map<Path, Entry>();
  for (const [name, content] of Object.entries(files)) {
    const path = parsePath(name);
    if (path === null) throw new Error(`not a path: ${name}`);
    tree.set(path, { mode: "100644", content });
  }
  return tree;
}

const requirement = (id: string, priority: "must" | "should") => ({
  id,
  ears: "The library shall work.",
  quote: "it shall work",
  priority,
  kind: "functional" as const,
  acceptance: [
    { id: `${id}.A1`, method: "inspection" as const, given: "", when: "", expected: "it works" },
  ],
  measure: null,
});

export const frame: PlanFrame = {
  requirements: [requirement("R1", "must"), requirement("R2", "should")],
  limits: defaultConfig.limits,
  parts: false,
  tree: treeOf({
    "src/a.ts": "export function f() {}\n",
    "src/b.ts": "export function g() {}\n",
    "test/a.test.ts": "",
    "package.json": "{}",
  }),
  isProtected: (path) => path === "package.json" || path.startsWith(".github/"),
  isTest: (path) => path.startsWith("test/"),
  symbolExists: (path, symbol, ordinal) =>
    ordinal === 0 && ["src/a.ts#f", "src/b.ts#g"].includes(`${path}#${symbol}`),
};

export const symbolStep = (path: string, symbol: string) => ({
  kind: "code",
  target: { kind: "symbol", path, symbol },
  task: `Change ${symbol}.`,
});
export const addition = (path: string, symbol: string) => ({
  kind: "code",
  target: { kind: "addition", path, symbol },
  task: `Add ${symbol}.`,
});
export const fileStep = (path: string, kind = "code") => ({
  kind,
  target: { kind: "file", path },
  task: `Write ${path}.`,
});
export const unit = (n: number, steps: readonly unknown[], needs: readonly string[] = []) => ({
  id: `u${n}`,
  title: `Unit ${n}`,
  requirements: ["R1"],
  needs,
  steps,
});

/** The plan, or an error that lists its mistakes. */
export function planOf(units: readonly unknown[], within: PlanFrame = frame): Plan {
  const read = parsePlan({ units }, within);
  if (!read.ok) throw new Error(read.error.join("\n"));
  return read.value;
}

export function mistakesOf(units: readonly unknown[], within = frame): readonly string[] {
  const read = parsePlan({ units }, within);
  return read.ok ? [] : read.error;
}
