// What a child run changed, carried onto the parent's line as it stands now: exactly or not at all.
import { no, ok, type Result } from "../core/kernel.ts";
import { isChild } from "../core/plan/plan.ts";
import { isTestPath } from "../core/redflag/paths.ts";
import type { Run } from "../core/run/state.ts";
import type { Change, Entry, Path, Tree } from "../core/tree.ts";

type Same = (a: Entry, b: Entry) => boolean;

/**
 * @param base the tree that the child began on. @param made the tree that it came to.
 * @returns the changes against `onto`; an error when a file that the child wrote was changed there
 * in another way meanwhile.
 */
export function carried(
  base: Tree,
  made: Tree,
  onto: Tree,
  same: Same,
): Result<readonly Change[], string> {
  const alike = (a: Entry | undefined, b: Entry | undefined): boolean =>
    a === undefined || b === undefined ? a === b : a === b || same(a, b);
  const changes: Change[] = [];
  for (const path of new Set([...base.keys(), ...made.keys()])) {
    const [before, after, there] = [base.get(path), made.get(path), onto.get(path)];
    if (alike(before, after) || alike(there, after)) continue;
    if (!alike(there, before)) {
      return no(`${path} was changed on the line while the child run wrote it too`);
    }
    changes.push({ path, entry: after ?? null });
  }
  return ok(changes);
}

/** The test files that a unit's elected steps wrote; of a child, that its units' steps did. */
export function electedTests(run: Run, i: number, changes: readonly Change[]): readonly Path[] {
  const unit = run.plan.units[i];
  if (unit === undefined) return [];
  if (isChild(unit)) return changes.map(({ path }) => path).filter(isTestPath);
  return unit.steps.filter((s) => s.kind === "test").map((s) => s.target.path);
}
