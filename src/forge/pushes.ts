// What follows when a branch moves: webhooks, check suites, pull requests that follow, and the CI.
import { isAncestor } from "./ancestry.ts";
import { addSuite } from "./checks.ts";
import { commitsBetween } from "./diffs.ts";
import { pullEvent, suiteEvent, type Scene } from "./events.ts";
import { closeIssue, closeNamed, markClosed, note } from "./issues.ts";
import type { JsonObject } from "./json.ts";
import { readCommit, type Commit } from "./objects.ts";
import { noreply, presentPushed } from "./present/commit.ts";
import { readBranch } from "./refs.ts";
import type { Pull } from "./store.ts";
import { htmlUrl, type Push } from "./world.ts";

const zero = "0".repeat(40);
/** Source: GitHub docs, webhook `push`: at most 2048 commits are listed. */
const listedMax = 2048;

/** Tells everybody that a branch moved. The ref itself was moved before. */
export async function branchMoved(
  scene: Scene,
  push: Omit<Push, "repository" | "actor">,
): Promise<void> {
  const { world, repository, actor } = scene;
  const { branch, before, after } = push;
  repository.pushedAt = world.now();
  repository.moves.set(`refs/heads/${branch}`, { before, at: world.now() });
  if (before === null) {
    refEvent(scene, "create", branch, {
      master_branch: repository.defaultBranch,
      description: null,
    });
  }
  if (after === null) refEvent(scene, "delete", branch, {});
  const commits = await newCommits(scene, before, after);
  await pushEvent(scene, push, commits);
  if (after !== null) await requestSuites(scene, branch, before, after);
  for (const issue of repository.issues.values()) {
    const pull = issue.pull;
    if (pull === null || issue.state === "closed") continue;
    if (pull.headRef === branch) await followHead(scene, pull, before, after);
    else if (pull.baseRef === branch) await followBase(scene, pull, after);
  }
  if (branch === repository.defaultBranch) {
    await closeNamed(
      scene,
      commits.map((commit) => commit.message),
    );
  }
  if (after !== null) await world.ci?.pushed({ ...push, repository, actor });
}

function refEvent(scene: Scene, name: string, branch: string, more: JsonObject): void {
  const { world, repository, actor } = scene;
  const payload = { ref: branch, ref_type: "branch", pusher_type: "user", ...more };
  world.emit({ name, action: null, repository, actor, payload, only: null });
}

/** Oldest first; for a new branch, what the default branch does not have. */
async function newCommits(
  scene: Scene,
  before: string | null,
  after: string | null,
): Promise<Commit[]> {
  if (after === null) return [];
  const { dir, defaultBranch } = scene.repository;
  const from = before ?? (await readBranch(dir, defaultBranch));
  const shas = from === null || from === after ? [] : await commitsBetween(dir, from, after);
  const commits = await Promise.all(shas.slice(-listedMax).map((sha) => readCommit(dir, sha)));
  return commits.filter((commit) => commit !== null);
}

async function pushEvent(
  scene: Scene,
  push: Omit<Push, "repository" | "actor">,
  commits: readonly Commit[],
): Promise<void> {
  const { world, repository, actor } = scene;
  const { branch, before, after } = push;
  const head = after === null ? null : await readCommit(repository.dir, after);
  const forced =
    before !== null && after !== null && !(await isAncestor(repository.dir, before, after));
  const range = [before ?? zero, after ?? zero].map((sha) => sha.slice(0, 12)).join("...");
  const payload = {
    ref: `refs/heads/${branch}`,
    before: before ?? zero,
    after: after ?? zero,
    base_ref: null,
    created: before === null,
    deleted: after === null,
    forced,
    compare: `${htmlUrl(world, repository)}/compare/${range}`,
    commits: commits.map((one) => presentPushed(world, repository, one)),
    head_commit: head === null ? null : presentPushed(world, repository, head),
    pusher: { name: actor.user.login, email: noreply(actor.user) },
  };
  world.emit({ name: "push", action: null, repository, actor, payload, only: null });
}

/** GitHub makes a suite for every app that may write checks, whether or not it will use it. */
async function requestSuites(
  scene: Scene,
  branch: string,
  before: string | null,
  sha: string,
): Promise<void> {
  const { world, repository } = scene;
  for (const one of world.store.installations.values()) {
    if (!one.repositories.has(repository) || one.permissions["checks"] !== "write") continue;
    if (one.app.webhookUrl === null) continue;
    const known = [...repository.suites.values()];
    if (known.some((suite) => suite.app === one.app && suite.headSha === sha)) continue;
    const suite = addSuite(scene, one.app, { sha, branch, before });
    await suiteEvent(scene, suite, "requested");
  }
}

async function followHead(
  scene: Scene,
  pull: Pull,
  before: string | null,
  after: string | null,
): Promise<void> {
  if (after === null) return await closeIssue(scene, pull.issue, null);
  pull.headSha = after;
  pull.baseSha = (await readBranch(scene.repository.dir, pull.baseRef)) ?? pull.baseSha;
  pull.issue.updatedAt = scene.world.now();
  await pullEvent(scene, pull, "synchronize", { before: before ?? zero, after });
}

/** A head that arrived in its base by another way counts as merged; a base that went closes. */
async function followBase(scene: Scene, pull: Pull, after: string | null): Promise<void> {
  if (after === null) return await closeIssue(scene, pull.issue, null);
  if (!(await isAncestor(scene.repository.dir, pull.headSha, after))) return;
  markMerged(scene, pull, after);
  await pullEvent(scene, pull, "closed");
}

export function markMerged(scene: Scene, pull: Pull, commit: string): void {
  pull.mergedAt = scene.world.now();
  pull.mergedBy = scene.actor.user;
  pull.mergeCommit = commit;
  note(scene, pull.issue, "merged");
  markClosed(scene, pull.issue, null);
}
