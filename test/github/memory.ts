// A repository port in memory and the webhooks about it, for tests that look at what was decided.
import { ok } from "../../src/core/kernel.ts";
import { parsePath, type Entry, type Path, type Tree } from "../../src/core/tree.ts";
import type { Repository } from "../../src/engine/ports.ts";
import { shaOf } from "./world.ts";

export function treeOf(files: Readonly<Record<string, string | Uint8Array>>): Tree {
  const tree = new Map<Path, Entry>();
  for (const [name, content] of Object.entries(files)) {
    const path = parsePath(name);
    if (path === null) throw new Error(`no path: ${name}`);
    tree.set(path, { mode: "100644", content });
  }
  return tree;
}

export interface FakeRepository extends Repository {
  /** Marker to body; one comment for each. */
  readonly comments: Map<string, string>;
}

export function fakeRepository(more: Partial<Repository> = {}): FakeRepository {
  const comments = new Map<string, string>();
  const unused = (): never => {
    throw new Error("not expected here");
  };
  return {
    comments,
    head: () => Promise.resolve(shaOf("a")),
    tree: () => Promise.resolve(treeOf({ "src/a.ts": "a" })),
    createBranch: unused,
    commit: unused,
    propose: unused,
    pull: unused,
    describe: unused,
    close: unused,
    checks: unused,
    merge: () => Promise.resolve(ok(shaOf("b"))),
    check: unused,
    openIssue: unused,
    comment(_issue, marker, body) {
      comments.set(marker, body);
      return Promise.resolve(comments.size);
    },
    ...more,
  };
}

const installation = { id: 5 };
const repository = { id: 42, name: "hello", owner: { login: "octo" }, default_branch: "main" };
const time = "2026-11-24T12:00:00Z";
export const ann = { id: 9, login: "ann", type: "User" };

export const issueBody = (more: object = {}) => ({
  id: 1001,
  number: 7,
  title: "Add slugify",
  body: "Please add slugify.",
  state: "open",
  updated_at: time,
  ...more,
});

export const labelBody = (name: string, issue: object = {}, more: object = {}) => ({
  action: "labeled",
  installation,
  repository,
  issue: issueBody(issue),
  label: { name },
  sender: ann,
  ...more,
});

export const commentBody = (body: string, id = 55, issue: object = {}, more: object = {}) => ({
  action: "created",
  installation,
  repository,
  issue: issueBody(issue),
  comment: { id, body, user: ann, created_at: time, performed_via_github_app: null },
  sender: ann,
  ...more,
});
