// Turns what happened to an issue, a pull request or a check into the webhooks that GitHub sends.
import type { JsonObject } from "./json.ts";
import { presentCheckRun, presentSuite, runsOf } from "./present/check.ts";
import { presentComment, presentIssue, presentLabel, presentReview } from "./present/issue.ts";
import { presentPull, presentPullShort } from "./present/pull.ts";
import { readCommit } from "./objects.ts";
import type {
  Actor,
  CheckRun,
  Comment,
  Issue,
  Label,
  Pull,
  Repository,
  Review,
  Suite,
} from "./store.ts";
import type { World } from "./world.ts";

/** Everything that a webhook of a repository needs besides its own subject. */
export interface Scene {
  readonly world: World;
  readonly repository: Repository;
  readonly actor: Actor;
}

function send(scene: Scene, name: string, action: string, payload: JsonObject): void {
  const { world, repository, actor } = scene;
  world.emit({ name, action, repository, actor, payload, only: null });
}

/** `issues`, or `pull_request` where the number belongs to a pull request. */
export async function issueEvent(
  scene: Scene,
  issue: Issue,
  action: string,
  more: JsonObject = {},
): Promise<void> {
  if (issue.pull) return await pullEvent(scene, issue.pull, action, more);
  const shown = presentIssue(scene.world, scene.repository, issue);
  send(scene, "issues", action, { issue: shown, ...more });
}

export const labelEvent = (
  scene: Scene,
  issue: Issue,
  action: "labeled" | "unlabeled",
  label: Label,
): Promise<void> =>
  issueEvent(scene, issue, action, {
    label: presentLabel(scene.world, scene.repository, label),
  });

export function commentEvent(
  scene: Scene,
  comment: Comment,
  action: "created" | "edited" | "deleted",
  more: JsonObject = {},
): void {
  const { world, repository } = scene;
  send(scene, "issue_comment", action, {
    issue: presentIssue(world, repository, comment.issue),
    comment: presentComment(world, repository, comment),
    ...more,
  });
}

export async function pullEvent(
  scene: Scene,
  pull: Pull,
  action: string,
  more: JsonObject = {},
): Promise<void> {
  const { world, repository } = scene;
  const shown = await presentPull(world, repository, pull);
  send(scene, "pull_request", action, { number: pull.issue.number, pull_request: shown, ...more });
  await world.ci?.pullChanged(repository, pull.issue.number, action);
}

export function reviewEvent(
  scene: Scene,
  pull: Pull,
  review: Review,
  action: "submitted" | "dismissed",
): void {
  const { world, repository } = scene;
  const shown = presentReview(world, repository, pull.issue, review);
  send(scene, "pull_request_review", action, {
    review: { ...shown, state: review.state.toLowerCase() },
    pull_request: presentPullShort(world, repository, pull),
  });
}

export function checkRunEvent(scene: Scene, run: CheckRun, action: "created" | "completed"): void {
  const { world, repository } = scene;
  const suite = run.suite;
  const shown = presentCheckRun(world, repository, run);
  const within: JsonObject = {
    id: suite.id,
    head_branch: suite.headBranch,
    head_sha: suite.headSha,
    status: suite.status,
    conclusion: suite.conclusion,
    before: suite.before,
    after: suite.headSha,
  };
  send(scene, "check_run", action, { check_run: { ...shown, check_suite: within } });
}

/** A request for a suite goes to its own app only. */
export async function suiteEvent(
  scene: Scene,
  suite: Suite,
  action: "requested" | "completed",
): Promise<void> {
  const { world, repository, actor } = scene;
  const head = await readCommit(repository.dir, suite.headSha);
  if (head === null) return;
  const { repository: _, ...shown } = presentSuite(world, repository, suite, head);
  world.emit({
    name: "check_suite",
    action,
    repository,
    actor,
    payload: {
      check_suite: { ...shown, latest_check_runs_count: runsOf(repository, suite).length },
    },
    only: action === "requested" ? suite.app : null,
  });
}
