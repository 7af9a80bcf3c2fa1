// What ended runs teach the next one: how often models were right, how hard steps were, what
// samples cost.
import type { Step } from "../plan/plan.ts";
import { at } from "../vector.ts";
import { beliefOf, errorAllowed, type Fallen } from "../vote/belief.ts";
import type { Caution } from "../vote/caution.ts";
import { assumedHistory, estimate, type Seen } from "../vote/estimate.ts";
import type { Mixture } from "../vote/odds.ts";
import { weightsOf, type Labelled } from "../vote/worth.ts";
import { pollKey } from "./action.ts";
import type { Event, EventOf, Poll, Vote } from "./event.ts";
import { evolve } from "./evolve.ts";
import { modelOf } from "./origin.ts";
import type { Run } from "./state.ts";
import type { Experience, ModelTerm } from "./terms.ts";

type Kind = Step["kind"];

/** Sums over samples for steps. */
export interface Drawn {
  readonly samples: number;
  readonly valid: number;
  /** Millionths of a dollar. */
  readonly microUsd: number;
}

export interface Past {
  /** Runs that elected steps. */
  readonly runs: number;
  /** By the model's name: votes for and against what was verified and merged in the end. */
  readonly models: ReadonlyMap<string, Labelled>;
  /** How elections of steps fell, by the kind of step; whoever was right. */
  readonly elections: Readonly<Record<Kind, readonly Seen[]>>;
  /** The same apart by what became of the classes in their checks, by `askedOf` the run. */
  readonly fallen: ReadonlyMap<string, FallenByKind>;
  readonly drawn: Drawn;
}

export const noPast: Past = {
  runs: 0,
  models: new Map(),
  elections: { test: [], code: [] },
  fallen: new Map(),
  drawn: { samples: 0, valid: 0, microUsd: 0 },
};

type FallenByKind = Readonly<Record<Kind, readonly Fallen[]>>;

type StepPoll = Extract<Poll, { readonly kind: "step" }>;

interface Ballots {
  readonly poll: StepPoll;
  readonly votes: Vote[];
}

/** What one run teaches. @param chunks its events in order. */
export function pastOf(chunks: Iterable<readonly Event[]>): Past {
  let run: Run | null = null;
  const polls = new Map<string, Ballots>();
  const failed = new Set<string>();
  const drawn = { samples: 0, valid: 0, microUsd: 0 };
  for (const events of chunks) {
    for (const event of events) {
      run = evolve(run, event);
      if (event.kind === "verified" && event.verdict === "failed") failed.add(checkedIn(event));
      if (event.kind !== "sampled" || event.poll.kind !== "step") continue;
      drawn.samples += event.votes.length;
      drawn.valid += event.votes.filter((vote) => "class" in vote).length;
      drawn.microUsd += event.microUsd;
      if (event.poll.part !== undefined) continue;
      const key = pollKey(event.poll);
      const known = polls.get(key);
      if (known) known.votes.push(...event.votes);
      else polls.set(key, { poll: event.poll, votes: [...event.votes] });
    }
  }
  if (run === null || polls.size === 0) return noPast;
  return { runs: 1, drawn, ...taught(run, [...polls.values()], failed) };
}

/** The class of a step's attempt that a check was about, as one text. */
const checkedIn = ({ unit, attempt, step, class: name }: EventOf<"verified">): string =>
  keyOfClass({ unit, attempt, step: step ?? 0 }, name ?? "");

const keyOfClass = (
  { unit, attempt, step }: Pick<StepPoll, "unit" | "attempt" | "step">,
  name: string,
): string => [unit, attempt, step, name].join("/");

function taught(
  run: Run,
  polls: readonly Ballots[],
  failed: ReadonlySet<string>,
): Pick<Past, "models" | "elections" | "fallen"> {
  const models = new Map<string, Labelled>();
  const elections: Record<Kind, Seen[]> = { test: [], code: [] };
  const fallen: Record<Kind, Fallen[]> = { test: [], code: [] };
  for (const { poll, votes } of polls) {
    const kind = run.plan.units[poll.unit]?.steps[poll.step]?.kind;
    const counts = new Map<string, number>();
    const winner = mergedClass(run, poll);
    for (const vote of votes) {
      if (!("class" in vote)) continue;
      counts.set(vote.class, (counts.get(vote.class) ?? 0) + 1);
      const name = run.started.models?.[vote.model ?? modelOf(run.started, vote.n)]?.name;
      if (winner === null || name === undefined) continue;
      const { right, wrong } = models.get(name) ?? { right: 0, wrong: 0 };
      const agreed = vote.class === winner;
      models.set(name, { right: right + (agreed ? 1 : 0), wrong: wrong + (agreed ? 0 : 1) });
    }
    if (!kind || counts.size === 0) continue;
    elections[kind].push({ votes: [...counts.values()], times: 1 });
    const votesOf = (lost: boolean): readonly number[] =>
      [...counts].flatMap(([c, n]) => (failed.has(keyOfClass(poll, c)) === lost ? [n] : []));
    fallen[kind].push({ kept: votesOf(false), failed: votesOf(true) });
  }
  const asked = run.started.models && askedOf(run.started.models.map(({ name }) => name));
  return { models, elections, fallen: new Map(asked === undefined ? [] : [[asked, fallen]]) };
}

/** The set of models that a run asks, as one text. */
const askedOf = (names: readonly string[]): string => JSON.stringify([...new Set(names)].sort());

/** The label of a step: the class that was merged; null where nothing verified it. */
function mergedClass(run: Run, { unit, attempt, step }: StepPoll): string | null {
  const state = at(run.units, unit);
  if (run.started.repository === null || state?.attempt !== attempt) return null;
  return state.phase.kind === "merged" ? (state.phase.won[step]?.class ?? null) : null;
}

/** What two pasts teach together. */
export function together(a: Past, b: Past): Past {
  const models = new Map(a.models);
  for (const [name, { right, wrong }] of b.models) {
    const known = models.get(name) ?? { right: 0, wrong: 0 };
    models.set(name, { right: known.right + right, wrong: known.wrong + wrong });
  }
  const fallen = new Map(a.fallen);
  for (const [asked, { test, code }] of b.fallen) {
    const known = fallen.get(asked) ?? { test: [], code: [] };
    fallen.set(asked, { test: [...known.test, ...test], code: [...known.code, ...code] });
  }
  return {
    runs: a.runs + b.runs,
    models,
    elections: {
      test: [...a.elections.test, ...b.elections.test],
      code: [...a.elections.code, ...b.elections.code],
    },
    fallen,
    drawn: {
      samples: a.drawn.samples + b.drawn.samples,
      valid: a.drawn.valid + b.drawn.valid,
      microUsd: a.drawn.microUsd + b.drawn.microUsd,
    },
  };
}

/** The models that a new run draws from, and what their votes weigh. @param names at least one. */
export function modelTerms(past: Past, names: readonly string[]): readonly ModelTerm[] {
  const known = names.map((name) => past.models.get(name) ?? { right: 0, wrong: 0 });
  const weights = weightsOf(known);
  return names.flatMap((name, i) => {
    const weight = weights[i] ?? null;
    return weight === null ? [] : [{ name, weight }];
  });
}

/**
 * What an estimate of a new run goes by; undefined before any run ended.
 * @param wrongMax share of wrong ones that is borne among its winners; 0: winners are not doubted.
 * @param names of the models that it asks: only runs that asked the same ones, all and no others,
 * tell how much to doubt its winners. Journals that name no models tell nothing.
 */
export function experienceOf(
  past: Past,
  wrongMax: number,
  names: readonly string[],
): Experience | undefined {
  const { runs, elections, drawn } = past;
  if (runs === 0 || drawn.valid === 0) return undefined;
  const fallen = past.fallen.get(askedOf(names));
  const [test, code] = [fallen?.test, fallen?.code].map((one) => cautionOf(one ?? [], wrongMax));
  return {
    runs,
    ...(test || code ? { cautions: { ...(test ? { test } : {}), ...(code ? { code } : {}) } } : {}),
    mixtures: { test: mixtureOf(elections.test), code: mixtureOf(elections.code) },
    validShare: drawn.valid / drawn.samples,
    microUsdPerSample: drawn.microUsd / drawn.samples,
  };
}

function cautionOf(fallen: readonly Fallen[], wrongMax: number): Caution | null {
  const belief = wrongMax > 0 ? beliefOf(fallen) : null;
  return belief && { belief, errorMax: errorAllowed(fallen, belief, wrongMax) };
}

function mixtureOf(seen: readonly Seen[]): Mixture {
  const all = estimate([...assumedHistory, ...seen]);
  return all.kind === "estimate" ? all.mixture : [];
}
