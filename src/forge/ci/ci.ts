// The local CI: a second app that runs the workflows of a commit through a runner given to it.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { addRun, addSuite, editRun } from "../checks.ts";
import { changedFiles, mergeBase, mergeTrees } from "../diffs.ts";
import type { Scene } from "../events.ts";
import { git } from "../git.ts";
import { readBlob, readCommit } from "../objects.ts";
import { readBranch } from "../refs.ts";
import type { App, CheckRun, Conclusion, Repository, Suite } from "../store.ts";
import { listTree } from "../trees.ts";
import { inTurn, type Push, type World } from "../world.ts";
import { listens, parseWorkflow, passes, type Job, type Workflow } from "./workflow.ts";

export interface CiJob {
  /** The checked-out tree, in a folder of its own that is removed afterwards. */
  readonly dir: string;
  readonly commands: readonly string[];
  readonly name: string;
  readonly limitMs: number;
}

export interface CiResult {
  readonly conclusion: "success" | "failure" | "timed_out" | "cancelled";
  readonly output: string;
}

export type CiRunner = (job: CiJob) => Promise<CiResult>;

interface Start {
  readonly scene: Scene;
  readonly sha: string;
  readonly branch: string;
  readonly before: string | null;
  /** What is checked out: the commit, or for a pull request the tree of its merge. */
  readonly tree: string;
  readonly wants: (workflow: Workflow, paths: readonly string[]) => boolean;
  /** Where the changed paths are counted from; null where they cannot be. */
  readonly from: string | null;
}

const jobsAtOnceMax = 2;
const shownMax = 60_000;

/** @param track is told of every job, so that somebody can wait for all of them. */
export function makeCi(
  world: () => World,
  app: App,
  run: CiRunner,
  track: (work: Promise<unknown>) => void,
): NonNullable<World["ci"]> {
  const lanes: Promise<void>[] = Array.from({ length: jobsAtOnceMax }, () => Promise.resolve());
  let turn = 0;

  /** Every job gets its place in one of the lanes. */
  const queue = (job: () => Promise<void>): void => {
    const lane = turn % jobsAtOnceMax;
    turn += 1;
    const mine = (lanes[lane] ?? Promise.resolve()).then(job);
    lanes[lane] = mine.catch(() => undefined);
    track(mine);
  };

  const start = async (one: Start): Promise<void> => {
    const { repository } = one.scene;
    const workflows = await workflowsAt(repository, one.tree);
    if (workflows.length === 0 || (await skipped(repository, one.sha))) return;
    const files = one.from === null ? [] : await changedFiles(repository.dir, one.from, one.tree);
    const paths = files.flatMap((file) => [
      file.path,
      ...(file.before === null ? [] : [file.before]),
    ]);
    for (const workflow of workflows.filter((each) => one.wants(each, paths))) {
      const suite = addSuite(one.scene, app, {
        sha: one.sha,
        branch: one.branch,
        before: one.before,
      });
      for (const job of workflow.jobs) {
        const check = await addRun(one.scene, suite, job.name, { status: "queued" });
        queue(() => perform(one, suite, job, check, run));
      }
    }
  };

  const sceneOf = (repository: Repository): Scene => {
    const actor = { user: app.bot, app };
    return { world: world(), repository, actor };
  };

  return {
    async pushed({ repository, branch, before, after }: Push) {
      if (after === null) return;
      await start({
        scene: sceneOf(repository),
        sha: after,
        branch,
        before,
        tree: after,
        wants: ({ push }, paths) => push !== null && passes(push, branch, paths),
        from: before ?? (await startOf(repository, after)),
      });
    },
    async pullChanged(repository, number, action) {
      const pull = repository.issues.get(number)?.pull;
      if (!pull || pull.issue.state === "closed") return;
      const base = await readBranch(repository.dir, pull.baseRef);
      if (base === null) return;
      const merged = await mergeTrees(repository.dir, base, pull.headSha);
      if (merged.kind === "conflict") return;
      const wants = ({ pullRequest }: Workflow, paths: readonly string[]): boolean =>
        pullRequest !== null &&
        listens(pullRequest, action) &&
        passes(pullRequest, pull.baseRef, paths);
      await start({
        scene: sceneOf(repository),
        sha: pull.headSha,
        branch: pull.headRef,
        before: null,
        tree: merged.tree,
        wants,
        from: base,
      });
    },
  };
}

async function startOf(repository: Repository, sha: string): Promise<string | null> {
  const main = await readBranch(repository.dir, repository.defaultBranch);
  return main === null || main === sha ? null : await mergeBase(repository.dir, main, sha);
}

/** Source: GitHub docs, "Skipping workflow runs". */
async function skipped(repository: Repository, sha: string): Promise<boolean> {
  const commit = await readCommit(repository.dir, sha);
  return /\[(?:skip ci|ci skip|no ci|skip actions|actions skip)\]/.test(commit?.message ?? "");
}

async function workflowsAt(repository: Repository, tree: string): Promise<Workflow[]> {
  const { dir } = repository;
  const entries = (await listTree(dir, tree, false, ".github/workflows")) ?? [];
  const files = entries.filter((one) => one.type === "blob" && /\.ya?ml$/.test(one.path));
  const read = await Promise.all(
    files.map(async (one) => {
      const bytes = await readBlob(dir, one.sha);
      return bytes === null ? null : parseWorkflow(one.path, bytes.toString("utf8"));
    }),
  );
  return read.filter((one) => one !== null);
}

async function perform(
  one: Start,
  suite: Suite,
  job: Job,
  check: CheckRun,
  run: CiRunner,
): Promise<void> {
  const { scene } = one;
  await inTurn(scene.repository, () => editRun(scene, check, { status: "in_progress" }));
  const result = await resultOf(scene.repository, one.tree, job, run);
  const conclusion: Conclusion = result.conclusion;
  const text = tail(result.output);
  const output = {
    title: `${job.name}: ${conclusion}`,
    summary: `${job.commands.length} command(s) on ${suite.headSha.slice(0, 12)}`,
    ...(text === "" ? {} : { text }),
  };
  await inTurn(scene.repository, () => editRun(scene, check, { conclusion, output }));
}

async function resultOf(
  repository: Repository,
  tree: string,
  job: Job,
  run: CiRunner,
): Promise<CiResult> {
  if (job.commands.length === 0) return { conclusion: "success", output: "No commands to run." };
  const dir = await mkdtemp(join(tmpdir(), "forge-ci-"));
  try {
    await checkOut(repository, tree, dir);
    return await run({ dir, commands: job.commands, name: job.name, limitMs: job.limitMs });
  } catch (error) {
    const because = error instanceof Error ? error.message : String(error);
    return { conclusion: "failure", output: `The job could not be run: ${because}` };
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

/** Unpacks a tree. Attributes that hide files from archives do not apply to a checkout. */
async function checkOut(repository: Repository, tree: string, dir: string): Promise<void> {
  const index = join(dir, "..", `${dir.split("/").at(-1)}.index`);
  const env = { GIT_INDEX_FILE: index, GIT_WORK_TREE: dir };
  try {
    await git(repository.dir, ["read-tree", tree], { env });
    await git(repository.dir, ["checkout-index", "--all", "--force", `--prefix=${dir}/`], { env });
  } finally {
    await rm(index, { force: true });
  }
}

const tail = (text: string): string =>
  text.length <= shownMax ? text : `… (cut)\n${text.slice(-shownMax)}`;
