// Commits and file changes as GitHub shows them.
import type { FileChange } from "../diffs.ts";
import type { JsonObject } from "../json.ts";
import type { Commit, Person } from "../objects.ts";
import { same, type Repository, type User } from "../store.ts";
import { htmlUrl, iso, nodeId, repositoryUrl, type World } from "../world.ts";
import { presentUser } from "./account.ts";

/** The address that GitHub gives to somebody who keeps theirs private. */
export const noreply = (user: User): string => `${user.id}+${user.login}@users.noreply.github.com`;

/** Whom an address of a commit belongs to, or null. */
export function userByEmail(world: World, email: string): User | null {
  for (const user of world.store.users.values()) if (same(noreply(user), email)) return user;
  return null;
}

const unsigned: JsonObject = {
  verified: false,
  reason: "unsigned",
  signature: null,
  payload: null,
  verified_at: null,
};

const person = ({ name, email, at }: Person): JsonObject => ({ name, email, date: iso(at) });

const account = (world: World, { email }: Person): JsonObject | null => {
  const user = userByEmail(world, email);
  return user === null ? null : presentUser(world, user);
};

/** "git-commit". */
export function presentGitCommit(world: World, repository: Repository, commit: Commit): JsonObject {
  const url = repositoryUrl(world, repository);
  const html = htmlUrl(world, repository);
  return {
    sha: commit.sha,
    node_id: nodeId("Commit", commit.sha),
    url: `${url}/git/commits/${commit.sha}`,
    html_url: `${html}/commit/${commit.sha}`,
    author: person(commit.author),
    committer: person(commit.committer),
    message: commit.message,
    tree: { sha: commit.tree, url: `${url}/git/trees/${commit.tree}` },
    parents: commit.parents.map((sha) => ({
      sha,
      url: `${url}/git/commits/${sha}`,
      html_url: `${html}/commit/${sha}`,
    })),
    verification: unsigned,
  };
}

/** "commit". */
export function presentCommit(world: World, repository: Repository, commit: Commit): JsonObject {
  const url = repositoryUrl(world, repository);
  const html = htmlUrl(world, repository);
  return {
    sha: commit.sha,
    node_id: nodeId("Commit", commit.sha),
    url: `${url}/commits/${commit.sha}`,
    html_url: `${html}/commit/${commit.sha}`,
    comments_url: `${url}/commits/${commit.sha}/comments`,
    commit: {
      url: `${url}/git/commits/${commit.sha}`,
      author: person(commit.author),
      committer: person(commit.committer),
      message: commit.message,
      comment_count: 0,
      tree: { sha: commit.tree, url: `${url}/git/trees/${commit.tree}` },
      verification: unsigned,
    },
    author: account(world, commit.author),
    committer: account(world, commit.committer),
    parents: commit.parents.map((sha) => ({
      sha,
      url: `${url}/commits/${sha}`,
      html_url: `${html}/commit/${sha}`,
    })),
  };
}

/** A commit as `push` and `check_suite` webhooks carry it. */
export const presentPushed = (world: World, repository: Repository, one: Commit): JsonObject => ({
  id: one.sha,
  tree_id: one.tree,
  distinct: true,
  message: one.message,
  timestamp: iso(one.committer.at),
  url: `${htmlUrl(world, repository)}/commit/${one.sha}`,
  author: { name: one.author.name, email: one.author.email },
  committer: { name: one.committer.name, email: one.committer.email },
  added: [],
  removed: [],
  modified: [],
});

/** "simple-commit". */
export const presentSimpleCommit = (one: Commit): JsonObject => ({
  id: one.sha,
  tree_id: one.tree,
  message: one.message,
  timestamp: iso(one.committer.at),
  author: { name: one.author.name, email: one.author.email },
  committer: { name: one.committer.name, email: one.committer.email },
});

/** "diff-entry". */
export function presentFile(
  world: World,
  repository: Repository,
  at: string,
  file: FileChange,
): JsonObject {
  const path = file.path.split("/").map(encodeURIComponent).join("/");
  const html = htmlUrl(world, repository);
  return {
    sha: file.sha,
    filename: file.path,
    status: file.status,
    additions: file.additions,
    deletions: file.deletions,
    changes: file.additions + file.deletions,
    blob_url: `${html}/blob/${at}/${path}`,
    raw_url: `${html}/raw/${at}/${path}`,
    contents_url: `${repositoryUrl(world, repository)}/contents/${path}?ref=${at}`,
    ...(file.before === null ? {} : { previous_filename: file.before }),
  };
}
