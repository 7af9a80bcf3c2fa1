// A test file of the repository that shows how tests are written there.
import type { Step } from "../plan/plan.ts";
import { textAt, type Path, type Tree } from "../tree.ts";
import type { Datum } from "./envelope.ts";

const linesMax = 40;
const charsMax = 2400;

/** The start of the test file nearest to the one that the step writes; [] when there is none. */
export function exampleFor(
  step: Step,
  sources: { readonly tree: Tree; isTest(path: Path): boolean },
): Datum[] {
  const own = step.target.path;
  let best: { readonly path: Path; readonly text: string } | null = null;
  let bestScore = -1;
  for (const path of sources.tree.keys()) {
    if (path === own || !sources.isTest(path)) continue;
    const score = nearness(own, path);
    if (score <= bestScore) continue;
    const text = textAt(sources.tree, path);
    if (text === null || text.trim() === "") continue;
    [best, bestScore] = [{ path, text }, score];
  }
  if (!best) return [];
  const shown = best.text.slice(0, charsMax).split("\n").slice(0, linesMax);
  return [[`how tests are written here: ${best.path}`, shown]];
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
