// The simulated GitHub: its true state, its history, and lagging views of both. Knows no Quorum.
import { sha, type Sha } from "../core/kernel.ts";
import type { Tree } from "../core/tree.ts";
import { treeDigest } from "../engine/trees.ts";
import { hash } from "./random.ts";

export interface Commit {
  readonly sha: Sha;
  readonly tree: Tree;
  readonly parents: readonly Sha[];
  readonly by: "quorum" | "person";
}

export interface Pull {
  readonly number: number;
  readonly branch: string;
  readonly base: string;
  readonly createdAt: number;
  state: "open" | "closed" | "merged";
  mergeCommit: Sha | null;
  /** The head that was merged. */
  mergedHead: Sha | null;
  /** Where the base stood just before the merge. */
  mergedOnto: Sha | null;
  changesRequestedBy: string[];
  approvedBy: string[];
}

export interface Comment {
  readonly id: number;
  readonly issue: number;
  readonly createdAt: number;
  body: string;
}

/** An issue that Quorum opened itself. */
export interface Issue {
  readonly number: number;
  readonly createdAt: number;
  readonly body: string;
}

/** Everything that happened, in order: what violations are computed from. */
export type Happening =
  | {
      readonly kind: "ref";
      readonly at: number;
      readonly branch: string;
      readonly from: Sha | null;
      readonly to: Sha;
      readonly by: "quorum" | "person";
    }
  | {
      readonly kind: "pull";
      readonly at: number;
      readonly number: number;
      readonly branch: string;
      readonly base: string;
    }
  | {
      readonly kind: "merge";
      readonly at: number;
      readonly number: number;
      readonly head: Sha;
      readonly onto: Sha;
      readonly commit: Sha;
    }
  | { readonly kind: "comment"; readonly at: number; readonly id: number; readonly issue: number };

export interface Hub {
  readonly commits: Map<Sha, Commit>;
  readonly pulls: Pull[];
  readonly comments: Comment[];
  readonly issues: Issue[];
  readonly history: Happening[];
  /** Trees that CI ran on, by commit, with its verdict. */
  readonly ci: Map<Sha, { readonly at: number; readonly green: boolean }>;
  branch(name: string, now: number): Sha | null;
  branches(): ReadonlyMap<string, Sha>;
  commit(tree: Tree, parents: readonly Sha[], by: Commit["by"]): Sha;
  /** Moves or creates a branch when it stands at `expected`; false otherwise. */
  move(name: string, expected: Sha | null, to: Sha, now: number, by: Commit["by"]): boolean;
}

/** @param lagMs reads see the state of this long ago. */
export function hub(lagMs: number): Hub {
  const commits = new Map<Sha, Commit>();
  const refs = new Map<string, { at: number; to: Sha }[]>();
  const history: Happening[] = [];
  let serial = 0;
  const truth = (name: string): Sha | null => refs.get(name)?.at(-1)?.to ?? null;

  return {
    commits,
    pulls: [],
    comments: [],
    issues: [],
    history,
    ci: new Map(),
    branch(name, now) {
      const moves = refs.get(name) ?? [];
      for (let i = moves.length - 1; i >= 0; i -= 1) {
        const move = moves[i];
        if (move && move.at + lagMs <= now) return move.to;
      }
      return null;
    },
    branches: () =>
      new Map(
        [...refs].flatMap(([name, m]) => (m.at(-1) ? [[name, m.at(-1)?.to ?? sha("")]] : [])),
      ),
    commit(tree, parents, by) {
      serial += 1;
      const digest = treeDigest(tree).slice(0, 24);
      const tail = (hash(`${parents.join()}${serial}`) >>> 0).toString(16).padStart(8, "0");
      const id = sha(`${digest}${tail}${(serial % 0xffffffff).toString(16).padStart(8, "0")}`);
      commits.set(id, { sha: id, tree, parents, by });
      return id;
    },
    move(name, expected, to, now, by) {
      const from = truth(name);
      if (from !== expected) return false;
      const moves = refs.get(name) ?? [];
      moves.push({ at: now, to });
      refs.set(name, moves);
      history.push({ kind: "ref", at: now, branch: name, from, to, by });
      return true;
    },
  };
}

/** Where a branch truly stands, without lag. */
export const standsAt = (github: Hub, name: string): Sha | null =>
  github.branches().get(name) ?? null;
