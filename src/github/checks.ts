// What CI says about a commit, and the check runs that Quorum posts itself.
import type { Check } from "../core/gate/checks.ts";
import { Faltered, type CheckDraft, type Repository } from "../engine/ports.ts";
import * as answers from "./answers.ts";
import type { Api } from "./api.ts";

const summaryMax = 4000;
/** GitHub's own limit on a check run's summary, with room to spare. */
const postedMax = 60_000;

type CheckPort = Pick<Repository, "checks" | "check">;

/** @param appId Quorum's own app, whose check runs are no evidence. */
export function makeChecks(api: Api, appId: number): CheckPort {
  const known = new Map<string, number>();
  return {
    async checks(head) {
      const parameters = { ref: head };
      const [runs, statuses] = await Promise.all([
        api.list({
          route: "GET /repos/{owner}/{repo}/commits/{ref}/check-runs",
          phase: "read",
          doing: `reading the checks of ${head.slice(0, 12)}`,
          parameters,
          shape: answers.checkRuns,
        }),
        api.list({
          route: "GET /repos/{owner}/{repo}/commits/{ref}/status",
          phase: "read",
          doing: `reading the statuses of ${head.slice(0, 12)}`,
          parameters,
          shape: answers.combinedStatus,
        }),
      ]);
      const foreign = runs.filter((run) => run.app?.id !== appId);
      return [...latest(foreign).map(fromRun), ...newest(statuses).map(fromStatus)];
    },
    async check(draft) {
      const key = `${draft.head}/${draft.name}/${draft.externalId}`;
      const id = known.get(key) ?? (await findOwn(api, appId, draft));
      if (id !== null) await update(api, id, draft);
      known.set(key, id ?? (await post(api, draft)));
    },
  };
}

/**
 * One run per app, suite and name, the newest: a re-run replaces what it repeats, while two
 * workflows with a job of the same name both count, so that a green one never hides a red one.
 */
function latest(runs: readonly answers.CheckRun[]): readonly answers.CheckRun[] {
  const byKey = new Map<string, answers.CheckRun>();
  for (const run of runs.toSorted((a, b) => a.id - b.id)) {
    byKey.set(JSON.stringify([run.app?.id, run.check_suite?.id, run.name]), run);
  }
  return [...byKey.values()];
}

function newest(statuses: readonly answers.Status[]): readonly answers.Status[] {
  const byContext = new Map<string, answers.Status>();
  for (const one of statuses.toSorted((a, b) => a.id - b.id)) byContext.set(one.context, one);
  return [...byContext.values()];
}

function fromRun(run: answers.CheckRun): Check {
  const { output } = run;
  const parts = [output?.title, output?.summary, output?.text];
  return {
    name: run.name,
    app: run.app?.slug ?? "unknown",
    status: run.status === "completed" || run.status === "in_progress" ? run.status : "queued",
    conclusion: run.conclusion,
    url: run.html_url ?? run.details_url ?? null,
    summary: parts
      .filter((text) => !!text)
      .join("\n\n")
      .slice(-summaryMax),
  };
}

/** Commit statuses name no app: they count for requirements that name none. */
function fromStatus(status: answers.Status): Check {
  const open = status.state === "pending";
  return {
    name: status.context,
    app: "status",
    status: open ? "in_progress" : "completed",
    conclusion: open ? null : status.state,
    url: status.target_url ?? null,
    summary: (status.description ?? "").slice(-summaryMax),
  };
}

async function findOwn(api: Api, appId: number, draft: CheckDraft): Promise<number | null> {
  const runs = await api.list({
    route: "GET /repos/{owner}/{repo}/commits/{ref}/check-runs",
    phase: "read",
    doing: `looking for the check ${draft.name}`,
    parameters: { ref: draft.head, check_name: draft.name, filter: "all" },
    shape: answers.checkRuns,
  });
  const own = runs.filter((run) => run.app?.id === appId && run.external_id === draft.externalId);
  return own.toSorted((a, b) => a.id - b.id)[0]?.id ?? null;
}

async function post(api: Api, draft: CheckDraft): Promise<number> {
  const made = await api.want({
    route: "POST /repos/{owner}/{repo}/check-runs",
    phase: "talk",
    doing: `posting the check ${draft.name}`,
    parameters: { name: draft.name, head_sha: draft.head, ...bodyOf(draft) },
    shape: answers.created,
  });
  return made.id;
}

async function update(api: Api, id: number, draft: CheckDraft): Promise<void> {
  await api.want({
    route: "PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}",
    phase: "talk",
    doing: `updating the check ${draft.name}`,
    parameters: { check_run_id: id, ...bodyOf(draft) },
    shape: answers.anything,
  });
}

function bodyOf(draft: CheckDraft): object {
  const done = draft.status === "completed";
  if (done && draft.conclusion === null) {
    throw new Faltered(`The check ${draft.name} is completed without a conclusion.`, {
      outcome: "none",
      lasting: true,
    });
  }
  return {
    external_id: draft.externalId,
    status: draft.status,
    ...(done ? { conclusion: draft.conclusion } : {}),
    output: { title: draft.title.slice(0, 200), summary: draft.summary.slice(0, postedMax) },
  };
}
