// The tree that a verification runs: the candidate's, with what judges it as the base has it.
import { isTestPath, protectedPath } from "../redflag/paths.ts";
import type { Entry, Path, Tree } from "../tree.ts";

export interface Protected {
  readonly tree: Tree;
  /** Paths that the candidate wrote, deleted or added and must not have; sorted. */
  readonly restored: readonly Path[];
}

/**
 * Takes tests, fixtures, test and build configuration, CI and lock files back to the base's copy:
 * changed ones are put back, deleted ones return, added ones vanish. The tests of the unit's own
 * test steps stay, unless their path steers tools or CI (research/security-reliability.md S11).
 * @param elected paths that the unit's test steps write.
 */
export function protect(base: Tree, candidate: Tree, elected: readonly Path[]): Protected {
  const own = new Set(elected);
  const guarded = (path: Path): boolean =>
    protectedPath(path) || (isTestPath(path) && !own.has(path));
  const paths = new Set([...base.keys(), ...candidate.keys()]);
  const restored = [...paths]
    .filter((path) => guarded(path) && !same(base.get(path), candidate.get(path)))
    .sort();
  if (restored.length === 0) return { tree: candidate, restored };
  const tree = new Map(candidate);
  for (const path of restored) {
    const entry = base.get(path);
    if (entry === undefined) tree.delete(path);
    else tree.set(path, entry);
  }
  return { tree, restored };
}

function same(one: Entry | undefined, other: Entry | undefined): boolean {
  if (one === other) return true;
  if (one === undefined || other === undefined || one.mode !== other.mode) return false;
  const [a, b] = [one.content, other.content];
  if (typeof a === "string" || typeof b === "string") return a === b;
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}
