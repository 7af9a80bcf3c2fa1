// Small runs told in events, for the tests of the fold and of what it asks for.
import { defaultConfig, type Config } from "../../../src/core/config/config.ts";
import { sha, type Instant, type Sha } from "../../../src/core/kernel.ts";
import type { Plan, Unit } from "../../../src/core/plan/plan.ts";
import type { Event, EventOf, Started, Vote } from "../../../src/core/run/event.ts";
import { evolve } from "../../../src/core/run/evolve.ts";
import { runId } from "../../../src/core/run/names.ts";
import type { Run, UnitState } from "../../../src/core/run/state.ts";
import { parsePath } from "../../../src/core/tree.ts";
import { at } from "../../../src/core/vector.ts";

export const commit = (digit: string): Sha => sha(digit.repeat(40));
export const base = commit("0");
export const line = commit("1");

const repository = { installation: 1, id: 1, owner: "o", name: "n" };
export const maintainer = { id: 1, login: "maintainer" };

export function unit(id: string, needs: readonly string[] = [], steps = 1): Unit {
  return {
    id,
    title: `Unit ${id}`,
    requirements: ["R1"],
    needs,
    steps: Array.from({ length: steps }, (_, i) => {
      const path = parsePath(`${id}/s${i + 1}.txt`);
      if (path === null) throw new Error("not a path");
      const target = { kind: "file", path } as const;
      return { kind: "code", target, task: "write", signatureMayChange: false } as const;
    }),
  };
}

export const planOf = (...units: readonly Unit[]): Plan => ({ units });

export interface Settings extends Partial<Omit<Started, "kind" | "config">> {
  readonly vote?: Partial<Config["vote"]>;
  readonly limits?: Partial<Config["limits"]>;
  readonly config?: Partial<Config>;
}

const quick = {
  unanimous: 2,
  lead: 2,
  strataMin: 1,
  votesMax: 24,
  samplesMax: 60,
  runoff: 0,
  replan: false,
  places: 0,
};

/** Two unanimous votes decide, a lead of two after dissent; CI gates; no sandbox, no runoff. */
export function startedWith(settings: Settings = {}): Started {
  const { vote, limits, config, ...rest } = settings;
  return {
    kind: "started",
    at: 0,
    run: runId(repository, 7, "aaaa"),
    repository,
    issue: { number: 7, title: "Title", body: "Body" },
    by: maintainer,
    base: { branch: "main", head: base },
    config: {
      ...defaultConfig,
      vote: { ...defaultConfig.vote, ...quick, ...vote },
      limits: { ...defaultConfig.limits, ...limits },
      ...config,
    },
    mode: "auto",
    ciRoute: "units",
    sandboxed: false,
    strata: 1,
    seed: "seed",
    pace: { quietMs: 60_000, lookMs: 30_000, publishMs: 10_000 },
    ...rest,
  };
}

/** Sandboxed, with a test command: classes are checked before they count. */
export const sandboxed = { sandboxed: true, config: { test: "npm test" } } as const;

export function fold(...events: readonly Event[]): Run {
  let run: Run | null = null;
  for (const event of events) run = evolve(run, event);
  if (run === null) throw new Error("no events");
  return run;
}

export const plus = (run: Run, ...events: readonly Event[]): Run => events.reduce(evolve, run);

/** A run whose plan was given, with its line open. */
export const opened = (plan: Plan, settings: Settings = {}): Run =>
  fold(startedWith({ plan, ...settings }), lineOpened);

export function stateOf(run: Run, i: number): UnitState {
  const state = at(run.units, i);
  if (!state) throw new Error(`no unit ${i}`);
  return state;
}

export const word = (n: number, name: string): Vote => ({ n, class: name, text: name });
export const spoiled = (n: number): Vote => ({ n, spoiled: ["format"] });

const costs = { microUsd: 0, tokens: 0 };

/** Votes of one step, numbered from 0 in the order given; "-" is a spoiled sample. */
export function votes(
  i: number,
  words: readonly string[],
  more: {
    readonly attempt?: number;
    readonly step?: number;
    readonly at?: Instant;
    readonly part?: "probe" | "ballot";
  } = {},
): EventOf<"sampled"> {
  const { attempt = 1, step = 0, at: when = 0, part } = more;
  const poll = { kind: "step", unit: i, attempt, step, ...(part ? { part } : {}) } as const;
  const list = words.map((name, n) => (name === "-" ? spoiled(n) : word(n, name)));
  return { kind: "sampled", at: when, poll, votes: list, ...costs };
}

export const elect = (i: number, attempt = 1): EventOf<"sampled"> =>
  votes(i, ["right", "right"], { attempt });

export function chosen(
  kind: "propose" | "choose",
  of: "requirements" | "plan",
  list: readonly Vote[],
): EventOf<"sampled"> {
  return { kind: "sampled", at: 0, poll: { kind, of }, votes: list, ...costs };
}

export const lineOpened: Event = { kind: "lineOpened", at: 0, head: line };

export const pushed = (i: number, head: Sha, onto: Sha = line, attempt = 1): Event => ({
  kind: "pushed",
  at: 0,
  unit: i,
  attempt,
  head,
  onto,
});

export const pulled = (i: number): Event => ({ kind: "opened", at: 0, unit: i, pull: 100 + i });

export function looked(
  i: number,
  head: Sha,
  ci: "green" | "red" | "pending",
  more: Partial<EventOf<"looked">> = {},
): EventOf<"looked"> {
  const people = { changesRequestedBy: [], approvedBy: [] };
  const failed = ci === "red" ? [{ ...check, conclusion: "failure" }] : [];
  return { kind: "looked", at: 0, unit: i, head, ci, because: ci, failed, ...people, ...more };
}

const check = { name: "test", app: "ci", status: "completed", url: null, summary: "boom" } as const;

export const verified = (
  i: number,
  of: string | null,
  verdict: "passed" | "failed" | "inconclusive",
  more: Partial<EventOf<"verified">> = {},
): EventOf<"verified"> => ({
  kind: "verified",
  at: 0,
  unit: i,
  attempt: 1,
  class: of,
  onto: line,
  verdict,
  because: `it ${verdict}`,
  tests: 3,
  ...more,
});

export const merged = (i: number, head: Sha, commitAt: Sha): Event => ({
  kind: "merged",
  at: 0,
  unit: i,
  head,
  commit: commitAt,
  line: commitAt,
});

/** Elected, pushed, its pull request open and green on the line as it stands. */
export const readyUnit = (i: number, head: Sha, onto: Sha = line): readonly Event[] => [
  elect(i),
  pushed(i, head, onto),
  pulled(i),
  looked(i, head, "green"),
];
