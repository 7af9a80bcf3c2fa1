// A small run on a simulated GitHub in virtual time, whose process dies at a chosen call of a port.
import { defaultConfig, type Config } from "../../src/core/config/config.ts";
import type { Sha } from "../../src/core/kernel.ts";
import type { Plan } from "../../src/core/plan/plan.ts";
import type { Event, Started } from "../../src/core/run/event.ts";
import type { Run } from "../../src/core/run/state.ts";
import type { Sandbox } from "../../src/core/verify/sandboxing.ts";
import type { Agents } from "../../src/engine/agents.ts";
import type { DayStore } from "../../src/engine/day-store.ts";
import { openEngine, type Engine } from "../../src/engine/engine.ts";
import type { Log } from "../../src/engine/log.ts";
import type { Clock, Journal, Model, Ports, Repository } from "../../src/engine/ports.ts";
import { treeDigest } from "../../src/engine/trees.ts";
import {
  simulatedAgents,
  simulatedModel,
  simulatedSandbox,
  type Odds,
} from "../../src/simulate/craft.ts";
import { hub, standsAt, type Hub } from "../../src/simulate/hub.ts";
import { memoryJournal, type MemoryJournal } from "../../src/simulate/journal.ts";
import { random } from "../../src/simulate/random.ts";
import { simulatedRepository } from "../../src/simulate/repository.ts";
import { schedule, type Schedule } from "../../src/simulate/schedule.ts";
import { childrenIn, violations } from "../../src/simulate/violations.ts";
import { planOf, startedWith, unit } from "../core/run/facts.ts";
import { countedRepository } from "./counted.ts";

export const minute = 60_000;
export const twoUnits = planOf(unit("u1"), unit("u2", ["u1"]));
const allRight: Odds = { wrong: 0, hidden: 0, spoiled: 0, faltered: 0 };

export interface Play {
  readonly plan?: Plan;
  /** What child runs plan. */
  readonly inner?: Plan;
  /** Whether the process dies around the n-th call of a port, counted from 1. */
  readonly dies?: (call: number) => "before" | "after" | null;
  readonly odds?: Odds;
  readonly config?: Partial<Config>;
  readonly days?: DayStore;
  /** Only votes: nothing is published. */
  readonly alone?: boolean;
  /** Requirements and plan are elected too. */
  readonly proposed?: boolean;
  /** Stands between the engine and the journal, the model, the sandbox, the clock, GitHub. */
  readonly journal?: (journal: MemoryJournal) => Journal;
  readonly model?: (model: Model) => Model;
  readonly sandbox?: (sandbox: Sandbox) => Sandbox;
  readonly clock?: (clock: Clock) => Clock;
  readonly repository?: (repository: Repository) => Repository;
  readonly agents?: (agents: Agents) => Agents;
  readonly terms?: Partial<Pick<Started, "models" | "strata" | "ciRoute" | "experience">>;
  /** Whether CI is green in its n-th run on a branch, counted from 1; always when absent. */
  readonly green?: (branch: string, n: number) => boolean;
  /** Appends become durable by themselves so long after; only by a flush when absent. */
  readonly commitMs?: number;
  readonly watch?: (event: Event, run: Run) => void;
}

export interface Stage {
  readonly time: Schedule;
  readonly github: Hub;
  readonly journal: MemoryJournal;
  readonly started: Started;
  /** Every call of a port, in order. */
  readonly calls: readonly string[];
  readonly logged: readonly string[];
  deaths(): number;
  engine(): Engine;
  /** The process ends now; the next one begins a second later. */
  die(): void;
  run(): Run;
  /** The newest run on an issue that a parent opened. */
  child(issue: number): Run | null;
  /** Goes on until the run is over, or for so many virtual milliseconds. */
  play(ms?: number): Promise<void>;
  /** What GitHub and the journal say in the end, without anything that depends on when. */
  summary(): Summary;
  violations(): readonly string[];
}

export interface Summary {
  readonly phase: Run["phase"];
  readonly merged: number;
  /** Branch, base and state of each pull request, in the order of their numbers. */
  readonly pulls: readonly (readonly string[])[];
  /** Path and content of each file on the line. */
  readonly files: readonly (readonly [string, unknown])[];
  readonly comments: number;
}

const never = new Promise<never>(() => {});

export function stage(play: Play = {}): Stage {
  const time = schedule(1_700_000_000_000);
  const github = hub(2000);
  const plan = play.plan ?? twoUnits;
  const base = github.commit(new Map(), [], "person");
  github.move("main", null, base, time.now() - minute, "person");
  const journal = memoryJournal(() => sleep(self(), 2));
  const verified = new Set<string>();
  const calls: string[] = [];
  const logged: string[] = [];
  const ciRuns = new Map<string, number>();
  const started = startedFor(play, base, time.now());
  let life = { alive: true };
  let deaths = 0;
  let engine = born();
  const self = (): { alive: boolean } => life;

  function sleep(one: { alive: boolean }, ms: number): Promise<void> {
    return new Promise((resolve) => time.at(time.now() + ms, () => one.alive && resolve()));
  }

  function die(): void {
    life.alive = false;
    deaths += 1;
    journal.crash();
    time.at(time.now() + 1000, () => {
      engine = born();
      begin();
    });
  }

  function born(): Engine {
    life = { alive: true };
    const watch = play.watch ?? (() => {});
    const usual = simulatedAgents(plan, play.inner);
    const agents = play.agents?.(usual) ?? usual;
    return openEngine(portsOf(life), agents, logInto(logged), watch);
  }

  /** A start that was lost with the process is delivered again. */
  function begin(): void {
    engine.resume();
    if (journal.all().length === 0) engine.start(started).catch(() => {});
  }

  /** Counts the call; when it is its turn, the process dies around it. */
  function called<T>(one: { alive: boolean }, name: string, effect: () => Promise<T>): Promise<T> {
    if (!one.alive) return never;
    calls.push(name);
    const mine = play.dies?.(calls.length) ?? null;
    if (mine === "before") {
      die();
      return never;
    }
    if (mine === null) return effect();
    const dead = (): Promise<never> => {
      if (one.alive) die();
      return never;
    };
    return effect().then(dead, dead);
  }

  function appending(one: { alive: boolean }, inner: Journal): Journal["append"] {
    return (run, seen, events) => {
      if (!one.alive) throw new Error("the process is dead");
      calls.push(`append ${events.map((e) => e.kind).join()}`);
      const mine = play.dies?.(calls.length) ?? null;
      if (mine === "before") {
        die();
        throw new Error("the process is dead");
      }
      const done = inner.append(run, seen, events);
      if (mine === "after") die();
      else if (play.commitMs !== undefined) {
        time.at(time.now() + play.commitMs, () => one.alive && void journal.flush());
      }
      return done;
    };
  }

  function runCi(head: Sha): void {
    const branch = github.history.findLast((h) => h.kind === "ref" && h.to === head);
    const name = branch?.kind === "ref" ? branch.branch : "";
    const n = (ciRuns.get(name) ?? 0) + 1;
    ciRuns.set(name, n);
    const green = play.green?.(name, n) ?? true;
    time.at(time.now() + 5000, () => github.ci.set(head, { at: time.now(), green }));
  }

  function portsOf(one: { alive: boolean }): Ports {
    const chance = random("stage");
    const nap = (ms: number): Promise<void> => sleep(one, ms);
    const faults = { api: 0, count: () => {} };
    const inner = play.journal?.(journal) ?? journal;
    const model = simulatedModel("stage", play.odds ?? allRight, nap, () => {});
    const asked = play.model?.(model) ?? model;
    const passed = (tree: Parameters<typeof treeDigest>[0]): void =>
      void verified.add(treeDigest(tree));
    const boxed = simulatedSandbox(random("never out of slots"), nap, faults, passed);
    const sandbox = play.sandbox?.(boxed) ?? boxed;
    const wake = (): void => void (one.alive && engine.wake(() => true));
    const simulated = simulatedRepository({
      hub: github,
      random: chance.fork("api"),
      faults,
      bug: null,
      now: time.now,
      sleep: nap,
      happened: ({ head }) => {
        if (head) runCi(head);
        time.at(time.now() + 6000, () => engine.wake(() => true));
        wake();
      },
    });
    const repository = play.repository?.(simulated) ?? simulated;
    const at: Clock["at"] = (when, ring) => time.at(when, () => one.alive && ring());
    const clock = { now: time.now, at };
    return {
      ...(play.days ? { days: play.days } : {}),
      clock: play.clock?.(clock) ?? clock,
      journal: {
        ...inner,
        append: appending(one, inner),
        flush: () => called(one, "flush", () => inner.flush()),
      },
      model: {
        costMax: asked.costMax,
        sample: (...asking) => called(one, "sample", () => asked.sample(...asking)),
      },
      sandbox: { run: (job) => called(one, "sandbox", () => sandbox.run(job)) },
      repository: () => countedRepository(repository, (name, effect) => called(one, name, effect)),
    };
  }

  function childOn(issue: number): Run | null {
    const [id] = journal.ofIssue(1, issue);
    return id === undefined ? null : engine.read(id.run);
  }

  return {
    time,
    github,
    journal,
    started,
    calls,
    logged,
    deaths: () => deaths,
    engine: () => engine,
    die,
    run() {
      const run = engine.read(started.run);
      if (run === null) throw new Error("there is no run");
      return run;
    },
    child: childOn,
    async play(ms = 24 * 60 * minute) {
      if (journal.all().length === 0) begin();
      const over = (): boolean => journal.all().length > 0 && journal.live().length === 0;
      await time.run(over, time.now() - 1_700_000_000_000 + ms);
    },
    summary() {
      const { phase, merged } = this.run();
      const pulls = github.pulls.map((p) => [p.branch, p.base, p.state]);
      const tip = standsAt(github, this.run().line.name);
      const tree = tip === null ? null : github.commits.get(tip)?.tree;
      const files = [...(tree ?? [])].map(([path, entry]) => [path, entry.content] as const);
      return { phase, merged, pulls, files, comments: github.comments.length };
    },
    violations() {
      const finished = this.run().phase.kind === "done";
      const children = childrenIn(github, base, (n) =>
        journal.ofIssue(1, n).flatMap((one) => engine.read(one.run) ?? []),
      );
      return violations(github, [{ issue: 7, plan, base, finished }, ...children], verified);
    },
  };
}

function startedFor(play: Play, base: Started["base"]["head"], at: number): Started {
  const usual = startedWith({ plan: play.plan ?? twoUnits, sandboxed: true });
  const { plan: given, ...rest } = usual;
  return {
    ...rest,
    ...(given === undefined || play.proposed ? {} : { plan: given }),
    ...play.terms,
    at,
    base: { branch: "main", head: base },
    repository: play.alone ? null : usual.repository,
    config: { ...usual.config, test: "test", budget: defaultConfig.budget, ...play.config },
    pace: { quietMs: 15_000, lookMs: minute, publishMs: 10_000 },
  };
}

function logInto(lines: string[]): Log {
  const say = (_fields: unknown, message: string): void => void lines.push(message);
  return { info: say, warn: say, error: say };
}
