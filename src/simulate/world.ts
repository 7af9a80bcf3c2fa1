// One world from one seed: issues are labelled, everything that can falter falters, and time
// passes.
import { assert } from "../core/kernel.ts";
import { parsePath, withChanges } from "../core/tree.ts";
import { defaultConfig } from "../core/config/config.ts";
import type { Plan } from "../core/plan/plan.ts";
import type { Started } from "../core/run/event.ts";
import { stuckUnits } from "../core/run/next.ts";
import { runId } from "../core/run/names.ts";
import type { Run } from "../core/run/state.ts";
import { openEngine, type Engine } from "../engine/engine.ts";
import type { Log } from "../engine/log.ts";
import type { Ports } from "../engine/ports.ts";
import { treeDigest } from "../engine/trees.ts";
import {
  isVisiblyWrong,
  isWrong,
  randomPlan,
  simulatedAgents,
  simulatedModel,
  simulatedSandbox,
  usualOdds,
} from "./craft.ts";
import { hub, standsAt, type Hub } from "./hub.ts";
import { memoryJournal } from "./journal.ts";
import { random, type Random } from "./random.ts";
import { simulatedRepository, type Bug } from "./repository.ts";
import { schedule, type Schedule } from "./schedule.ts";
import { violations } from "./violations.ts";

export interface WorldResult {
  readonly seed: number;
  readonly crashes: number;
  readonly faults: Readonly<Record<string, number>>;
  readonly violations: readonly string[];
  /** Units whose merged files are not right: the odds' business, not the protocol's. */
  readonly wrongMerged: number;
  readonly units: number;
  readonly samples: number;
  readonly virtualMinutes: number;
}

const minute = 60_000;
const limitMs = 48 * 60 * minute;
const actor = { id: 1, login: "maintainer" };
const silent: Log = { info: () => {}, warn: () => {}, error: () => {} };

/** Runs one issue of 5 to 9 units through a faulty world. Deterministic in (seed, bug). */
export async function simulateWorld(
  seed: number,
  bug: Bug | null,
  log: Log = silent,
): Promise<WorldResult> {
  const chance = random(`world/${seed}`);
  const time = schedule(1_700_000_000_000);
  const github = hub(bug === "no quiet time" ? 4000 : 2000);
  const faults: Record<string, number> = {};
  const count = (kind: string): void => void (faults[kind] = (faults[kind] ?? 0) + 1);
  const plan = randomPlan(chance.fork("plan"));
  const base = github.commit(new Map(), [], "person");
  github.move("main", null, base, time.now() - minute, "person");
  const verified = new Set<string>();
  const scene: Scene = { seed, bug, chance, time, github, count, plan, base, verified, log };
  const life = lives(scene);
  disturb(scene, life);
  await time.run(() => life.over(), limitMs);
  const run = life.run();
  const finished = run?.phase.kind === "done";
  const found = violations(github, [{ issue: 7, plan, base, finished }], verified);
  const why =
    run && !finished
      ? [`it ended as ${run.phase.kind}: ${JSON.stringify(run.phase).slice(0, 300)}`]
      : [];
  return {
    seed,
    crashes: life.crashes(),
    faults,
    violations: [...found, ...why],
    wrongMerged: wrongUnits(github, plan),
    units: plan.units.length,
    samples: run?.spend.samples ?? 0,
    virtualMinutes: Math.round((time.now() - 1_700_000_000_000) / minute),
  };
}

interface Scene {
  readonly seed: number;
  readonly bug: Bug | null;
  readonly chance: Random;
  readonly time: Schedule;
  readonly github: Hub;
  readonly plan: Plan;
  readonly base: Started["base"]["head"];
  readonly verified: Set<string>;
  readonly log: Log;
  count(kind: string): void;
}

interface Life {
  over(): boolean;
  run(): Run | null;
  crashes(): number;
  crash(): void;
  label(delivery: number): void;
  wake(): void;
  engine(): Engine | null;
}

/** Incarnations of the process over one journal: each ends in a crash or with the run. */
function lives(scene: Scene): Life {
  const { time, chance, bug } = scene;
  const pause = (ms: number): Promise<void> =>
    new Promise((resolve) => time.at(time.now() + ms, resolve));
  const disk = chance.fork("disk");
  let current: { alive: boolean; engine: Engine } | null = null;
  let crashes = 0;
  const journal = memoryJournal(() => (current ? pauseIn(current, disk.between(1, 5)) : pause(1)));

  function pauseIn(one: { alive: boolean }, ms: number): Promise<void> {
    return new Promise((resolve) => time.at(time.now() + ms, () => one.alive && resolve()));
  }

  function born(): void {
    const self = { alive: true };
    const engine = openEngine(portsOf(self), simulatedAgents(scene.plan), scene.log);
    current = Object.assign(self, { engine });
    engine.resume();
  }

  function portsOf(self: { alive: boolean }): Ports {
    const sleep = (ms: number): Promise<void> => pauseIn(self, ms);
    const happened = (): void => life.wake();
    const faults = { api: 0.05, count: scene.count };
    const repository = simulatedRepository({
      hub: scene.github,
      random: chance.fork(`api/${crashes}`),
      faults,
      bug,
      now: time.now,
      sleep,
      happened: (what) => {
        if (what.head) startCi(scene, what.head, life);
        if (what.pull) meddle(scene, what.pull);
        happened();
      },
    });
    const passed = (tree: Parameters<typeof treeDigest>[0]): void =>
      void scene.verified.add(treeDigest(tree));
    return {
      clock: {
        now: time.now,
        at: (when, wake) => time.at(when, () => self.alive && wake()),
      },
      journal: bug === "flush does nothing" ? { ...journal, flush: async () => {} } : journal,
      model: simulatedModel(String(scene.seed), usualOdds, sleep, scene.count),
      sandbox: simulatedSandbox(chance.fork(`sandbox/${crashes}`), sleep, scene, passed),
      repository: () => repository,
    };
  }

  const life: Life = {
    over: () => current !== null && journal.all().length > 0 && journal.live().length === 0,
    run: () => {
      const [id] = journal.all();
      return id && current ? current.engine.read(id) : null;
    },
    crashes: () => crashes,
    engine: () => current?.engine ?? null,
    crash() {
      if (!current) return;
      current.alive = false;
      current = null;
      crashes += 1;
      scene.count("crash");
      journal.crash();
      time.at(time.now() + chance.between(1000, 30_000), born);
    },
    label(delivery) {
      if (!current) return scene.count("webhook while down");
      void current.engine.start(startedBy(scene, bug === "a run for each delivery" ? delivery : 0));
    },
    wake() {
      deliver(scene, () => current?.engine.wake(() => true));
    },
  };
  born();
  return life;
}

/** A webhook: lost, doubled or late; order is whatever the delays make of it. */
function deliver(scene: Scene, effect: (delivery: number) => void): void {
  const { chance, time, count } = scene;
  if (chance.chance(0.15)) return count("webhook lost");
  const times = chance.chance(0.15) ? 2 : 1;
  if (times === 2) count("webhook doubled");
  for (let i = 0; i < times; i += 1) {
    const late = chance.chance(0.1);
    if (late) count("webhook late");
    const delay = late ? chance.between(minute, 10 * minute) : chance.between(50, 3000);
    if (!late && delay > 1500) count("webhook reordered");
    time.at(time.now() + delay, () => effect(i));
  }
}

function startCi(scene: Scene, head: Started["base"]["head"], life: Life): void {
  const { time, chance, github } = scene;
  time.at(time.now() + chance.between(5000, 40_000), () => {
    const tree = github.commits.get(head)?.tree;
    const flaky = chance.chance(0.01);
    if (flaky) scene.count("ci flaked");
    github.ci.set(head, {
      at: time.now(),
      green: !flaky && tree !== undefined && !isVisiblyWrong(tree),
    });
    life.wake();
  });
}

function startedBy(scene: Scene, delivery: number): Started {
  const { seed, bug, base } = scene;
  return {
    kind: "started",
    at: scene.time.now(),
    run: runId({ installation: 1, id: 1, owner: "o", name: "n" }, 7, `seed${delivery}`),
    repository: { installation: 1, id: 1, owner: "o", name: "n" },
    issue: { number: 7, title: "Say right", body: "Every file should say right." },
    by: actor,
    base: { branch: "main", head: base },
    config: { ...defaultConfig, test: "test" },
    mode: "auto",
    ciRoute: "units",
    sandboxed: true,
    strata: 4,
    seed: `seed-${seed}`,
    pace: {
      quietMs: bug === "no quiet time" ? 0 : 15_000,
      lookMs: bug === "no sweep" ? limitMs * 2 : minute,
      publishMs: 10_000,
    },
  };
}

/** Crashes, people and sweeps: whatever comes from outside on a schedule of its own. */
function disturb(scene: Scene, life: Life): void {
  const { time, chance, bug, github } = scene;
  deliver(scene, (delivery) => life.label(delivery));
  const every = (ms: () => number, what: () => void): void => {
    time.at(time.now() + ms(), () => {
      what();
      every(ms, what);
    });
  };
  every(
    () => chance.between(20_000, 8 * minute),
    () => chance.chance(0.7) && life.crash(),
  );
  if (bug !== "no sweep")
    every(
      () => 5 * minute,
      () => life.run() === null && life.label(0),
    );
  every(
    () => 7 * minute,
    () => helpOut(life, scene),
  );
  every(
    () => chance.between(minute, 20 * minute),
    () => {
      const open = github.pulls.filter((p) => p.state === "open" && p.base !== "main");
      const pull = open[chance.between(0, Math.max(0, open.length - 1))];
      if (!pull) return;
      if (pull.changesRequestedBy.length > 0) pull.changesRequestedBy = [];
      else if (chance.chance(0.3)) {
        scene.count("changes requested");
        pull.changesRequestedBy = ["reviewer"];
        time.at(time.now() + 12 * minute, () => (pull.changesRequestedBy = []));
      }
    },
  );
}

/** Now and then a person pushes onto a unit's branch, shortly after its pull request was opened. */
function meddle(scene: Scene, number: number): void {
  const { chance, time, github } = scene;
  if (!chance.chance(0.08)) return;
  time.at(time.now() + chance.between(0, 60_000), () => {
    const pull = github.pulls.find((p) => p.number === number);
    if (pull?.state === "open" && pull.base !== "main") pushByPerson(scene, pull.branch);
  });
}

/** A person who answers every question with a retry, and only then. */
function helpOut(life: Life, scene: Scene): void {
  const run = life.run();
  if (!run || (run.phase.kind !== "stuck" && stuckUnits(run).length === 0)) return;
  scene.count("person retried");
  const retried = { kind: "retried", at: scene.time.now(), by: actor } as const;
  void life.engine()?.tell(run.started.run, retried);
}

function pushByPerson(scene: Scene, branch: string): void {
  const { github, time } = scene;
  const tip = standsAt(github, branch);
  const path = parsePath("person.md");
  assert(path !== null, "a simulated path is a path");
  const tree = tip && github.commits.get(tip)?.tree;
  if (!tip || !tree) return;
  scene.count("person pushed");
  const entry = { mode: "100644", content: `at ${time.now()}` } as const;
  const commit = github.commit(withChanges(tree, [{ path, entry }]), [tip], "person");
  github.move(branch, tip, commit, time.now(), "person");
}

function wrongUnits(github: Hub, plan: Plan): number {
  const line = [...github.branches()].find(
    ([name]) => name.startsWith("quorum/7-") && !name.includes("."),
  );
  const tree = line && github.commits.get(line[1])?.tree;
  if (!tree) return 0;
  return plan.units.filter((unit) =>
    isWrong(new Map([...tree].filter(([path]) => unit.steps.some((s) => s.target.path === path)))),
  ).length;
}
