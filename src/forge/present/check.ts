// Check runs, check suites and commit statuses as GitHub shows them.
import type { JsonObject } from "../json.ts";
import type { Commit } from "../objects.ts";
import type { CheckRun, Repository, Status, Suite } from "../store.ts";
import { htmlUrl, iso, isoOrNull, nodeId, repositoryUrl, type World } from "../world.ts";
import { presentApp, presentUser } from "./account.ts";
import { presentSimpleCommit } from "./commit.ts";
import { presentRepository } from "./repository.ts";

/** Open pull requests whose head is this commit, as "pull-request-minimal". */
function pullsAt(world: World, repository: Repository, sha: string): JsonObject[] {
  const url = repositoryUrl(world, repository);
  const repo: JsonObject = { id: repository.id, url, name: repository.name };
  return [...repository.issues.values()]
    .flatMap((issue) => issue.pull ?? [])
    .filter((pull) => pull.headSha === sha && pull.issue.state === "open")
    .map((pull) => ({
      id: pull.id,
      number: pull.issue.number,
      url: `${url}/pulls/${pull.issue.number}`,
      head: { ref: pull.headRef, sha: pull.headSha, repo },
      base: { ref: pull.baseRef, sha: pull.baseSha, repo },
    }));
}

/** "check-run". */
export function presentCheckRun(world: World, repository: Repository, run: CheckRun): JsonObject {
  const url = `${repositoryUrl(world, repository)}/check-runs/${run.id}`;
  const html = `${htmlUrl(world, repository)}/runs/${run.id}`;
  return {
    id: run.id,
    name: run.name,
    node_id: nodeId("CheckRun", run.id),
    head_sha: run.suite.headSha,
    external_id: run.externalId,
    url,
    html_url: html,
    details_url: run.detailsUrl ?? html,
    status: run.status,
    conclusion: run.conclusion,
    started_at: iso(run.startedAt),
    completed_at: isoOrNull(run.completedAt),
    output: {
      title: run.output.title,
      summary: run.output.summary,
      text: run.output.text,
      annotations_count: run.output.annotations,
      annotations_url: `${url}/annotations`,
    },
    check_suite: { id: run.suite.id },
    app: presentApp(world, run.suite.app),
    pull_requests: pullsAt(world, repository, run.suite.headSha),
  };
}

export const runsOf = (repository: Repository, suite: Suite): CheckRun[] =>
  [...repository.runs.values()].filter((run) => run.suite === suite);

/** "check-suite". */
export function presentSuite(
  world: World,
  repository: Repository,
  suite: Suite,
  head: Commit,
): JsonObject {
  const url = `${repositoryUrl(world, repository)}/check-suites/${suite.id}`;
  return {
    id: suite.id,
    node_id: nodeId("CheckSuite", suite.id),
    head_branch: suite.headBranch,
    head_sha: suite.headSha,
    status: suite.status,
    conclusion: suite.conclusion,
    url,
    before: suite.before,
    after: suite.headSha,
    pull_requests: pullsAt(world, repository, suite.headSha),
    app: presentApp(world, suite.app),
    created_at: iso(suite.createdAt),
    updated_at: iso(suite.updatedAt),
    rerequestable: true,
    runs_rerequestable: true,
    latest_check_runs_count: runsOf(repository, suite).length,
    check_runs_url: `${url}/check-runs`,
    head_commit: presentSimpleCommit(head),
    repository: presentRepository(world, repository),
  };
}

/** "simple-commit-status", and with its creator "status". */
export function presentStatus(world: World, repository: Repository, one: Status): JsonObject {
  return {
    url: `${repositoryUrl(world, repository)}/statuses/${one.sha}`,
    avatar_url: `${world.url}/avatars/${one.author.user.id}`,
    id: one.id,
    node_id: nodeId("StatusContext", one.id),
    state: one.state,
    description: one.description,
    target_url: one.targetUrl,
    context: one.context,
    created_at: iso(one.createdAt),
    updated_at: iso(one.createdAt),
    creator: presentUser(world, one.author.user),
  };
}
