// The house put together: one engine over its ports, seen by the GitHub edge through one facade.
import { randomBytes } from "node:crypto";
import { no, ok } from "./core/kernel.ts";
import type { Pace } from "./core/run/event.ts";
import { cautionsOf, experienceOf, modelTerms } from "./core/run/past.ts";
import { isOver, type Run } from "./core/run/state.ts";
import { isOrder, unfit } from "./core/report/unfit.ts";
import { explain } from "./core/report/why.ts";
import { status } from "./core/report/status.ts";
import type { Agents } from "./engine/agents.ts";
import { openEngine, type Engine } from "./engine/engine.ts";
import { openHistory } from "./engine/history.ts";
import type { Log, Watcher } from "./engine/log.ts";
import { strataOf } from "./engine/draws.ts";
import type { Ports } from "./engine/ports.ts";
import type { House, RunSeen, Where } from "./github/house.ts";

export interface Frame {
  readonly ports: Ports;
  readonly agents: Agents;
  readonly log: Log;
  readonly pace: Pace;
  /** Names of the configured models. */
  readonly models: readonly string[];
  /** Fixed seed of all draws; random where null. */
  readonly seed: string | null;
  readonly watch?: Watcher;
}

/** Waits that suit GitHub: reads may lag, and people do not need an edit a second. */
export const githubPace: Pace = { quietMs: 60_000, lookMs: 120_000, publishMs: 10_000 };

export function openHouse(frame: Frame): { readonly engine: Engine; readonly house: House } {
  const { ports, agents, log, pace, models } = frame;
  const engine = openEngine(ports, agents, log, frame.watch);
  const history = openHistory(ports.journal);
  const house: House = {
    terms(config) {
      const chosen = models.filter((name) => config.models.includes(name));
      const past = history();
      const used = modelTerms(past, chosen.length > 0 ? chosen : models);
      const names = used.map(({ name }) => name);
      const sandboxed = ports.sandbox !== null && config.test !== null;
      const experience = experienceOf(past, config.vote, names);
      const cautions = cautionsOf(past, config.vote.wrongMax, names);
      return {
        sandboxed,
        strata: strataOf(used.length),
        models: used,
        ...(experience ? { experience } : {}),
        ...(cautions ? { cautions } : {}),
        seed: frame.seed ?? randomBytes(16).toString("hex"),
        pace,
      };
    },
    start: (started) => engine.start(started),
    async tell(id, event) {
      const known = engine.read(id);
      if (known === null) return no("There is no such run.");
      const unreadable = engine.unreadable(id);
      if (unreadable !== null) return no(`Nothing was done: ${unreadable}.`);
      const because = isOrder(event) ? unfit(known, event.kind) : null;
      if (because !== null) return no(because);
      const told = await engine.tell(id, event);
      return told ? ok(undefined) : no("Nothing was done: the run is over.");
    },
    wake: (where) => engine.wake((run) => concerns(run, where)),
    runsOf: (repositoryId, issue) =>
      ports.journal.ofIssue(repositoryId, issue).map(({ run: id, ended }) => {
        const run = ended ? null : engine.read(id);
        return { id, standing: run === null ? "over" : standingOf(run) };
      }),
    words(id, about) {
      const run = engine.read(id);
      if (run === null) return "There is no such run.";
      return about === "status" ? status(run) : explain(run, ports.clock.now());
    },
  };
  return { engine, house };
}

function standingOf(run: Run): RunSeen["standing"] {
  if (isOver(run)) return "over";
  return run.phase.kind === "stopped" ? "stopped" : "live";
}

/** A wake costs a few reads, so everything in the repository that may concern a run wakes it. */
function concerns(run: Run, where: Where): boolean {
  if (run.started.repository?.id !== where.repositoryId) return false;
  return where.issue === undefined || where.issue === run.started.issue.number;
}
