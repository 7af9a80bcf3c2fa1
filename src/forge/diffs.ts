// What lies between two commits: files, commits, and whether they merge.
import { isNear, straight } from "./ancestry.ts";
import { git, gitRun } from "./git.ts";
import { remembering } from "./remembering.ts";

export interface FileChange {
  readonly path: string;
  readonly before: string | null;
  readonly status: "added" | "removed" | "modified" | "renamed" | "copied" | "changed";
  readonly additions: number;
  readonly deletions: number;
  readonly sha: string | null;
}

const changed = remembering<FileChange[]>();
const base = remembering<string | null>();
const between = remembering<string[]>();
const merged = remembering<Merged>();

const kinds: Readonly<Record<string, FileChange["status"]>> = {
  A: "added",
  D: "removed",
  M: "modified",
  R: "renamed",
  C: "copied",
  T: "changed",
};

/** The files that differ between two commits or trees, renames found. */
export const changedFiles = (dir: string, from: string, to: string): Promise<FileChange[]> =>
  changed(dir, [from, to], () => readChanges(dir, from, to));

async function readChanges(dir: string, from: string, to: string): Promise<FileChange[]> {
  const args = ["diff-tree", "-r", "-M", "-z", "--raw", "--numstat", "--no-abbrev", from, to];
  const parts = (await git(dir, args)).split("\0");
  const files: Omit<FileChange, "additions" | "deletions">[] = [];
  let index = 0;
  for (; parts[index]?.startsWith(":");) {
    const [, , , after = "", status = "M"] = (parts[index] ?? "").split(" ");
    const letter = status.slice(0, 1);
    const twoPaths = letter === "R" || letter === "C";
    const first = parts[index + 1] ?? "";
    const path = twoPaths ? (parts[index + 2] ?? "") : first;
    index += twoPaths ? 3 : 2;
    const sha = letter === "D" ? null : after;
    files.push({ path, before: twoPaths ? first : null, status: kinds[letter] ?? "modified", sha });
  }
  const counts = readCounts(parts.slice(index));
  return files.map((file) => {
    const [additions = 0, deletions = 0] = counts.get(file.path) ?? [];
    return { ...file, additions, deletions };
  });
}

/** `--numstat -z`: "added\tdeleted\tpath"; for a rename an empty path and two more parts. */
function readCounts(parts: readonly string[]): Map<string, readonly [number, number]> {
  const counts = new Map<string, readonly [number, number]>();
  for (let index = 0; index < parts.length;) {
    const [added = "", deleted = "", path = ""] = (parts[index] ?? "").split("\t");
    const renamed = path === "" && parts[index] !== "";
    const name = renamed ? (parts[index + 2] ?? "") : path;
    if (name !== "") counts.set(name, [Number(added) || 0, Number(deleted) || 0]);
    index += renamed ? 3 : 1;
  }
  return counts;
}

/** @returns the best common ancestor, or null when histories are unrelated. */
export const mergeBase = (dir: string, a: string, b: string): Promise<string | null> =>
  base(dir, [a, b], async () => {
    if (await isNear(dir, a, b)) return a;
    if (await isNear(dir, b, a)) return b;
    const { code, out } = await gitRun(dir, ["merge-base", a, b]);
    return code === 0 ? out.toString("utf8").trim() : null;
  });

/** Hashes of the commits reachable from `to` but not from `from`, oldest first. */
export const commitsBetween = (dir: string, from: string, to: string): Promise<string[]> =>
  between(dir, [from, to], async () => {
    const near = await straight(dir, from, to);
    if (near !== null) return near;
    const text = await git(dir, ["rev-list", "--reverse", "--topo-order", to, `^${from}`]);
    return text === "" ? [] : text.split("\n");
  });

export type Merged =
  | { readonly kind: "clean"; readonly tree: string }
  | { readonly kind: "conflict"; readonly paths: readonly string[] };

/** Merges two commits in memory. Source: git-merge-tree, "--write-tree". */
export const mergeTrees = (dir: string, ours: string, theirs: string): Promise<Merged> =>
  merged(dir, [ours, theirs], () => merge(dir, ours, theirs));

async function merge(dir: string, ours: string, theirs: string): Promise<Merged> {
  const args = ["merge-tree", "--write-tree", "--name-only", "-z", "--no-messages", ours, theirs];
  const { code, out, err } = await gitRun(dir, args);
  const [tree = "", ...paths] = out.toString("utf8").split("\0");
  if (code === 0) return { kind: "clean", tree: tree.trim() };
  if (code === 1) return { kind: "conflict", paths: paths.filter((path) => path !== "") };
  if (/unrelated/i.test(err)) return { kind: "conflict", paths: [] };
  throw new Error(`git merge-tree failed (${code}): ${err.slice(0, 300)}`);
}
