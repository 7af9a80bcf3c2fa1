// What happens to a simulated world from outside: webhooks, CI, people, crashes, sweeps.
import { assert, type Sha } from "../core/kernel.ts";
import { parsePath, withChanges } from "../core/tree.ts";
import type { Plan } from "../core/plan/plan.ts";
import { stuckUnits } from "../core/run/next.ts";
import { isOver, type Run } from "../core/run/state.ts";
import type { Engine } from "../engine/engine.ts";
import type { Log } from "../engine/log.ts";
import { isVisiblyWrong } from "./craft.ts";
import { standsAt, type Hub } from "./hub.ts";
import { letsPass, type Bars } from "./measures.ts";
import type { Random } from "./random.ts";
import type { Bug } from "./repository.ts";
import type { Schedule } from "./schedule.ts";

export const minute = 60_000;
export const actor = { id: 1, login: "maintainer" };

export interface Scene {
  readonly seed: number;
  readonly bug: Bug | null;
  readonly chance: Random;
  readonly time: Schedule;
  readonly github: Hub;
  readonly plan: Plan;
  /** What the child run of the plan's part plans; null where the plan has no part. */
  readonly inner: Plan | null;
  readonly base: Sha;
  readonly verified: Set<string>;
  readonly bars: Bars;
  readonly log: Log;
  count(kind: string): void;
}

export interface Life {
  over(): boolean;
  run(): Run | null;
  /** The labelled run and its child runs. */
  runs(): readonly Run[];
  /** The runs on one issue, newest first. */
  on(issue: number): readonly Run[];
  crashes(): number;
  crash(): void;
  label(delivery: number): void;
  wake(): void;
  engine(): Engine | null;
}

/** A webhook: lost, doubled or late; order is whatever the delays make of it. */
export function deliver(scene: Scene, effect: (delivery: number) => void): void {
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

export function startCi(scene: Scene, head: Sha, life: Life): void {
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

/** Crashes, people and sweeps: whatever comes from outside on a schedule of its own. */
export function disturb(scene: Scene, life: Life): void {
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
  const passes = chance.fork("passes");
  every(
    () => 7 * minute,
    () => helpOut(life, scene, passes),
  );
  const stops = chance.fork("stops");
  if (scene.inner !== null)
    every(
      () => stops.between(minute, 20 * minute),
      () => stops.chance(0.5) && stop(life, scene),
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
export function meddle(scene: Scene, number: number): void {
  const { chance, time, github } = scene;
  if (!chance.chance(0.08)) return;
  time.at(time.now() + chance.between(0, 60_000), () => {
    const pull = github.pulls.find((p) => p.number === number);
    if (pull?.state === "open" && pull.base !== "main") pushByPerson(scene, pull.branch);
  });
}

/** A person who stops a run, its child run with it. */
function stop(life: Life, scene: Scene): void {
  const run = life.run();
  if (run === null || run.phase.kind === "stopped" || isOver(run)) return;
  scene.count("person stopped");
  const stopped = { kind: "stopped", at: scene.time.now(), by: actor } as const;
  void life.engine()?.tell(run.started.run, stopped);
}

/** A person who answers every question, mostly with a retry, and takes up what was stopped. */
function helpOut(life: Life, scene: Scene, chance: Random): void {
  for (const run of life.runs()) {
    const stopped = run.phase.kind === "stopped" && run.started.parent === undefined;
    if (!stopped && run.phase.kind !== "stuck" && stuckUnits(run).length === 0) continue;
    const passes = letsPass(run, scene.github, scene.bars, chance);
    scene.count(passes ? "person let pass" : "person retried");
    const kind = passes ? "approved" : "retried";
    void life.engine()?.tell(run.started.run, { kind, at: scene.time.now(), by: actor });
  }
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
