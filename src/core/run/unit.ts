// How a unit moves: pure transitions of one unit's state, driven by the events that concern it.
import type { Instant, Sha } from "../kernel.ts";
import type { Unit } from "../plan/plan.ts";
import { checkOf } from "../plan/tests-first.ts";
import type { StopRule } from "../vote/rule.ts";
import { checked, count, openElection, outcome, type Election } from "./election.ts";
import type { EventOf, Vote } from "./event.ts";
import type { UnitPhase, UnitState, Won } from "./state.ts";

type Voting = Extract<UnitPhase, { readonly kind: "voting" }>;
type Elected = Extract<UnitPhase, { readonly kind: "elected" }>;

const evidenceMax = 3;
const unclearMax = 4;

/** What a transition needs to know besides the unit itself. */
export interface Frame {
  readonly unit: Unit;
  readonly rule: StopRule;
  /** Classes are checked in the sandbox before they count, where their step asks for it. */
  readonly checks: boolean;
  readonly line: Sha | null;
  /** How long CI may stay pending, in milliseconds. */
  readonly ciMs: number;
  stratumOf(n: number): number;
}

export const unitAtStart = (unit: Unit, attemptsMax: number): UnitState => ({
  attempt: 1,
  attemptsMax,
  phase: { kind: "waiting", missing: unit.needs.length },
  evidence: [],
  branch: null,
  pull: null,
  gatePosted: null,
  unclear: null,
});

/** Opens the first step's election on the line as it stands. */
export function begin(state: UnitState, onto: Sha, rule: StopRule): UnitState {
  const phase: UnitPhase = { kind: "voting", onto, step: 0, election: openElection(rule), won: [] };
  return { ...state, phase, unclear: null };
}

/** A later attempt after a failure, or a person's turn when the attempts are used up. */
export function again(state: UnitState, frame: Frame, evidence: string): UnitState {
  const known = [...state.evidence, evidence].slice(-evidenceMax);
  if (state.attempt >= state.attemptsMax || frame.line === null) {
    const cause = `attempt ${state.attempt} of ${state.attemptsMax} failed: ${evidence}`;
    return { ...state, evidence: known, phase: { kind: "stuck", cause, classes: [] } };
  }
  const next = { ...state, evidence: known, attempt: state.attempt + 1 };
  return begin(next, frame.line, frame.rule);
}

/** Counts votes for the step under way; votes for other steps or attempts came too late. */
export function counted(
  state: UnitState,
  poll: { readonly attempt: number; readonly step: number },
  votes: readonly Vote[],
  frame: Frame,
): UnitState {
  const { phase } = state;
  if (phase.kind !== "voting") return state;
  if (poll.attempt !== state.attempt || poll.step !== phase.step) return state;
  let { election } = phase;
  for (const vote of votes) election = count(election, vote, frame.stratumOf(vote.n), frame.rule);
  return settled(state, { ...phase, election }, frame);
}

/** Moves on when the election has come to something. */
function settled(state: UnitState, phase: Voting, frame: Frame): UnitState {
  const last = phase.step === frame.unit.steps.length - 1;
  const result = outcome(phase.election, frame.checks && checkOf(frame.unit, phase.step) !== null);
  switch (result.kind) {
    case "open":
      return { ...state, phase };
    case "no agreement": {
      const place = `step ${phase.step + 1}`;
      const cause = `no agreement on ${place} (${result.because})`;
      return { ...state, phase: { kind: "stuck", cause, classes: result.classes.slice(0, 6) } };
    }
    case "decided": {
      const won = [...phase.won, wonBy(result, phase.election)];
      if (!last) {
        const election = openElection(frame.rule);
        return { ...state, phase: { ...phase, step: phase.step + 1, election, won } };
      }
      const verifiedOnto = frame.checks ? phase.onto : null;
      const elected: Elected = {
        kind: "elected",
        won,
        verifiedOnto,
        tests: 0,
        push: null,
        look: null,
      };
      return { ...state, phase: elected };
    }
  }
}

function wonBy(
  result: Extract<ReturnType<typeof outcome>, { readonly kind: "decided" }>,
  election: Election,
): Won {
  const { winner, votes, runnerUp } = result;
  return {
    class: winner.class,
    text: winner.text,
    n: winner.n,
    votes,
    runnerUp,
    samples: election.ballots.length,
    flags: winner.flags,
  };
}

/** A verification came in, of one class of the last step or of the whole elected unit. */
export function verified(state: UnitState, event: EventOf<"verified">, frame: Frame): UnitState {
  if (event.attempt !== state.attempt) return state;
  if (event.verdict === "inconclusive") return unclear(state, event.at, event.because);
  const { phase } = state;
  const { step = frame.unit.steps.length - 1 } = event;
  if (phase.kind === "voting" && event.class !== null) {
    if (event.onto !== phase.onto || step !== phase.step) return state;
    const election = checked(phase.election, event.class, event.verdict, frame.rule);
    return settled({ ...state, unclear: null }, { ...phase, election }, frame);
  }
  if (phase.kind === "elected" && event.class === null) {
    if (event.verdict === "failed") {
      return again(state, frame, `verification on ${event.onto.slice(0, 12)}: ${event.because}`);
    }
    const { onto, tests } = event;
    return { ...state, unclear: null, phase: { ...phase, verifiedOnto: onto, tests } };
  }
  return state;
}

function unclear(state: UnitState, at: Instant, because: string): UnitState {
  const times = (state.unclear?.times ?? 0) + 1;
  if (times < unclearMax) return { ...state, unclear: { times, at } };
  const cause = `verification stayed inconclusive after ${times} tries: ${because}`;
  return { ...state, unclear: null, phase: { kind: "stuck", cause, classes: [] } };
}

export function pushed(state: UnitState, event: EventOf<"pushed">): UnitState {
  const branch = event.head;
  if (state.phase.kind !== "elected" || event.attempt !== state.attempt)
    return { ...state, branch };
  const push = { head: event.head, onto: event.onto, at: event.at };
  return { ...state, branch, phase: { ...state.phase, push, look: null } };
}

/** The branch, the pull request or the place of the elected text is not as we left it. */
export function displaced(state: UnitState, event: EventOf<"displaced">, frame: Frame): UnitState {
  if (event.attempt !== state.attempt) return state;
  if (state.phase.kind !== "elected" && state.phase.kind !== "voting") return state;
  if (event.because === "stale") return again(state, frame, event.detail);
  const cause = `${event.because}: ${event.detail}`;
  const branch = event.head ?? state.branch;
  const pull = event.because === "pull closed" ? null : state.pull;
  return { ...state, branch, pull, phase: { kind: "stuck", cause, classes: [] } };
}

/**
 * A look at the pull request: green or pending CI is noted; red CI on our head opens a new
 * attempt.
 */
export function looked(state: UnitState, event: EventOf<"looked">, frame: Frame): UnitState {
  const { phase } = state;
  if (phase.kind !== "elected" || phase.push?.head !== event.head) return state;
  if (event.ci === "red") {
    const tails = event.failed.map(
      (c) => `${c.name}: ${c.conclusion ?? ""} ${c.summary.slice(-600)}`,
    );
    return again(state, frame, `CI was red on ${event.head.slice(0, 12)}: ${tails.join(" · ")}`);
  }
  const { at, head, ci, because, changesRequestedBy, approvedBy } = event;
  if (ci === "pending" && at - phase.push.at > frame.ciMs) {
    const cause = `CI did not report on ${head.slice(0, 12)} in time: ${because}`;
    return { ...state, phase: { kind: "stuck", cause, classes: [] } };
  }
  return {
    ...state,
    phase: { ...phase, look: { at, head, ci, because, changesRequestedBy, approvedBy } },
  };
}

export function merged(state: UnitState, event: EventOf<"merged">): UnitState {
  if (state.phase.kind !== "elected") return state;
  const { won } = state.phase;
  return { ...state, phase: { kind: "merged", won, head: event.head, commit: event.commit } };
}

/** A person asked for another try: what was stuck starts a fresh attempt. */
export function retried(state: UnitState, frame: Frame): UnitState {
  if (state.phase.kind !== "stuck" || frame.line === null) return state;
  const fresh = { ...state, attempt: state.attempt + 1, attemptsMax: state.attempt + 2 };
  return begin(fresh, frame.line, frame.rule);
}
