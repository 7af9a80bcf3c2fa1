// A file of the repository that shows how a new one is written there.
import { isVendored } from "../context/places.ts";
import type { Step } from "../plan/plan.ts";
import { textAt, type Path, type Tree } from "../tree.ts";
import type { Datum } from "./envelope.ts";

/** Tests are much alike; of code only the way it begins is. */
const [linesOfTest, linesOfCode] = [40, 15] as const;
const [charsOfTest, charsOfCode] = [2000, 700] as const;

/** The start of the file of the step's kind that is nearest to its path; [] when there is none. */
export function exampleFor(
  step: Step,
  sources: { readonly tree: Tree; isTest(path: Path): boolean },
): Datum[] {
  const own = step.target.path;
  const test = step.kind === "test";
  let best: { readonly path: Path; readonly text: string } | null = null;
  let bestScore = test ? -1 : 99;
  for (const path of sources.tree.keys()) {
    if (path === own || sources.isTest(path) !== test || isVendored(path)) continue;
    const score = nearness(own, path);
    if (score <= bestScore) continue;
    const text = textAt(sources.tree, path);
    if (text === null || text.trim() === "") continue;
    [best, bestScore] = [{ path, text }, score];
  }
  if (!best) return [];
  const [charsMax, linesMax] = test ? [charsOfTest, linesOfTest] : [charsOfCode, linesOfCode];
  const shown = best.text.slice(0, charsMax).split("\n").slice(0, linesMax);
  return [[`how ${test ? "tests are" : "a file is"} written here: ${best.path}`, shown]];
}

/** The same extension first, then folders in common. */
function nearness(own: string, other: string): number {
  const extension = extensionOf(own) === extensionOf(other) ? 100 : 0;
  const [a, b] = [own.split("/"), other.split("/")];
  let common = 0;
  while (common < a.length - 1 && a[common] === b[common]) common += 1;
  return extension + common;
}

const extensionOf = (path: string): string => path.slice(path.lastIndexOf("."));
