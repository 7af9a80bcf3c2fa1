// A repository as GitHub shows it: one form that satisfies every schema that asks for one.
import type { JsonObject } from "../json.ts";
import type { Repository } from "../store.ts";
import { htmlUrl, iso, nodeId, repositoryUrl, type World } from "../world.ts";
import { presentUser } from "./account.ts";

const paths: Readonly<Record<string, string>> = {
  archive: "/{archive_format}{/ref}",
  assignees: "/assignees{/user}",
  blobs: "/git/blobs{/sha}",
  branches: "/branches{/branch}",
  collaborators: "/collaborators{/collaborator}",
  comments: "/comments{/number}",
  commits: "/commits{/sha}",
  compare: "/compare/{base}...{head}",
  contents: "/contents/{+path}",
  contributors: "/contributors",
  deployments: "/deployments",
  downloads: "/downloads",
  events: "/events",
  forks: "/forks",
  git_commits: "/git/commits{/sha}",
  git_refs: "/git/refs{/sha}",
  git_tags: "/git/tags{/sha}",
  hooks: "/hooks",
  issue_comment: "/issues/comments{/number}",
  issue_events: "/issues/events{/number}",
  issues: "/issues{/number}",
  keys: "/keys{/key_id}",
  labels: "/labels{/name}",
  languages: "/languages",
  merges: "/merges",
  milestones: "/milestones{/number}",
  notifications: "/notifications{?since,all,participating}",
  pulls: "/pulls{/number}",
  releases: "/releases{/id}",
  stargazers: "/stargazers",
  statuses: "/statuses/{sha}",
  subscribers: "/subscribers",
  subscription: "/subscription",
  tags: "/tags",
  teams: "/teams",
  trees: "/git/trees{/sha}",
};

/** "full-repository", "repository", "minimal-repository" and "repository-webhooks" in one. */
export function presentRepository(world: World, one: Repository): JsonObject {
  const url = repositoryUrl(world, one);
  const html = htmlUrl(world, one);
  const open = [...one.issues.values()].filter((issue) => issue.state === "open").length;
  const links = Object.entries(paths).map(([key, path]) => [`${key}_url`, `${url}${path}`]);
  return {
    id: one.id,
    node_id: nodeId("Repository", one.id),
    name: one.name,
    full_name: `${one.owner.login}/${one.name}`,
    private: one.private,
    owner: presentUser(world, one.owner),
    html_url: html,
    description: null,
    fork: false,
    url,
    ...Object.fromEntries(links),
    git_url: html.replace(/^http/, "git"),
    ssh_url: `git@localhost:${one.owner.login}/${one.name}.git`,
    clone_url: `${html}.git`,
    svn_url: html,
    mirror_url: null,
    homepage: null,
    ...counts(open),
    language: null,
    has_issues: true,
    has_projects: false,
    has_downloads: false,
    has_wiki: false,
    has_pages: false,
    has_discussions: false,
    archived: false,
    disabled: false,
    license: null,
    allow_forking: false,
    is_template: false,
    web_commit_signoff_required: false,
    topics: [],
    visibility: one.private ? "private" : "public",
    default_branch: one.defaultBranch,
    allow_merge_commit: true,
    allow_squash_merge: true,
    allow_rebase_merge: true,
    allow_auto_merge: false,
    delete_branch_on_merge: false,
    created_at: iso(one.createdAt),
    updated_at: iso(one.pushedAt),
    pushed_at: iso(one.pushedAt),
  };
}

const counts = (open: number): JsonObject => ({
  size: 0,
  stargazers_count: 0,
  watchers_count: 0,
  watchers: 0,
  forks_count: 0,
  forks: 0,
  network_count: 0,
  subscribers_count: 0,
  open_issues_count: open,
  open_issues: open,
});
