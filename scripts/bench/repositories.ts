// Packages as repositories: the trees that the benches let answers be written into.
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { parsePath, type Entry, type Path, type Tree } from "../../src/core/tree.ts";

const bytesMax = 600_000;
const manifests = /^(?:package\.json|go\.mod|Cargo\.toml|setup\.py|pyproject\.toml|.*\.gemspec)$/;

/** The folder that a file's package is: what was unpacked, or the nearest one with a manifest. */
export function packageOf(file: string): string {
  const unpacked = /^.*\/(?:node_modules\/(?:@[^/]+\/)?|debian\/|npm\/)[^/]+/.exec(file)?.[0];
  if (unpacked !== undefined) return unpacked;
  for (let at = dirname(file); at.length > 1; at = dirname(at)) {
    if (readdirSync(at).some((name) => manifests.test(name))) return at;
  }
  return dirname(dirname(file));
}

const trees = new Map<string, Tree>();

/** A package as a repository; names that would make it vendored, built or a test are changed. */
export function treeOf(folder: string): Tree {
  const known = trees.get(folder);
  if (known) return known;
  const tree = new Map<Path, Entry>();
  const walk = (at: string): void => {
    for (const name of readdirSync(at)) {
      const file = join(at, name);
      const stats = statSync(file, { throwIfNoEntry: false });
      if (stats?.isDirectory() && name !== "node_modules" && tree.size < 8000) walk(file);
      const path = pathIn(folder, file);
      if (!stats?.isFile() || stats.size > bytesMax || path === null) continue;
      tree.set(path, { mode: "100644", content: readFileSync(file, "utf8") });
    }
  };
  if (existsSync(folder)) walk(folder);
  trees.set(folder, tree);
  return tree;
}

/** A file's path in its package. */
export const pathIn = (folder: string, file: string): Path | null =>
  parsePath(
    file
      .slice(folder.length + 1)
      .replace(/(?<=^|\/)(?:node_modules|dist|build|out|vendor|third_party)(?=\/)/g, "code"),
  );
