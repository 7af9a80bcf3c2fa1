// Merging by git: real merge, squash and rebase commits, landed by compare-and-swap.
import { isAncestor } from "./ancestry.ts";
import { commitsBetween, mergeTrees } from "./diffs.ts";
import { pullEvent, type Scene } from "./events.ts";
import { closeNamed } from "./issues.ts";
import { readCommit, writeCommit, type Commit, type Person } from "./objects.ts";
import { noreply } from "./present/commit.ts";
import { branchMoved, markMerged } from "./pushes.ts";
import { moveRef, readBranch } from "./refs.ts";
import { Refusal, notFound, unprocessable } from "./refusal.ts";
import type { Pull, User } from "./store.ts";

export type Method = "merge" | "squash" | "rebase";

export interface MergeOrder {
  readonly method: Method;
  /** The head that the caller saw; null to take any. */
  readonly sha: string | null;
  readonly title: string | null;
  readonly message: string | null;
}

const notMergeable = (): Refusal => new Refusal(405, "Pull Request is not mergeable");

export const personOf = (user: User, at: number): Person => ({
  name: user.login,
  email: noreply(user),
  at,
});

const committer = (at: number): Person => ({ name: "GitHub", email: "noreply@github.com", at });

/**
 * Merges a pull request.
 * @returns the hash that the base branch now stands at. Throws 405 when it cannot be merged, 409
 * when head or base is not what it was.
 */
export async function mergePull(scene: Scene, pull: Pull, order: MergeOrder): Promise<string> {
  const { dir } = scene.repository;
  if (pull.issue.state !== "open") throw notMergeable();
  if (pull.draft) throw new Refusal(405, "Pull Request is still a draft");
  if (order.sha !== null && order.sha !== pull.headSha) {
    throw new Refusal(409, "Head branch was modified. Review and try the merge again.");
  }
  const base = await readBranch(dir, pull.baseRef);
  if (base === null) throw notMergeable();
  const commit = await landing(scene, pull, base, order);
  if (!(await moveRef(dir, `refs/heads/${pull.baseRef}`, commit, base))) {
    throw new Refusal(409, "Base branch was modified. Review and try the merge again.");
  }
  pull.baseSha = base;
  markMerged(scene, pull, commit);
  await branchMoved(scene, { branch: pull.baseRef, before: base, after: commit });
  await pullEvent(scene, pull, "closed");
  if (pull.baseRef === scene.repository.defaultBranch) {
    await closeNamed(scene, [pull.issue.body ?? ""]);
  }
  return commit;
}

async function landing(scene: Scene, pull: Pull, base: string, order: MergeOrder): Promise<string> {
  if (order.method === "rebase") return await rebase(scene, pull, base);
  const { dir, owner } = scene.repository;
  const merged = await mergeTrees(dir, base, pull.headSha);
  if (merged.kind === "conflict") throw notMergeable();
  const { number, title } = pull.issue;
  const squash = order.method === "squash";
  const subject = squash
    ? `${title} (#${number})`
    : `Merge pull request #${number} from ${owner.login}/${pull.headRef}`;
  const rest = order.message ?? (squash ? await squashed(scene, base, pull.headSha) : title);
  const now = scene.world.now();
  return await writeCommit(dir, {
    tree: merged.tree,
    parents: squash ? [base] : [base, pull.headSha],
    author: personOf(squash ? pull.issue.author.user : scene.actor.user, now),
    committer: committer(now),
    message: [order.title ?? subject, rest].filter((text) => text !== "").join("\n\n"),
  });
}

/** The messages that a squash puts together; a single commit leaves its body. */
async function squashed(scene: Scene, base: string, head: string): Promise<string> {
  const commits = await commitsOf(scene, base, head);
  const [only] = commits;
  if (only !== undefined && commits.length === 1) {
    return only.message.split("\n").slice(1).join("\n").trim();
  }
  return commits.map((commit) => `* ${commit.message.trim()}`).join("\n\n");
}

async function commitsOf(scene: Scene, base: string, head: string): Promise<Commit[]> {
  const { dir } = scene.repository;
  const shas = await commitsBetween(dir, base, head);
  const commits = await Promise.all(shas.map((sha) => readCommit(dir, sha)));
  return commits.filter((commit) => commit !== null);
}

/**
 * Puts each commit of the head onto the base. git 2.39 cannot be told a merge base, so the commit
 * under it gets the picked commit's parent as its own: then that parent is the base.
 */
async function rebase(scene: Scene, pull: Pull, base: string): Promise<string> {
  const { dir } = scene.repository;
  const now = scene.world.now();
  let tip = base;
  for (const commit of await commitsOf(scene, base, pull.headSha)) {
    const [parent] = commit.parents;
    const onto = await readCommit(dir, tip);
    if (parent === undefined || commit.parents.length > 1 || onto === null) {
      throw new Refusal(405, "This branch can't be rebased");
    }
    const stand = await writeCommit(dir, { ...onto, parents: [parent], message: "rebase" });
    const merged = await mergeTrees(dir, stand, commit.sha);
    if (merged.kind === "conflict") throw new Refusal(405, "This branch can't be rebased");
    tip = await writeCommit(dir, {
      tree: merged.tree,
      parents: [tip],
      author: commit.author,
      committer: committer(now),
      message: commit.message,
    });
  }
  return tip;
}

/**
 * Merges a commit into a branch by a merge commit.
 * @returns the new commit, or null when there was nothing to merge. Throws 404, or 409 on conflict.
 */
export async function mergeInto(
  scene: Scene,
  branch: string,
  head: string,
  message: string,
): Promise<string | null> {
  const { dir } = scene.repository;
  const before = await readBranch(dir, branch);
  if (before === null) throw notFound();
  if (await isAncestor(dir, head, before)) return null;
  const merged = await mergeTrees(dir, before, head);
  if (merged.kind === "conflict") throw new Refusal(409, "Merge conflict");
  const now = scene.world.now();
  const after = await writeCommit(dir, {
    tree: merged.tree,
    parents: [before, head],
    author: personOf(scene.actor.user, now),
    committer: committer(now),
    message,
  });
  if (!(await moveRef(dir, `refs/heads/${branch}`, after, before))) {
    throw new Refusal(409, "Merge conflict");
  }
  await branchMoved(scene, { branch, before, after });
  return after;
}

/** Brings the base branch into the head of a pull request. */
export async function updateBranch(
  scene: Scene,
  pull: Pull,
  expected: string | null,
): Promise<void> {
  if (expected !== null && expected !== pull.headSha) {
    throw unprocessable("expected head sha didn't match current head ref.");
  }
  const base = await readBranch(scene.repository.dir, pull.baseRef);
  if (base === null) throw notFound();
  const message = `Merge branch '${pull.baseRef}' into ${pull.headRef}`;
  const merged = await mergeInto(scene, pull.headRef, base, message).catch((error: unknown) => {
    if (error instanceof Refusal && error.status === 409) {
      throw unprocessable("merge conflict between base and head");
    }
    throw error;
  });
  if (merged === null) throw unprocessable("There are no new commits on the base branch.");
}
