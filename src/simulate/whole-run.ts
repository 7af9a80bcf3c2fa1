// A whole run in memory: the real engine, rules and desk, a simulated GitHub, real tests as CI.
import type { Config } from "../core/config/config.ts";
import type { Event, IssueSnapshot } from "../core/run/event.ts";
import type { Cautions, Experience } from "../core/run/terms.ts";
import { runId } from "../core/run/names.ts";
import type { Run } from "../core/run/state.ts";
import type { Tree } from "../core/tree.ts";
import type { Sandbox } from "../core/verify/sandboxing.ts";
import type { Agents } from "../engine/agents.ts";
import { strataOf } from "../engine/draws.ts";
import { openEngine } from "../engine/engine.ts";
import type { Log } from "../engine/log.ts";
import type { Model, Ports, Repository } from "../engine/ports.ts";
import { hub, standsAt, type Hub } from "./hub.ts";
import { memoryJournal } from "./journal.ts";
import { random } from "./random.ts";
import { simulatedRepository } from "./repository.ts";
import { schedule, type Schedule } from "./schedule.ts";

export interface Setting {
  /** What the default branch holds. */
  readonly tree: Tree;
  readonly issue: Omit<IssueSnapshot, "number">;
  readonly config: Config;
  readonly model: Model;
  /** Names of the models that answer; without them a single one. */
  readonly models?: readonly string[];
  readonly desk: Agents;
  readonly seed: string;
  /** What runs the tests: always as CI, and before votes count where `checked`. */
  readonly tests: Sandbox;
  readonly checked: boolean;
  /** Stands between the engine and GitHub. */
  readonly repository?: (repository: Repository) => Repository;
  /** Stands between the engine and what checks votes. */
  readonly sandbox?: (sandbox: Sandbox) => Sandbox;
  /** What earlier runs taught. */
  readonly experience?: Experience;
  readonly cautions?: Cautions;
}

export interface Ended {
  readonly run: Run;
  readonly events: readonly Event[];
  readonly github: Hub;
  /** What the line holds in the end; null when none was opened. */
  readonly line: Tree | null;
}

const startMs = 1_700_000_000_000;
const dayMs = 24 * 60 * 60_000;
const ref = { installation: 1, id: 1, owner: "o", name: "n" };
const silent: Log = { info: () => {}, warn: () => {}, error: () => {} };

/** Resolves when the run is over or nothing moves for a day. Deterministic in its setting. */
export async function wholeRun(setting: Setting): Promise<Ended> {
  const { tree, config, desk, tests, checked, experience, cautions, models } = setting;
  const { time, nap, once, awaited } = virtualTime();
  const github = hub(2000);
  const base = github.commit(tree, [], "person");
  github.move("main", null, base, startMs - dayMs, "person");
  const journal = memoryJournal(() => nap(2));
  const test = (of: Tree) => once(() => tests.run(jobOf(config, of)));
  const simulated = repositoryOver(github, setting.seed, { time, nap, wake, test });
  const repository = setting.repository?.(simulated) ?? simulated;
  const sandbox: Sandbox = { run: (job) => once(() => tests.run(job)) };
  const ports: Ports = {
    clock: time,
    journal,
    model: {
      ...setting.model,
      sample: (prompt, draw) => awaited(setting.model.sample(prompt, draw)),
    },
    sandbox: checked ? (setting.sandbox?.(sandbox) ?? sandbox) : null,
    repository: () => repository,
  };
  const engine = openEngine(ports, desk, silent);
  function wake(): void {
    engine.wake(() => true);
  }
  const id = runId(ref, 7, "whole");
  const begun = engine.start({
    kind: "started",
    at: startMs,
    run: id,
    repository: ref,
    issue: { number: 7, ...setting.issue },
    by: { id: 1, login: "maintainer" },
    base: { branch: "main", head: base },
    config,
    mode: "auto",
    ciRoute: "units",
    sandboxed: checked,
    strata: strataOf(models?.length ?? 1),
    ...(models ? { models: models.map((name) => ({ name, weight: 1 })) } : {}),
    seed: setting.seed,
    pace: { quietMs: 15_000, lookMs: 60_000, publishMs: 10_000 },
    ...(experience ? { experience } : {}),
    ...(cautions ? { cautions } : {}),
  });
  await time.run(() => journal.live().length === 0, dayMs);
  await begun;
  const run = engine.read(id);
  if (run === null) throw new Error("the run was lost");
  const tip = standsAt(github, run.line.name);
  const line = (tip === null ? null : github.commits.get(tip)?.tree) ?? null;
  return { run, events: [...journal.read(id)].flat(), github, line };
}

const jobOf = (config: Config, tree: Tree) => ({
  tree,
  command: config.test ?? "false",
  setup: config.setup,
  limitMs: config.limits.testSeconds * 1000,
});

/** Virtual time that stands still while a real process is under way. */
function virtualTime() {
  const working = new Set<Promise<unknown>>();
  const time = schedule(startMs, () => (working.size === 0 ? null : Promise.all(working)));
  const nap = (ms: number): Promise<void> =>
    new Promise((resolve) => time.at(time.now() + ms, resolve));
  let started = 0;
  /** Real work, which ends at a virtual instant of its own, in the order of the starts. */
  async function once<T>(work: () => Promise<T>): Promise<T> {
    const order = (started += 1);
    const result = await awaited(work());
    await nap(1000 + order);
    return result;
  }
  /** Real work that takes no virtual time. */
  function awaited<T>(real: Promise<T>): Promise<T> {
    working.add(real);
    return real.finally(() => working.delete(real));
  }
  return { time, nap, once, awaited };
}

interface Around {
  readonly time: Schedule;
  nap(ms: number): Promise<void>;
  wake(): void;
  test(tree: Tree): ReturnType<Sandbox["run"]>;
}

/** A GitHub where nothing falters, and whose CI runs the tests of every commit of a unit. */
function repositoryOver(github: Hub, seed: string, around: Around): Repository {
  const { time, nap, wake, test } = around;
  const runCi = async (head: Parameters<Hub["ci"]["set"]>[0]): Promise<void> => {
    const tree = github.commits.get(head)?.tree;
    if (!tree) throw new Error(`there is no commit ${head}`);
    const outcome = await test(tree);
    const green = outcome.kind === "finished" && outcome.code === 0;
    github.ci.set(head, { at: time.now(), green });
    wake();
  };
  return simulatedRepository({
    hub: github,
    random: random(seed),
    faults: { api: 0, count: () => {} },
    bug: null,
    now: time.now,
    sleep: nap,
    happened({ head }) {
      if (head) void runCi(head);
      time.at(time.now() + 1000, wake);
    },
  });
}
