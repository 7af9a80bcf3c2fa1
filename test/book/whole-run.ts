// A whole run in memory: the real engine, rules and desk, a simulated GitHub, real tests as CI.
import type { Config } from "../../src/core/config/config.ts";
import type { Event, IssueSnapshot } from "../../src/core/run/event.ts";
import { runId } from "../../src/core/run/names.ts";
import type { Run } from "../../src/core/run/state.ts";
import type { Tree } from "../../src/core/tree.ts";
import type { Sandbox } from "../../src/core/verify/sandboxing.ts";
import { openDesk } from "../../src/engine/desk.ts";
import { openIndexes } from "../../src/engine/indexes.ts";
import { strataOf } from "../../src/engine/draws.ts";
import { openEngine } from "../../src/engine/engine.ts";
import type { Log } from "../../src/engine/log.ts";
import type { Model, Repository } from "../../src/engine/ports.ts";
import { hub, standsAt, type Hub } from "../../src/simulate/hub.ts";
import { memoryJournal } from "../../src/simulate/journal.ts";
import { random } from "../../src/simulate/random.ts";
import { simulatedRepository } from "../../src/simulate/repository.ts";
import { schedule, type Schedule } from "../../src/simulate/schedule.ts";
import { openSyntax } from "../../src/syntax/open.ts";

export interface Setting {
  /** What the default branch holds. */
  readonly tree: Tree;
  readonly issue: Omit<IssueSnapshot, "number">;
  readonly config: Config;
  readonly model: Model;
  readonly seed: string;
  /** What runs the tests: always as CI, and before votes count where `checked`. */
  readonly tests: Sandbox;
  readonly checked: boolean;
  /** Stands between the engine and GitHub. */
  readonly repository?: (repository: Repository) => Repository;
  /** Stands between the engine and what checks votes. */
  readonly sandbox?: (sandbox: Sandbox) => Sandbox;
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
const syntax = await openSyntax();
const indexes = openIndexes(syntax, () => Promise.resolve());

/** Resolves when the run is over or nothing moves for a day. Deterministic in its setting. */
export async function wholeRun(setting: Setting): Promise<Ended> {
  const { tree, config, tests, checked } = setting;
  const { time, nap, once } = virtualTime();
  const github = hub(2000);
  const base = github.commit(tree, [], "person");
  github.move("main", null, base, startMs - dayMs, "person");
  const journal = memoryJournal(() => nap(2));
  const test = (of: Tree) => once(() => tests.run(jobOf(config, of)));
  const simulated = repositoryOver(github, setting.seed, { time, nap, wake, test });
  const repository = setting.repository?.(simulated) ?? simulated;
  const sandbox: Sandbox = { run: (job) => once(() => tests.run(job)) };
  const ports = {
    clock: time,
    journal,
    model: setting.model,
    sandbox: checked ? (setting.sandbox?.(sandbox) ?? sandbox) : null,
    repository: () => repository,
  };
  const desk = openDesk(syntax, indexes, ["book"]);
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
    strata: strataOf(1),
    seed: setting.seed,
    pace: { quietMs: 15_000, lookMs: 60_000, publishMs: 10_000 },
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
    const real = work();
    working.add(real);
    const result = await real.finally(() => working.delete(real));
    await nap(1000 + order);
    return result;
  }
  return { time, nap, once };
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
