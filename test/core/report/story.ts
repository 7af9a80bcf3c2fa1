// A small run told in events, so that the words are tested on states that the fold really makes.
import type { Event, EventOf, Started } from "../../../src/core/run/event.ts";
import { defaultConfig } from "../../../src/core/config/config.ts";
import { sha, type Sha } from "../../../src/core/kernel.ts";
import type { Plan, Step } from "../../../src/core/plan/plan.ts";
import type { Requirement } from "../../../src/core/requirement/requirement.ts";
import { inputsDigest } from "../../../src/core/report/status.ts";
import { evolve } from "../../../src/core/run/evolve.ts";
import { runId } from "../../../src/core/run/names.ts";
import type { Run } from "../../../src/core/run/state.ts";
import { parsePath } from "../../../src/core/tree.ts";

export const start = 1_700_000_000_000;

export const commit = (digit: string): Sha => sha(digit.repeat(40));

const repository = { installation: 1, id: 42, owner: "octo", name: "tables" };

/** Elections are torn after few votes. */
const caps = { votesMax: 24, samplesMax: 60 };

export const started: Started = {
  kind: "started",
  at: start,
  run: runId(repository, 7, "k3fa"),
  repository,
  issue: { number: 7, title: "Join two tables", body: "Please join two tables." },
  by: { id: 5, login: "octocat" },
  base: { branch: "main", head: commit("a") },
  config: {
    ...defaultConfig,
    test: "npm test",
    vote: { ...defaultConfig.vote, ...caps, runoff: 0, replan: false, places: 0 },
    checks: { required: [{ name: "test", app: null }] },
  },
  mode: "auto",
  ciRoute: "units",
  sandboxed: false,
  strata: 1,
  seed: "seed",
  pace: { quietMs: 5000, lookMs: 10_000, publishMs: 1000 },
};

export const requirements: readonly Requirement[] = [
  {
    id: "R1",
    ears: "The library shall give a cell's key.",
    quote: "join two tables",
    priority: "must",
    acceptance: [{ id: "R1.A1", method: "test", given: "", when: "", expected: "keyOf is tested" }],
    measure: null,
    kind: "functional",
  },
  {
    id: "R2",
    ears: "When two tables are joined, the library shall match rows by key.",
    quote: "Please join",
    priority: "should",
    acceptance: [{ id: "R2.A1", method: "test", given: "", when: "", expected: "join is tested" }],
    measure: null,
    kind: "functional",
  },
];

export function stepAt(file: string, symbol: string): Step {
  const path = parsePath(file);
  if (path === null) throw new Error(`not a path: ${file}`);
  const target = { kind: "symbol", path, symbol, ordinal: 0 } as const;
  return { kind: "code", target, task: `Write ${symbol}.`, signatureMayChange: false };
}

export const plan: Plan = {
  units: [
    {
      id: "u1",
      title: "Add keyOf",
      requirements: ["R1"],
      needs: [],
      steps: [stepAt("src/value.js", "keyOf")],
    },
    {
      id: "u2",
      title: "Join tables by key",
      requirements: ["R2"],
      needs: ["u1"],
      steps: [stepAt("src/join.js", "join"), stepAt("src/index.js", "exports")],
    },
  ],
};

/** The run after the events, each a second after the one before. */
export function told(events: readonly Event[]): Run {
  let run: Run | null = null;
  events.forEach((event, i) => {
    run = evolve(run, { ...event, at: start + i * 1000 });
  });
  if (run === null) throw new Error("no events");
  return run;
}

const at = start;

/** Unanimous proposals: five samples with one text. */
export function chosen(of: "requirements" | "plan", text: string): EventOf<"sampled"> {
  const votes = [0, 1, 2, 3, 4].map((n) =>
    n === 0 ? { n, class: "only", text } : { n, class: "only" },
  );
  return {
    kind: "sampled",
    at,
    poll: { kind: "propose", of },
    votes,
    microUsd: 20_000,
    tokens: 900,
  };
}

/** Votes for one step, by class; `!flag` is a spoiled one. */
export function voted(
  unit: number,
  step: number,
  classes: readonly string[],
  first = 0,
): EventOf<"sampled"> {
  const votes = classes.map((name, k) =>
    name.startsWith("!")
      ? { n: first + k, spoiled: [name.slice(1)], detail: "cut off at 4000 tokens" }
      : { n: first + k, class: name, text: `function ${name}() {}` },
  );
  const poll = { kind: "step", unit, attempt: 1, step } as const;
  return { kind: "sampled", at, poll, votes, microUsd: 3000, tokens: 100 };
}

export const lineOpened: Event = { kind: "lineOpened", at, head: commit("a") };

export function looked(
  unit: number,
  head: Sha,
  ci: "green" | "pending" | "red",
  because: string,
): EventOf<"looked"> {
  const none: readonly string[] = [];
  return {
    kind: "looked",
    at,
    unit,
    head,
    ci,
    because,
    failed: [],
    changesRequestedBy: none,
    approvedBy: none,
  };
}

/** Proposals that differ, and ballots that do not agree on one of them. */
export function contested(
  of: "requirements" | "plan",
  texts: readonly [string, string],
): readonly Event[] {
  const costs = { microUsd: 20_000, tokens: 900 };
  const proposed = [0, 1, 0, 0, 1].map((which, n) => {
    return { n, class: `p${which}`, text: texts[which] ?? "" };
  });
  const ballots = Array.from({ length: 24 }, (_, n) => {
    return { n, class: n === 5 ? "none" : `p${n % 2}` };
  });
  return [
    { kind: "sampled", at, poll: { kind: "propose", of, retry: 0 }, votes: proposed, ...costs },
    { kind: "sampled", at, poll: { kind: "choose", of, retry: 0 }, votes: ballots, ...costs },
  ];
}

/** One unit where the plan has two. */
export const otherPlan: Plan = {
  units: [
    {
      id: "u1",
      title: "Join tables",
      requirements: ["R1", "R2"],
      needs: [],
      steps: [stepAt("src/join.js", "join")],
    },
  ],
};

/** The requirements are elected, the plan is not. */
export const specified: readonly Event[] = [
  started,
  chosen("requirements", JSON.stringify(requirements)),
];

/** From the trigger to units under way. */
export const planned: readonly Event[] = [
  ...specified,
  chosen("plan", JSON.stringify(plan)),
  lineOpened,
];

/** u1 elected, pushed and waiting for CI. */
export const inReview: readonly Event[] = [
  ...planned,
  voted(0, 0, ["a", "!truncated", "a", "a"]),
  { kind: "pushed", at, unit: 0, attempt: 1, head: commit("b"), onto: commit("a") },
  { kind: "opened", at, unit: 0, pull: 12 },
  looked(0, commit("b"), "pending", "no check named test yet"),
];

/** u1 merged, u2 voting on its second step. */
export const secondUnit: readonly Event[] = [
  ...inReview,
  looked(0, commit("b"), "green", "test succeeded"),
  { kind: "merged", at, unit: 0, head: commit("b"), commit: commit("c"), line: commit("c") },
  voted(1, 0, ["a", "b", "a", "a", "a", "a", "a"]),
  voted(1, 1, ["a", "a"]),
];

/** Everything merged, the final pull request open. */
export const finished: readonly Event[] = [
  ...secondUnit,
  voted(1, 1, ["a"], 2),
  { kind: "pushed", at, unit: 1, attempt: 1, head: commit("d"), onto: commit("c") },
  { kind: "opened", at, unit: 1, pull: 13 },
  looked(1, commit("d"), "green", "test succeeded"),
  { kind: "merged", at, unit: 1, head: commit("d"), commit: commit("e"), line: commit("e") },
  { kind: "finalOpened", at, pull: 14, draft: false },
];

/** The digest of all inputs changes with every new setting: snapshots show that it is there. */
export const undigested = (text: string): string =>
  text.replaceAll(inputsDigest(told([started])), "INPUTS");
