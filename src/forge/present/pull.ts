// Pull requests as GitHub shows them, in the short form of lists and the long form of one.
import { changedFiles, commitsBetween, mergeBase, mergeTrees } from "../diffs.ts";
import type { JsonObject } from "../json.ts";
import { readBranch } from "../refs.ts";
import type { Pull, Repository } from "../store.ts";
import { htmlUrl, iso, isoOrNull, nodeId, repositoryUrl, type World } from "../world.ts";
import { presentUser } from "./account.ts";
import { associationOf, presentLabel } from "./issue.ts";
import { presentRepository } from "./repository.ts";

/** "pull-request-simple". */
export function presentPullShort(world: World, repository: Repository, pull: Pull): JsonObject {
  const { issue } = pull;
  const root = repositoryUrl(world, repository);
  const url = `${root}/pulls/${issue.number}`;
  const issueUrl = `${root}/issues/${issue.number}`;
  const html = `${htmlUrl(world, repository)}/pull/${issue.number}`;
  const links = linksOf(root, url, issueUrl, html, pull.headSha);
  return {
    url,
    id: pull.id,
    node_id: nodeId("PullRequest", pull.id),
    html_url: html,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    issue_url: issueUrl,
    commits_url: `${url}/commits`,
    review_comments_url: `${url}/comments`,
    review_comment_url: `${root}/pulls/comments{/number}`,
    comments_url: `${issueUrl}/comments`,
    statuses_url: `${root}/statuses/${pull.headSha}`,
    number: issue.number,
    state: issue.state,
    locked: false,
    title: issue.title,
    user: presentUser(world, issue.author.user),
    body: issue.body,
    labels: issue.labels.map((label) => ({
      ...presentLabel(world, repository, label),
      description: label.description ?? "",
    })),
    milestone: null,
    active_lock_reason: null,
    created_at: iso(issue.createdAt),
    updated_at: iso(issue.updatedAt),
    closed_at: isoOrNull(issue.closedAt),
    merged_at: isoOrNull(pull.mergedAt),
    merge_commit_sha: pull.mergeCommit,
    assignee: null,
    assignees: [],
    requested_reviewers: [],
    requested_teams: [],
    head: side(world, repository, pull.headRef, pull.headSha),
    base: side(world, repository, pull.baseRef, pull.baseSha),
    _links: links,
    author_association: associationOf(repository, issue.author),
    auto_merge: null,
    draft: pull.draft,
  };
}

const side = (world: World, repository: Repository, ref: string, sha: string): JsonObject => ({
  label: `${repository.owner.login}:${ref}`,
  ref,
  sha,
  user: presentUser(world, repository.owner),
  repo: presentRepository(world, repository),
});

const linksOf = (
  root: string,
  url: string,
  issueUrl: string,
  html: string,
  head: string,
): JsonObject => ({
  self: { href: url },
  html: { href: html },
  issue: { href: issueUrl },
  comments: { href: `${issueUrl}/comments` },
  review_comments: { href: `${url}/comments` },
  review_comment: { href: `${root}/pulls/comments{/number}` },
  commits: { href: `${url}/commits` },
  statuses: { href: `${root}/statuses/${head}` },
});

/** "pull-request", the long form. */
export async function presentPull(
  world: World,
  repository: Repository,
  pull: Pull,
): Promise<JsonObject> {
  const figures = await figuresOf(repository, pull);
  const open = pull.issue.state === "open";
  const comments = [...repository.comments.values()].filter((one) => one.issue === pull.issue);
  return {
    ...presentPullShort(world, repository, pull),
    merged: pull.mergedAt !== null,
    mergeable: open ? figures.mergeable : null,
    rebaseable: open ? figures.mergeable : null,
    mergeable_state: !open ? "unknown" : stateOf(pull, figures.mergeable),
    merged_by: pull.mergedBy === null ? null : presentUser(world, pull.mergedBy),
    comments: comments.length,
    review_comments: 0,
    maintainer_can_modify: false,
    commits: figures.commits,
    additions: figures.additions,
    deletions: figures.deletions,
    changed_files: figures.files,
  };
}

const stateOf = (pull: Pull, mergeable: boolean): string =>
  mergeable ? (pull.draft ? "draft" : "clean") : "dirty";

interface Figures {
  readonly mergeable: boolean;
  readonly commits: number;
  readonly additions: number;
  readonly deletions: number;
  readonly files: number;
}

async function figuresOf(repository: Repository, pull: Pull): Promise<Figures> {
  const { dir } = repository;
  const live = pull.mergedAt === null ? await readBranch(dir, pull.baseRef) : null;
  const base = live ?? pull.baseSha;
  const from = (await mergeBase(dir, base, pull.headSha)) ?? base;
  const [files, commits, merged] = await Promise.all([
    changedFiles(dir, from, pull.headSha),
    commitsBetween(dir, base, pull.headSha),
    mergeTrees(dir, base, pull.headSha),
  ]);
  return {
    mergeable: merged.kind === "clean",
    commits: commits.length,
    additions: files.reduce((sum, file) => sum + file.additions, 0),
    deletions: files.reduce((sum, file) => sum + file.deletions, 0),
    files: files.length,
  };
}
