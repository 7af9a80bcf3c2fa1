// Issues, labels, comments and reviews as GitHub shows them.
import type { JsonObject } from "../json.ts";
import {
  levelOf,
  type Actor,
  type Comment,
  type Issue,
  type IssueEvent,
  type Label,
  type Repository,
  type Review,
} from "../store.ts";
import { htmlUrl, iso, isoOrNull, nodeId, repositoryUrl, type World } from "../world.ts";
import { presentApp, presentUser } from "./account.ts";

/** How close the author stands to the repository. */
export function associationOf(repository: Repository, author: Actor): string {
  if (author.user.id === repository.owner.id) return "OWNER";
  return repository.levels.has(author.user.id) && levelOf(repository, author.user) !== "none"
    ? "COLLABORATOR"
    : "NONE";
}

export const reactions = (url: string): JsonObject => ({
  url: `${url}/reactions`,
  total_count: 0,
  "+1": 0,
  "-1": 0,
  laugh: 0,
  hooray: 0,
  confused: 0,
  heart: 0,
  rocket: 0,
  eyes: 0,
});

/** "label". */
export const presentLabel = (world: World, repository: Repository, label: Label): JsonObject => ({
  id: label.id,
  node_id: nodeId("Label", label.id),
  url: `${repositoryUrl(world, repository)}/labels/${encodeURIComponent(label.name)}`,
  name: label.name,
  color: label.color,
  default: false,
  description: label.description,
});

const via = (world: World, author: Actor): JsonObject | null =>
  author.app === null ? null : presentApp(world, author.app);

/** Where an issue or the pull request with its number is shown to people. */
export const issuePage = (world: World, repository: Repository, issue: Issue): string =>
  `${htmlUrl(world, repository)}/${issue.pull ? "pull" : "issues"}/${issue.number}`;

/** "issue". */
export function presentIssue(world: World, repository: Repository, issue: Issue): JsonObject {
  const root = repositoryUrl(world, repository);
  const url = `${root}/issues/${issue.number}`;
  const comments = [...repository.comments.values()].filter((one) => one.issue === issue).length;
  return {
    url,
    repository_url: root,
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    html_url: issuePage(world, repository, issue),
    id: issue.id,
    node_id: nodeId("Issue", issue.id),
    number: issue.number,
    title: issue.title,
    user: presentUser(world, issue.author.user),
    labels: issue.labels.map((label) => presentLabel(world, repository, label)),
    state: issue.state,
    state_reason: issue.stateReason,
    locked: false,
    active_lock_reason: null,
    assignee: null,
    assignees: [],
    milestone: null,
    comments,
    created_at: iso(issue.createdAt),
    updated_at: iso(issue.updatedAt),
    closed_at: isoOrNull(issue.closedAt),
    closed_by: issue.closedBy === null ? null : presentUser(world, issue.closedBy),
    author_association: associationOf(repository, issue.author),
    body: issue.body,
    reactions: reactions(url),
    timeline_url: `${url}/timeline`,
    performed_via_github_app: via(world, issue.author),
    ...(issue.pull
      ? { pull_request: pullLinks(world, repository, issue, issue.pull.mergedAt) }
      : {}),
  };
}

function pullLinks(
  world: World,
  repository: Repository,
  issue: Issue,
  mergedAt: number | null,
): JsonObject {
  const html = issuePage(world, repository, issue);
  return {
    url: `${repositoryUrl(world, repository)}/pulls/${issue.number}`,
    html_url: html,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    merged_at: isoOrNull(mergedAt),
  };
}

/** "issue-event-for-issue". */
export function presentIssueEvent(
  world: World,
  repository: Repository,
  one: IssueEvent,
): JsonObject {
  const { label } = one;
  return {
    id: one.id,
    node_id: nodeId("IssueEvent", one.id),
    url: `${repositoryUrl(world, repository)}/issues/events/${one.id}`,
    actor: presentUser(world, one.actor.user),
    event: one.event,
    commit_id: null,
    commit_url: null,
    created_at: iso(one.at),
    performed_via_github_app: via(world, one.actor),
    ...(label === null ? {} : { label: { name: label.name, color: label.color } }),
    ...(one.rename === null ? {} : { rename: { ...one.rename } }),
  };
}

/** "issue-comment". */
export function presentComment(world: World, repository: Repository, one: Comment): JsonObject {
  const root = repositoryUrl(world, repository);
  const url = `${root}/issues/comments/${one.id}`;
  return {
    url,
    html_url: `${issuePage(world, repository, one.issue)}#issuecomment-${one.id}`,
    issue_url: `${root}/issues/${one.issue.number}`,
    id: one.id,
    node_id: nodeId("IssueComment", one.id),
    user: presentUser(world, one.author.user),
    created_at: iso(one.createdAt),
    updated_at: iso(one.updatedAt),
    author_association: associationOf(repository, one.author),
    body: one.body,
    reactions: reactions(url),
    performed_via_github_app: via(world, one.author),
  };
}

/** "pull-request-review". Webhooks write the state in lower case. */
export function presentReview(
  world: World,
  repository: Repository,
  issue: Issue,
  review: Review,
): JsonObject {
  const html = `${issuePage(world, repository, issue)}#pullrequestreview-${review.id}`;
  const pull = `${repositoryUrl(world, repository)}/pulls/${issue.number}`;
  return {
    id: review.id,
    node_id: nodeId("PullRequestReview", review.id),
    user: presentUser(world, review.author.user),
    body: review.body,
    state: review.state,
    html_url: html,
    pull_request_url: pull,
    _links: { html: { href: html }, pull_request: { href: pull } },
    submitted_at: iso(review.submittedAt),
    updated_at: iso(review.submittedAt),
    commit_id: review.commit,
    author_association: associationOf(repository, review.author),
  };
}
