// Pull requests: opened, edited, reviewed, with the refusals that GitHub gives.
import { isAncestor } from "./ancestry.ts";
import { mergeBase } from "./diffs.ts";
import { pullEvent, reviewEvent, type Scene } from "./events.ts";
import { addIssue, checkBody, closeIssue, reopenIssue } from "./issues.ts";
import { readBranch } from "./refs.ts";
import { invalid, unprocessable } from "./refusal.ts";
import { same, type Pull, type Repository, type Review } from "./store.ts";
import { id } from "./world.ts";

export interface PullDraft {
  readonly title: string;
  readonly head: string;
  readonly base: string;
  readonly body: string | null;
  readonly draft: boolean;
}

export interface PullEdit {
  readonly title?: string | undefined;
  readonly body?: string | null | undefined;
  readonly state?: "open" | "closed" | undefined;
  readonly base?: string | undefined;
}

export const openPulls = (repository: Repository): Pull[] =>
  [...repository.issues.values()]
    .filter((issue) => issue.state === "open")
    .flatMap((issue) => issue.pull ?? []);

/** `branch` or `owner:branch`; this forge has no forks. */
export function headBranch(repository: Repository, head: string): string | null {
  const colon = head.indexOf(":");
  if (colon < 0) return head;
  return same(head.slice(0, colon), repository.owner.login) ? head.slice(colon + 1) : null;
}

/** Throws GitHub's 422s: unknown branches, nothing between them, already proposed. */
export async function openPull(scene: Scene, draft: PullDraft): Promise<Pull> {
  const { world, repository } = scene;
  if (draft.title.trim() === "") throw invalid("PullRequest", "title", "missing_field");
  checkBody("PullRequest", draft.body);
  const { branch, head, base } = await ends(repository, draft);
  if (openPulls(repository).some((one) => one.headRef === branch && one.baseRef === draft.base)) {
    const label = `${repository.owner.login}:${branch}`;
    const message = `A pull request already exists for ${label}.`;
    throw invalid("PullRequest", "head", "custom", message);
  }
  const issue = addIssue(scene, draft.title, draft.body);
  const pull: Pull = {
    id: id(world),
    issue,
    headRef: branch,
    headSha: head,
    baseRef: draft.base,
    baseSha: base,
    draft: draft.draft,
    mergedAt: null,
    mergedBy: null,
    mergeCommit: null,
    reviews: [],
  };
  issue.pull = pull;
  await pullEvent(scene, pull, "opened");
  return pull;
}

async function ends(
  repository: Repository,
  draft: { readonly head: string; readonly base: string },
): Promise<{ branch: string; head: string; base: string }> {
  const branch = headBranch(repository, draft.head);
  const head = branch === null ? null : await readBranch(repository.dir, branch);
  if (branch === null || head === null) throw invalid("PullRequest", "head", "invalid");
  const base = await readBranch(repository.dir, draft.base);
  if (base === null) throw invalid("PullRequest", "base", "invalid");
  if (await isAncestor(repository.dir, head, base)) {
    const message = `No commits between ${draft.base} and ${branch}`;
    throw invalid("PullRequest", "head", "custom", message);
  }
  if ((await mergeBase(repository.dir, base, head)) === null) {
    const message = `The ${branch} branch has no history in common with ${draft.base}`;
    throw invalid("PullRequest", "base", "custom", message);
  }
  return { branch, head, base };
}

export async function editPull(scene: Scene, pull: Pull, edit: PullEdit): Promise<void> {
  const { issue } = pull;
  if (edit.title !== undefined && edit.title.trim() === "") {
    throw invalid("PullRequest", "title", "missing_field");
  }
  checkBody("PullRequest", edit.body);
  const rebased = edit.base !== undefined && edit.base !== pull.baseRef ? edit.base : null;
  const base =
    rebased === null ? null : await ends(scene.repository, { head: pull.headRef, base: rebased });
  const title = edit.title ?? issue.title;
  const body = edit.body === undefined ? issue.body : edit.body;
  const changes = {
    ...(title === issue.title ? {} : { title: { from: issue.title } }),
    ...(body === issue.body ? {} : { body: { from: issue.body ?? "" } }),
    ...(base === null
      ? {}
      : { base: { ref: { from: pull.baseRef }, sha: { from: pull.baseSha } } }),
  };
  issue.title = title;
  issue.body = body;
  if (rebased !== null && base !== null) {
    pull.baseRef = rebased;
    pull.baseSha = base.base;
  }
  issue.updatedAt = scene.world.now();
  if (Object.keys(changes).length > 0) await pullEvent(scene, pull, "edited", { changes });
  if (edit.state === "closed") await closeIssue(scene, issue, null);
  if (edit.state === "open" && issue.state === "closed") await reopenPull(scene, pull);
}

async function reopenPull(scene: Scene, pull: Pull): Promise<void> {
  const { dir } = scene.repository;
  const head = await readBranch(dir, pull.headRef);
  if (head === null) throw unprocessable("The head branch of the pull request was deleted.");
  if ((await readBranch(dir, pull.baseRef)) === null) {
    throw unprocessable("The base branch of the pull request was deleted.");
  }
  if (!(await isAncestor(dir, pull.headSha, head))) {
    throw unprocessable(`The ${pull.headRef} branch was force-pushed or recreated.`);
  }
  pull.headSha = head;
  await reopenIssue(scene, pull.issue);
}

export async function markReady(scene: Scene, pull: Pull): Promise<void> {
  if (!pull.draft) return;
  pull.draft = false;
  pull.issue.updatedAt = scene.world.now();
  await pullEvent(scene, pull, "ready_for_review");
}

const states = {
  APPROVE: "APPROVED",
  REQUEST_CHANGES: "CHANGES_REQUESTED",
  COMMENT: "COMMENTED",
} as const;
export type ReviewEvent = keyof typeof states;

/** Nobody approves their own pull request or requests changes on it. */
export function addReview(
  scene: Scene,
  pull: Pull,
  event: ReviewEvent,
  body: string,
  commit?: string,
): Review {
  const { world, actor } = scene;
  if (actor.user === pull.issue.author.user && event !== "COMMENT") {
    const act = event === "APPROVE" ? "approve" : "request changes on";
    throw unprocessable(`Can not ${act} your own pull request`);
  }
  if (event !== "APPROVE" && body.trim() === "") {
    throw unprocessable(`A review that is a ${event} needs a body.`);
  }
  const review: Review = {
    id: id(world),
    author: actor,
    body,
    state: states[event],
    commit: commit ?? pull.headSha,
    submittedAt: world.now(),
  };
  pull.reviews.push(review);
  reviewEvent(scene, pull, review, "submitted");
  return review;
}

export function dismissReview(scene: Scene, pull: Pull, review: Review): void {
  if (review.state !== "APPROVED" && review.state !== "CHANGES_REQUESTED") {
    throw unprocessable("Can not dismiss a review that neither approves nor requests changes");
  }
  review.state = "DISMISSED";
  reviewEvent(scene, pull, review, "dismissed");
}
