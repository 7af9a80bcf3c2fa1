// Content that people push: files, folders and whole histories, as commits on a branch.
import { randomUUID } from "node:crypto";
import { rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Scene } from "./events.ts";
import { git } from "./git.ts";
import { personOf } from "./merging.ts";
import { writeBlob, writeCommit, writeTree } from "./objects.ts";
import { branchMoved } from "./pushes.ts";
import { moveRef, readBranch, readRef, resolveCommit } from "./refs.ts";
import { Refusal, unprocessable } from "./refusal.ts";
import type { TreeChange } from "./trees.ts";

/** Paths and their texts; null deletes, an object gives bytes or a mode. */
export type Files = Readonly<
  Record<
    string,
    | string
    | null
    | { readonly content: string | Uint8Array; readonly mode: "100644" | "100755" | "120000" }
  >
>;

export interface CommitOrder {
  readonly branch: string;
  readonly message: string;
  /** A branch, tag or hash that a new branch starts at; by default the default branch. */
  readonly from?: string;
  /** Replace the branch by force: the commit sits on `from` whatever the branch had. */
  readonly force?: boolean;
}

/** Commits files on top of a branch. @returns the hash that it now stands at. */
export async function commitFiles(scene: Scene, order: CommitOrder, files: Files): Promise<string> {
  const { dir } = scene.repository;
  const changes: TreeChange[] = [];
  for (const [path, file] of Object.entries(files)) {
    if (file === null) changes.push({ path, mode: "100644", sha: null });
    else if (typeof file === "string") {
      changes.push({ path, mode: "100644", sha: await writeBlob(dir, file) });
    } else changes.push({ path, mode: file.mode, sha: await writeBlob(dir, file.content) });
  }
  const { before, parent } = await standOf(scene, order);
  const tree = await writeTree(dir, parent, changes);
  if ("refused" in tree) throw unprocessable(tree.refused);
  return await commitTree(scene, order, { before, parent, tree: tree.sha });
}

/** Commits a folder as it is, without what its own .gitignore leaves out. */
export async function commitFolder(
  scene: Scene,
  order: CommitOrder,
  folder: string,
): Promise<string> {
  const { dir } = scene.repository;
  const index = join(dir, `index.${randomUUID()}`);
  const env = { GIT_INDEX_FILE: index, GIT_WORK_TREE: folder };
  try {
    await git(dir, ["read-tree", "--empty"], { env });
    await git(dir, ["--work-tree", folder, "-C", folder, "add", "--all", "."], { env });
    const tree = await git(dir, ["write-tree"], { env });
    return await commitTree(scene, order, { ...(await standOf(scene, order)), tree });
  } finally {
    await rm(index, { force: true });
  }
}

interface Stand {
  readonly before: string | null;
  readonly parent: string | null;
}

async function standOf(scene: Scene, order: CommitOrder): Promise<Stand> {
  const { dir, defaultBranch } = scene.repository;
  const before = await readBranch(dir, order.branch);
  if (before !== null && order.force !== true) return { before, parent: before };
  const from = order.from ?? defaultBranch;
  const parent = await resolveCommit(dir, from);
  if (parent === null && order.from !== undefined) throw new Refusal(404, `There is no ${from}`);
  return { before, parent };
}

async function commitTree(
  scene: Scene,
  { branch, message }: CommitOrder,
  { before, parent, tree }: Stand & { readonly tree: string },
): Promise<string> {
  const { dir } = scene.repository;
  const person = personOf(scene.actor.user, scene.world.now());
  const parents = parent === null ? [] : [parent];
  const after = await writeCommit(dir, {
    tree,
    parents,
    author: person,
    committer: person,
    message,
  });
  return await land(scene, branch, before, after);
}

async function land(
  scene: Scene,
  branch: string,
  before: string | null,
  after: string,
): Promise<string> {
  const moved = await moveRef(scene.repository.dir, `refs/heads/${branch}`, after, before);
  if (!moved) throw unprocessable(`${branch} cannot be moved to ${after}`);
  if (before !== after) await branchMoved(scene, { branch, before, after });
  return after;
}

/**
 * Copies a history from a repository on this machine onto the default branch; only reads it.
 * git reads nothing that another user owns unless a configuration file allows it: it runs none of
 * that repository's hooks here, so this one command may.
 */
export async function copyHistory(scene: Scene, from: string, ref: string): Promise<string> {
  const { dir, defaultBranch } = scene.repository;
  const landing = "refs/forge/incoming";
  const config = join(dir, `incoming.${randomUUID()}.gitconfig`);
  await writeFile(config, "[safe]\n\tdirectory = *\n");
  const quiet = ["--quiet", "--no-tags", "--no-write-fetch-head", "--end-of-options"];
  const args = ["fetch", ...quiet, resolve(from), `+${ref}:${landing}`];
  try {
    await git(dir, args, { fromFile: true, env: { GIT_CONFIG_GLOBAL: config } });
  } finally {
    await rm(config, { force: true });
  }
  const after = await readRef(dir, `${landing}^{commit}`);
  await git(dir, ["update-ref", "-d", landing]);
  if (after === null) throw unprocessable(`${ref} is no commit`);
  return await land(scene, defaultBranch, await readBranch(dir, defaultBranch), after);
}

/** Deletes a branch. */
export async function dropBranch(scene: Scene, branch: string): Promise<void> {
  const before = await readBranch(scene.repository.dir, branch);
  if (before === null) throw unprocessable("Reference does not exist");
  await moveRef(scene.repository.dir, `refs/heads/${branch}`, null, before);
  await branchMoved(scene, { branch, before, after: null });
}
