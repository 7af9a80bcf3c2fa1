// What ended runs teach the next one: how often models were right, how hard steps were, what
// samples cost.
import type { Config } from "../config/config.ts";
import type { Step } from "../plan/plan.ts";
import { at } from "../vector.ts";
import type { Fallen } from "../vote/belief.ts";
import { errorAllowed, firstAllowed, type Caution } from "../vote/caution.ts";
import { assumedHistory, estimate, type Seen } from "../vote/estimate.ts";
import { beliefOf, usual } from "../vote/fit.ts";
import type { Mixture } from "../vote/odds.ts";
import { weightsOf, type Labelled } from "../vote/worth.ts";
import { pollKey } from "./action.ts";
import type { Event, EventOf, Poll, Vote } from "./event.ts";
import type { Election } from "./election.ts";
import { evolve } from "./evolve.ts";
import { checksAt } from "./frame.ts";
import { modelOf } from "./origin.ts";
import { electionAfter } from "./tallying.ts";
import { frameOf } from "./units.ts";
import type { Run } from "./state.ts";
import type { Cautions, Experience, ModelTerm } from "./terms.ts";

type Kind = Step["kind"];

/** Sums over samples for steps. */
export interface Drawn {
  readonly samples: number;
  readonly valid: number;
  /** Millionths of a dollar. */
  readonly microUsd: number;
}

export interface Past {
  /** By the model's name: votes for and against what was verified and merged in the end. */
  readonly models: ReadonlyMap<string, Labelled>;
  /** By `askedOf` the runs: the same models answer a new run as they answered those. */
  readonly asked: ReadonlyMap<string, Taught>;
}

/** What runs that asked the same models teach. */
export interface Taught {
  /** Runs that elected steps. */
  readonly runs: number;
  /** How all votes on steps fell, by the kind of step; whoever was right. */
  readonly elections: Readonly<Record<Kind, readonly Seen[]>>;
  /** How those fell that decided, apart by what became of the classes in their checks. */
  readonly fallen: Readonly<Record<Kind, readonly Fallen[]>>;
  readonly drawn: Drawn;
  /** Samples that each ended election took, by the settings of the vote. */
  readonly lengths: ReadonlyMap<string, Lengths>;
}

type Lengths = Readonly<Record<Kind, readonly number[]>>;

export const noPast: Past = { models: new Map(), asked: new Map() };

type StepPoll = Extract<Poll, { readonly kind: "step" }>;

interface Ballots {
  readonly poll: StepPoll;
  readonly votes: Vote[];
  /** With the votes that decided, or would; null where the step was decided before them all. */
  election: Election | null;
}

/** What one run teaches. @param chunks its events in order. */
export function pastOf(chunks: Iterable<readonly Event[]>): Past {
  let run: Run | null = null;
  const polls = new Map<string, Ballots>();
  const drawn = { samples: 0, valid: 0, microUsd: 0 };
  for (const events of chunks) {
    for (const event of events) {
      const before: Run | null = run;
      run = evolve(before, event);
      if (event.kind === "verified") {
        const { unit, attempt, step = 0 } = event;
        const known = polls.get(pollKey({ kind: "step", unit, attempt, step }));
        if (known) known.election = electionOf(before, event, unit) ?? known.election;
      }
      if (event.kind !== "sampled" || event.poll.kind !== "step") continue;
      drawn.samples += event.votes.length;
      drawn.valid += event.votes.filter((vote) => "class" in vote).length;
      drawn.microUsd += event.microUsd;
      if (event.poll.part !== undefined || event.votes.length === 0) continue;
      const { poll } = event;
      const known = polls.get(pollKey(poll)) ?? { poll, votes: [], election: null };
      known.votes.push(...event.votes);
      known.election = electionOf(before, event, poll.unit) ?? known.election;
      polls.set(pollKey(poll), known);
    }
  }
  if (run === null || polls.size === 0) return noPast;
  return taught(run, [...polls.values()], drawn);
}

function electionOf(
  run: Run | null,
  event: EventOf<"sampled"> | EventOf<"verified">,
  unit: number,
): Election | null {
  const state = run && at(run.units, unit);
  if (!run || !state || !run.plan.units[unit]) return null;
  return electionAfter(state, event, frameOf(run, unit));
}

/**
 * A model is taught by all of its votes, those after the deciding ones included: when one came
 * says nothing about its answer, while those that decided are more often for the winner than it
 * deserves, for they made it the winner. A belief and what it allows are about decisions: later
 * votes would make past winners look surer than the rule will ever see one.
 */
function taught(run: Run, polls: readonly Ballots[], drawn: Drawn): Past {
  const models = new Map<string, Labelled>();
  const elections: Record<Kind, Seen[]> = { test: [], code: [] };
  const fallen: Record<Kind, Fallen[]> = { test: [], code: [] };
  const lengths: Record<Kind, number[]> = { test: [], code: [] };
  for (const { poll, votes, election } of polls) {
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
    if (election === null) continue;
    if (election.decision.kind !== "open") lengths[kind].push(votes.length);
    fallen[kind].push({
      kept: election.deciding.counts.map((one) => one.votes),
      failed: election.deciding.failed.map((one) => one.votes),
      checked: checksAt(frameOf(run, poll.unit), poll.step),
    });
  }
  const asked = run.started.models && askedOf(run.started.models.map(({ name }) => name));
  const byVote = new Map([[votedBy(run.started.config.vote), lengths]]);
  const lesson = { runs: 1, elections, fallen, drawn, lengths: byVote };
  return { models, asked: new Map(asked === undefined ? [] : [[asked, lesson]]) };
}

/** The set of models that a run asks, as one text. */
const askedOf = (names: readonly string[]): string => JSON.stringify([...new Set(names)].sort());

/** The settings that elections were held by, as one text. */
const votedBy = (vote: Config["vote"]): string => JSON.stringify(vote);

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
  const asked = new Map(a.asked);
  for (const [of, more] of b.asked) {
    const known = asked.get(of);
    asked.set(of, known ? both(known, more) : more);
  }
  return { models, asked };
}

function both(a: Taught, b: Taught): Taught {
  const { samples, valid, microUsd } = a.drawn;
  const lengths = new Map(a.lengths);
  const kinds = <T>(x: Readonly<Record<Kind, readonly T[]>>, y: typeof x) => ({
    test: [...x.test, ...y.test],
    code: [...x.code, ...y.code],
  });
  for (const [by, more] of b.lengths) {
    const known = lengths.get(by);
    lengths.set(by, known ? kinds(known, more) : more);
  }
  return {
    runs: a.runs + b.runs,
    lengths,
    elections: kinds(a.elections, b.elections),
    fallen: kinds(a.fallen, b.fallen),
    drawn: {
      samples: samples + b.drawn.samples,
      valid: valid + b.drawn.valid,
      microUsd: microUsd + b.drawn.microUsd,
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
 * What an estimate of a new run goes by; undefined before any run ended that asked the same models,
 * all of them and no others: others are right more often or less, cost other money, and spoil other
 * answers. Journals that name no models tell nothing.
 * @param vote settings of its elections; by others they take more samples, or fewer.
 * @param names of the models that it asks.
 */
export function experienceOf(
  past: Past,
  vote: Config["vote"],
  names: readonly string[],
): Experience | undefined {
  const known = past.asked.get(askedOf(names));
  if (!known || known.drawn.valid === 0) return undefined;
  const { runs, elections, drawn } = known;
  const samples = samplesOf(known.lengths.get(votedBy(vote)));
  return {
    runs,
    ...(samples ? { samples } : {}),
    mixtures: { test: mixtureOf(elections.test), code: mixtureOf(elections.code) },
    validShare: drawn.valid / drawn.samples,
    microUsdPerSample: drawn.microUsd / drawn.samples,
  };
}

/** Ended elections of a kind without which nobody says how many samples the next one takes. */
const lengthsMin = 30;

function samplesOf(lengths: Lengths | undefined): Experience["samples"] {
  const [test, code] = [lengths?.test, lengths?.code].map(countsOf);
  return test || code ? { ...(test ? { test } : {}), ...(code ? { code } : {}) } : undefined;
}

function countsOf(lengths: readonly number[] = []): readonly number[] | null {
  if (lengths.length < lengthsMin) return null;
  const counts = Array.from({ length: Math.max(...lengths) + 1 }, () => 0);
  for (const n of lengths) counts[n] = (counts[n] ?? 0) + 1;
  return counts;
}

/**
 * How much to doubt the winners of a new run, by what runs taught that asked the same models.
 * Before enough of their elections ended the usual is believed, and no winner may be wrong with a
 * higher chance than is borne on average.
 * @param wrongMax share of wrong ones that is borne among winners; 0: none is doubted.
 */
export function cautionsOf(
  past: Past,
  wrongMax: number,
  names: readonly string[],
): Cautions | undefined {
  if (wrongMax === 0) return undefined;
  const fallen = past.asked.get(askedOf(names))?.fallen;
  const cautionOf = (kind: Kind): Caution => {
    const belief = beliefOf(fallen?.[kind] ?? []);
    if (belief) return { belief, errorMax: errorAllowed(fallen?.[kind] ?? [], belief, wrongMax) };
    return { belief: usual, errorMax: firstAllowed(wrongMax) };
  };
  return { test: cautionOf("test"), code: cautionOf("code") };
}

function mixtureOf(seen: readonly Seen[]): Mixture {
  const all = estimate([...assumedHistory, ...seen]);
  return all.kind === "estimate" ? all.mixture : [];
}
