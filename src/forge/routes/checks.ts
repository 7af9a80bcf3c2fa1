// Routes of check runs, check suites and commit statuses.
import { z } from "zod";
import { reads, writes } from "../access.ts";
import { addRun, editRun, suiteFor, type CheckEdit } from "../checks.ts";
import type { Scene } from "../events.ts";
import { readCommit } from "../objects.ts";
import { presentCheckRun, presentStatus, presentSuite } from "../present/check.ts";
import { presentCommit } from "../present/commit.ts";
import { presentRepository } from "../present/repository.ts";
import { listRefs, resolveCommit } from "../refs.ts";
import { Refusal, forbidden, notFound, unprocessable } from "../refusal.ts";
import { answer, numberIn, page, reading, writing, type Route, type Seen } from "../route.ts";
import type { CheckRun, Repository, Status } from "../store.ts";
import { id, iso, repositoryUrl, visible } from "../world.ts";

const at = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));
/** Source: GitHub's description of "checks/create": limits of the output. */
const long = z.string().max(65_535);
const output = z
  .object({
    title: z.string().optional(),
    summary: long.optional(),
    text: long.optional(),
    annotations: z.array(z.unknown()).max(50).optional(),
  })
  .transform((one) => ({
    ...(one.title === undefined ? {} : { title: one.title }),
    ...(one.summary === undefined ? {} : { summary: one.summary }),
    ...(one.text === undefined ? {} : { text: one.text }),
    annotations: one.annotations?.length ?? 0,
  }));
const fields = {
  details_url: z.string().optional(),
  external_id: z.string().optional(),
  status: z.enum(["queued", "in_progress", "completed"]).optional(),
  conclusion: z
    .enum(["success", "failure", "neutral", "cancelled", "skipped", "timed_out", "action_required"])
    .optional(),
  started_at: at.optional(),
  completed_at: at.optional(),
  output: output.optional(),
  actions: z.array(z.unknown()).max(3).optional(),
};
const created = z.object({ name: z.string().min(1), head_sha: z.string(), ...fields });
const edited = z.object({ name: z.string().min(1).optional(), ...fields });

const editOf = (input: z.output<typeof edited>): CheckEdit => ({
  name: input.name,
  externalId: input.external_id,
  detailsUrl: input.details_url,
  status: input.status,
  conclusion: input.conclusion,
  startedAt: input.started_at,
  completedAt: input.completed_at,
  output: input.output,
});

function runIn(repository: Repository, params: Readonly<Record<string, string>>): CheckRun {
  const run = repository.runs.get(numberIn(params, "check_run_id"));
  if (run === undefined) throw notFound();
  return run;
}

async function shaIn({ repository, params }: Seen, name = "ref"): Promise<string> {
  const text = params[name] ?? "";
  const sha = await resolveCommit(repository.dir, text);
  if (sha === null) throw unprocessable(`No commit found for SHA: ${text}`);
  return sha;
}

/** `latest` leaves the newest run of each name in a suite. */
function runsAt(request: Seen, sha: string): CheckRun[] {
  const { world, repository, query } = request;
  const all = [...repository.runs.values()]
    .filter((run) => run.suite.headSha === sha && visible(world, run.createdAt))
    .filter((run) => (query.get("check_name") ?? run.name) === run.name)
    .filter((run) => (query.get("status") ?? run.status) === run.status)
    .filter((run) => Number(query.get("app_id") ?? run.suite.app.id) === run.suite.app.id)
    .reverse();
  if (query.get("filter") === "all") return all;
  return all.filter(
    (run, index) =>
      all.findIndex((one) => one.suite === run.suite && one.name === run.name) === index,
  );
}

const runRoutes: readonly Route[] = [
  writing("POST /repos/{owner}/{repo}/check-runs", writes("checks"), created, async (doing) => {
    const { world, repository, actor, input } = doing;
    if (actor.app === null) {
      throw new Refusal(403, "You must authenticate via a GitHub App.");
    }
    const head = await readCommit(repository.dir, input.head_sha);
    if (head === null) throw unprocessable(`No commit found for SHA: ${input.head_sha}`);
    const suite = suiteFor(doing, actor.app, input.head_sha);
    const run = await addRun(doing, suite, input.name, editOf(input));
    return answer(presentCheckRun(world, repository, run), 201);
  }),
  reading("/repos/{owner}/{repo}/check-runs/{check_run_id}", reads("checks"), (request) => {
    const { world, repository, params } = request;
    return answer(presentCheckRun(world, repository, runIn(repository, params)));
  }),
  writing(
    "PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}",
    writes("checks"),
    edited,
    async (doing) => {
      const { world, repository, params, input, actor } = doing;
      if (actor.app === null) throw forbidden();
      const run = runIn(repository, params);
      await editRun(doing, run, editOf(input));
      return answer(presentCheckRun(world, repository, run));
    },
  ),
  reading("/repos/{owner}/{repo}/commits/{ref}/check-runs", reads("checks"), async (request) => {
    const { world, repository } = request;
    const runs = runsAt(request, await shaIn(request));
    const { items, total, headers } = page(request, runs);
    const shown = items.map((run) => presentCheckRun(world, repository, run));
    return { status: 200, body: { total_count: total, check_runs: shown }, headers };
  }),
];

const suiteRoutes: readonly Route[] = [
  reading(
    "/repos/{owner}/{repo}/check-suites/{check_suite_id}",
    reads("checks"),
    async (request) => {
      const { world, repository, params } = request;
      const suite = repository.suites.get(numberIn(params, "check_suite_id"));
      const head = suite && (await readCommit(repository.dir, suite.headSha));
      if (!suite || !head) throw notFound();
      return answer(presentSuite(world, repository, suite, head));
    },
  ),
  reading("/repos/{owner}/{repo}/commits/{ref}/check-suites", reads("checks"), async (request) => {
    const { world, repository, query } = request;
    const sha = await shaIn(request);
    const head = await readCommit(repository.dir, sha);
    if (head === null) throw notFound();
    const suites = [...repository.suites.values()]
      .filter((suite) => suite.headSha === sha)
      .filter((suite) => Number(query.get("app_id") ?? suite.app.id) === suite.app.id);
    const { items, total, headers } = page(request, suites);
    const shown = items.map((suite) => presentSuite(world, repository, suite, head));
    return { status: 200, body: { total_count: total, check_suites: shown }, headers };
  }),
];

const statusesAt = (repository: Repository, sha: string): Status[] =>
  repository.statuses.filter((one) => one.sha === sha).reverse();

/** The newest of each context decides. Source: GitHub docs, "Get the combined status". */
function combined(latest: readonly Status[]): string {
  if (latest.some((one) => one.state === "error" || one.state === "failure")) return "failure";
  return latest.length === 0 || latest.some((one) => one.state === "pending")
    ? "pending"
    : "success";
}

async function statusEvent(scene: Scene, status: Status): Promise<void> {
  const { world, repository, actor } = scene;
  const commit = await readCommit(repository.dir, status.sha);
  if (commit === null) return;
  const url = repositoryUrl(world, repository);
  const refs = await listRefs(repository.dir, "refs/heads/");
  const branches = refs
    .filter((ref) => ref.sha === status.sha)
    .map(({ name, sha }) => ({
      name: name.slice("refs/heads/".length),
      commit: { sha, url: `${url}/commits/${sha}` },
      protected: false,
    }));
  const payload = {
    id: status.id,
    sha: status.sha,
    name: `${repository.owner.login}/${repository.name}`,
    target_url: status.targetUrl,
    context: status.context,
    description: status.description,
    state: status.state,
    commit: presentCommit(world, repository, commit),
    branches,
    created_at: iso(status.createdAt),
    updated_at: iso(status.createdAt),
  };
  world.emit({ name: "status", action: null, repository, actor, payload, only: null });
}

const statusRoutes: readonly Route[] = [
  writing(
    "POST /repos/{owner}/{repo}/statuses/{sha}",
    writes("statuses"),
    z.object({
      state: z.enum(["pending", "success", "failure", "error"]),
      context: z.string().default("default"),
      description: z.string().max(140).nullable().default(null),
      target_url: z.string().nullable().default(null),
    }),
    async (doing) => {
      const { world, repository, actor, params, input } = doing;
      const sha = params["sha"] ?? "";
      if ((await readCommit(repository.dir, sha)) === null) {
        throw unprocessable(`No commit found for SHA: ${sha}`);
      }
      const { target_url: targetUrl, ...rest } = input;
      const fresh = { id: id(world), sha, author: actor, createdAt: world.now() };
      const status: Status = { ...rest, ...fresh, targetUrl };
      repository.statuses.push(status);
      await statusEvent(doing, status);
      return answer(presentStatus(world, repository, status), 201);
    },
  ),
  reading("/repos/{owner}/{repo}/commits/{ref}/statuses", reads("statuses"), async (request) => {
    const { world, repository } = request;
    const all = statusesAt(repository, await shaIn(request));
    const { items, headers } = page(request, all);
    return {
      status: 200,
      body: items.map((one) => presentStatus(world, repository, one)),
      headers,
    };
  }),
  reading("/repos/{owner}/{repo}/commits/{ref}/status", reads("statuses"), async (request) => {
    const { world, repository } = request;
    const sha = await shaIn(request);
    const all = statusesAt(repository, sha);
    const latest = all.filter(
      (one, index) => all.findIndex((other) => other.context === one.context) === index,
    );
    const { items, total, headers } = page(request, latest);
    const url = repositoryUrl(world, repository);
    const body = {
      state: combined(latest),
      statuses: items.map((one) => presentStatus(world, repository, one)),
      sha,
      total_count: total,
      repository: presentRepository(world, repository),
      commit_url: `${url}/commits/${sha}`,
      url: `${url}/commits/${sha}/status`,
    };
    return { status: 200, body, headers };
  }),
];

export const checksRoutes: readonly Route[] = [...runRoutes, ...suiteRoutes, ...statusRoutes];
