// An index of a repository at one commit: which files speak of something, define it or use it.
import type { Path } from "../tree.ts";
import { positionOf, wordsOf, type Facts } from "./facts.ts";
import { nameHash } from "./words.ts";

export interface Indexed<P extends string = Path> {
  readonly path: P;
  readonly facts: Facts;
  /** The words of the path. */
  readonly named: Facts;
}

/** In the order of the tree. Facts are shared between commits; a new commit costs only a list. */
export interface Index<P extends string = Path> {
  readonly files: readonly Indexed<P>[];
  /** How many of them are known by their path alone, since all together were too much to read. */
  readonly unread: number;
}

export const indexOf = <P extends string>(
  files: Iterable<readonly [P, Facts]>,
  unread = 0,
): Index<P> => ({
  files: Array.from(files, ([path, facts]) => ({ path, facts, named: wordsOf(path) })),
  unread,
});

/** Files that may define a name; equal hashes are possible, so look before believing. */
export function defining(index: Index, name: string): readonly Path[] {
  const hash = nameHash(name);
  return index.files.flatMap((f) => (positionOf(hash, f.facts.defines) < 0 ? [] : [f.path]));
}

/** Files that may use a name in code, calls and types among it. */
export function using(index: Index, name: string): readonly Path[] {
  const hash = nameHash(name);
  return index.files.flatMap((f) => (positionOf(hash, f.facts.uses) < 0 ? [] : [f.path]));
}
