// One world from one seed: issues are labelled, everything that can falter falters, and time
// passes.
import { defaultConfig } from "../core/config/config.ts";
import { deepLeftToChildren } from "../core/plan/parts.ts";
import type { Plan } from "../core/plan/plan.ts";
import type { Started } from "../core/run/event.ts";
import type { Tree } from "../core/tree.ts";
import { runId } from "../core/run/names.ts";
import { openEngine, type Engine } from "../engine/engine.ts";
import type { Log } from "../engine/log.ts";
import type { Ports } from "../engine/ports.ts";
import { treeDigest } from "../engine/trees.ts";
import {
  randomPlan,
  simulatedAgents,
  simulatedModel,
  simulatedSandbox,
  usualOdds,
  withPart,
  wrongPlanOf,
} from "./craft.ts";
import { hub, standsAt, type Hub } from "./hub.ts";
import { memoryJournal } from "./journal.ts";
import {
  actor,
  deliver,
  disturb,
  meddle,
  minute,
  startCi,
  type Life,
  type Scene,
} from "./outside.ts";
import { asksForNumber, measures, measuring, serving, unmet, type Bars } from "./measures.ts";
import { random } from "./random.ts";
import { simulatedRepository, type Bug } from "./repository.ts";
import { schedule } from "./schedule.ts";
import { childrenIn, violations } from "./violations.ts";

export interface WorldResult {
  readonly seed: number;
  readonly crashes: number;
  readonly faults: Readonly<Record<string, number>>;
  readonly violations: readonly string[];
  /** The wrong proposal was elected: the odds' business, not the protocol's. */
  readonly wrongPlan: boolean;
  /** Units whose merged files are not right: the odds' business as well. */
  readonly wrongMerged: number;
  readonly units: number;
  /** Child runs whose issues were opened. */
  readonly children: number;
  readonly samples: number;
  readonly virtualMinutes: number;
}

const limitMs = 48 * 60 * minute;
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
  const drawn = randomPlan(chance.fork("plan"));
  const whole = asksForNumber(seed) ? serving(drawn) : drawn;
  const split = chance.fork("child");
  const { plan, inner } = split.chance(0.3) ? withPart(whole, split) : { plan: whole, inner: null };
  const base = github.commit(new Map(), [], "person");
  github.move("main", null, base, time.now() - minute, "person");
  const verified = new Set<string>();
  const planned = { plan, inner };
  const bars: Bars = new Map();
  const known = { base, verified, bars, log };
  const scene: Scene = { seed, bug, chance, time, github, count, ...planned, ...known };
  const life = lives(scene);
  disturb(scene, life);
  await time.run(() => life.over(), limitMs);
  const run = life.run();
  const finished = run?.phase.kind === "done";
  const wrongPlan = run?.plan.units.length === wrongPlanOf(plan).units.length;
  const elected = deepLeftToChildren(wrongPlan ? wrongPlanOf(plan) : plan, 0);
  const children = childrenIn(github, base, (issue) => life.on(issue));
  const found = violations(
    github,
    [{ issue: 7, plan: elected, base, finished }, ...children],
    verified,
  );
  const why =
    run && !finished
      ? [`it ended as ${run.phase.kind}: ${JSON.stringify(run.phase).slice(0, 300)}`]
      : [];
  return {
    seed,
    crashes: life.crashes(),
    faults,
    violations: [...found, ...why, ...(asksForNumber(seed) ? unmet(finals(github), bars) : [])],
    wrongPlan,
    wrongMerged: wrongUnits(github, [elected, ...children.map((one) => one.plan)]),
    units: elected.units.length,
    children: children.length,
    samples: run?.spend.samples ?? 0,
    virtualMinutes: Math.round((time.now() - 1_700_000_000_000) / minute),
  };
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
    const engine = openEngine(
      portsOf(self),
      simulatedAgents(scene.plan, scene.inner ?? scene.plan),
      scene.log,
    );
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
      sandbox: measuring(
        simulatedSandbox(chance.fork(`sandbox/${crashes}`), sleep, scene, passed),
        {
          bars: scene.bars,
          random: chance.fork(`measures/${crashes}`),
          deaf: bug === "deaf to a missed bar",
          closing: () => life.run()?.phase.kind === "closing",
          sleep,
          count: scene.count,
        },
      ),
      repository: () => repository,
    };
  }

  const life: Life = {
    over: () => current !== null && journal.all().length > 0 && journal.live().length === 0,
    run: () => life.on(7)[0] ?? null,
    runs: () => [7, ...scene.github.issues.map((one) => one.number)].flatMap(life.on),
    on: (issue) =>
      journal.ofIssue(1, issue).flatMap(({ run: id }) => current?.engine.read(id) ?? []),
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
      deliver(scene, () => {
        if (!current) return scene.count("webhook while down");
        current.engine.wake(() => true);
      });
    },
  };
  born();
  return life;
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
    config: {
      ...defaultConfig,
      test: "test",
      ...(asksForNumber(seed) ? { measures } : {}),
      limits: { ...defaultConfig.limits, planDepthMax: 0 },
    },
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

/** The trees that are proposed to the base branch. */
const finals = (github: Hub): readonly Tree[] =>
  github.pulls
    .filter(({ base }) => base === "main")
    .flatMap(({ branch }) => {
      const head = standsAt(github, branch);
      return (head && github.commits.get(head)?.tree) ?? [];
    });

function wrongUnits(github: Hub, plans: readonly Plan[]): number {
  const line = [...github.branches()].find(
    ([name]) => name.startsWith("quorum/7-") && !name.includes("."),
  );
  const tree = line && github.commits.get(line[1])?.tree;
  if (!tree) return 0;
  const units = plans.flatMap((plan) => plan.units);
  return units.filter((unit) =>
    unit.steps.some(({ target }) => tree.get(target.path)?.content !== "right"),
  ).length;
}
