// Check runs and suites: one suite per app and push, its conclusion the worst of its runs.
import { checkRunEvent, suiteEvent, type Scene } from "./events.ts";
import { runsOf } from "./present/check.ts";
import { Refusal, unprocessable } from "./refusal.ts";
import type { App, CheckOutput, CheckRun, Conclusion, Suite } from "./store.ts";
import { id } from "./world.ts";

export interface CheckEdit {
  readonly name?: string | undefined;
  readonly externalId?: string | undefined;
  readonly detailsUrl?: string | undefined;
  readonly status?: CheckRun["status"] | undefined;
  readonly conclusion?: Conclusion | undefined;
  readonly startedAt?: number | undefined;
  readonly completedAt?: number | undefined;
  readonly output?: Partial<CheckOutput> | undefined;
}

const emptyOutput: CheckOutput = { title: null, summary: null, text: null, annotations: 0 };

export function addSuite(
  scene: Scene,
  app: App,
  at: { readonly sha: string; readonly branch: string | null; readonly before: string | null },
): Suite {
  const now = scene.world.now();
  const suite: Suite = {
    id: id(scene.world),
    app,
    headSha: at.sha,
    headBranch: at.branch,
    before: at.before,
    status: "queued",
    conclusion: null,
    createdAt: now,
    updatedAt: now,
  };
  scene.repository.suites.set(suite.id, suite);
  return suite;
}

/** The app's suite for a commit, made when there is none. */
export function suiteFor(scene: Scene, app: App, sha: string): Suite {
  for (const suite of scene.repository.suites.values()) {
    if (suite.app === app && suite.headSha === sha) return suite;
  }
  return addSuite(scene, app, { sha, branch: null, before: null });
}

export async function addRun(
  scene: Scene,
  suite: Suite,
  name: string,
  edit: CheckEdit,
): Promise<CheckRun> {
  const now = scene.world.now();
  const run: CheckRun = {
    id: id(scene.world),
    suite,
    name,
    externalId: "",
    detailsUrl: null,
    status: "queued",
    conclusion: null,
    startedAt: now,
    completedAt: null,
    output: emptyOutput,
    createdAt: now,
  };
  apply(scene, run, edit);
  scene.repository.runs.set(run.id, run);
  checkRunEvent(scene, run, "created");
  if (run.status === "completed") checkRunEvent(scene, run, "completed");
  await rollUp(scene, suite);
  return run;
}

/** Only the app that made a run may change it. */
export async function editRun(scene: Scene, run: CheckRun, edit: CheckEdit): Promise<void> {
  if (scene.actor.app !== run.suite.app) {
    const who = `Invalid app_id \`${scene.actor.app?.id ?? 0}\``;
    const rule = "check run can only be modified by the GitHub App that created it.";
    throw new Refusal(403, `${who} - ${rule}`);
  }
  const before = run.status;
  apply(scene, run, edit);
  if (run.status === "completed" && before !== "completed") checkRunEvent(scene, run, "completed");
  await rollUp(scene, run.suite);
}

/** A conclusion completes a run; a completed run needs one. */
function apply(scene: Scene, run: CheckRun, edit: CheckEdit): void {
  const status = edit.conclusion === undefined ? (edit.status ?? run.status) : "completed";
  const conclusion = edit.conclusion ?? (edit.status === undefined ? run.conclusion : null);
  if (status === "completed" && conclusion === null && run.conclusion === null) {
    throw unprocessable("Invalid request.\n\nA completed check run needs a conclusion.");
  }
  run.name = edit.name ?? run.name;
  run.externalId = edit.externalId ?? run.externalId;
  run.detailsUrl = edit.detailsUrl ?? run.detailsUrl;
  run.startedAt = edit.startedAt ?? run.startedAt;
  run.conclusion = status === "completed" ? (conclusion ?? run.conclusion) : null;
  run.completedAt =
    status === "completed" ? (edit.completedAt ?? run.completedAt ?? scene.world.now()) : null;
  run.status = status;
  const annotations = run.output.annotations + (edit.output?.annotations ?? 0);
  run.output = { ...run.output, ...edit.output, annotations };
}

const worstFirst: readonly Conclusion[] = [
  "failure",
  "timed_out",
  "action_required",
  "cancelled",
  "success",
  "neutral",
  "skipped",
];

/** A suite is completed when all of its runs are, and tells so once. */
async function rollUp(scene: Scene, suite: Suite): Promise<void> {
  const runs = runsOf(scene.repository, suite);
  const before = suite.status;
  suite.updatedAt = scene.world.now();
  if (runs.some((run) => run.status !== "completed")) {
    suite.status = runs.every((run) => run.status === "queued") ? "queued" : "in_progress";
    suite.conclusion = null;
    return;
  }
  const conclusions = runs.map((run) => run.conclusion);
  suite.status = "completed";
  suite.conclusion = worstFirst.find((one) => conclusions.includes(one)) ?? null;
  if (before !== "completed") await suiteEvent(scene, suite, "completed");
}
