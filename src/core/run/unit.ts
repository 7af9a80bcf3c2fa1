// How a unit moves: pure transitions of one unit's state, driven by the events that concern it.
import type { Instant, Sha } from "../kernel.ts";
import { isChild, type Unit } from "../plan/plan.ts";
import type { StopRule } from "../vote/rule.ts";
import { cautionAt, mended, stillTorn, tornBy } from "./caution.ts";
import { commonFlag } from "./common-flag.ts";
import * as child from "./child-unit.ts";
import { losses, openElection, outcome, proofOf } from "./election.ts";
import { contradiction, doubtWords, sidesOf } from "./doubt.ts";
import type { Contradiction } from "./doubt.ts";
import { compared } from "./flagging.ts";
import type { EventOf, Poll, Vote } from "./event.ts";
import { checksAt, runoffFrame, type Frame } from "./frame.ts";
import {
  counted as counting,
  openRunoff,
  ran,
  runoffOutcome,
  tellingOf,
  toldApart,
} from "./runoff.ts";
import { anew, remembered, unlessLarge } from "./replan.ts";
import { wonBy } from "./won.ts";
import { withCheck, withVotes } from "./tallying.ts";
import { noSpend } from "./unit-spend.ts";
import type { UnitPhase, UnitState, Won } from "./state.ts";

type Voting = Extract<UnitPhase, { readonly kind: "voting" }>;

const unclearMax = 4;

export const unitAtStart = (unit: Unit, attemptsMax: number): UnitState => ({
  attempt: 1,
  attemptsMax,
  phase: { kind: "waiting", missing: unit.needs.length },
  evidence: [],
  branch: null,
  pull: null,
  describedAttempt: 0,
  gatePosted: null,
  spend: noSpend,
  replanned: false,
  struck: [],
  doubted: false,
  flagging: [],
  unclear: null,
  child: null,
  dropped: [],
});

/** What a unit needs is merged: its first election is opened, or a child run is to be started. */
export const begun = (state: UnitState, frame: Frame, onto: Sha): UnitState =>
  isChild(frame.unit) ? { ...state, phase: { kind: "child" } } : begin(state, onto, frame.rule);

/** Opens the first step's election on the line as it stands. */
function begin(state: UnitState, onto: Sha, rule: StopRule): UnitState {
  return { ...state, phase: voting(onto, 0, [], rule), unclear: null };
}

const voting = (onto: Sha, step: number, won: readonly Won[], rule: StopRule): Voting => ({
  kind: "voting",
  onto,
  step,
  election: openElection(rule),
  won,
  runoff: null,
});

/** A later attempt after a failure, or a person's turn when the attempts are used up. */
export function again(state: UnitState, frame: Frame, evidence: string): UnitState {
  const known = remembered(state, evidence);
  if (isChild(frame.unit)) return child.gaveUp({ ...state, evidence: known }, evidence);
  if (state.attempt >= state.attemptsMax || frame.line === null) {
    const cause = `attempt ${state.attempt} of ${state.attemptsMax} failed: ${evidence}`;
    return anew({ ...state, evidence: known }, cause, [], frame);
  }
  const next = { ...state, evidence: known, attempt: state.attempt + 1 };
  return begin(next, frame.line, frame.rule);
}

/** Counts votes for the step under way; votes for other steps or attempts came too late. */
export function counted(
  state: UnitState,
  poll: Pick<Extract<Poll, { readonly kind: "step" }>, "attempt" | "step" | "part">,
  votes: readonly Vote[],
  frame: Frame,
): UnitState {
  const { phase } = state;
  if (phase.kind !== "voting") return state;
  if (poll.attempt !== state.attempt || poll.step !== phase.step) return state;
  if (phase.runoff !== null || poll.part !== undefined) {
    if (phase.runoff === null || poll.part === undefined) return state;
    const runoff = counting(phase.runoff, poll.part, votes, runoffFrame(frame));
    return runoff === phase.runoff ? state : afterRunoff(state, { ...phase, runoff }, frame);
  }
  const { election, flagging } = withVotes(state, phase, votes, frame);
  return settled({ ...state, flagging }, { ...phase, election }, frame);
}

/** Moves on when the election has come to something. */
function settled(state: UnitState, phase: Voting, frame: Frame): UnitState {
  const doubt = contradiction(phase.election, phase.won, frame.rule);
  if (doubt !== null) return contradicted(state, phase.step, doubt, frame);
  const result = outcome(phase.election, checksAt(frame, phase.step));
  switch (result.kind) {
    case "open":
      return { ...state, phase };
    case "no agreement": {
      const runoff = openRunoff(phase.election, result.classes, runoffFrame(frame));
      if (runoff !== null) return { ...state, phase: { ...phase, runoff } };
      return divided(state, phase, result.because, frame);
    }
    case "decided":
      return won(
        state,
        phase,
        wonBy(result, state, phase, phase.election.ballots.length, frame),
        frame,
      );
  }
}

/**
 * Code that agrees weighs at least as much as the test that it fails: all steps are voted anew,
 * once, by agents who read which test was in doubt and never the code; then a person decides.
 */
function contradicted(
  state: UnitState,
  step: number,
  doubt: Contradiction,
  frame: Frame,
): UnitState {
  const cause = doubtWords(doubt, step);
  if (!state.doubted) return again({ ...state, doubted: true }, frame, cause);
  const classes = sidesOf(doubt, step);
  return { ...state, phase: { kind: "stuck", cause: `${cause}; for the second time`, classes } };
}

/** Tests that come to something else in each run decide nothing: they cannot win again. */
function unstable(
  state: UnitState,
  won: readonly Won[],
  { doubt, because }: EventOf<"verified">,
  frame: Frame,
): UnitState {
  const step = doubt?.step ?? 0;
  const test = won[step];
  const struck = test ? [{ step, class: test.class, because }] : [];
  const cause = `the tests of step ${step + 1} are not to be trusted: ${because}`;
  return again({ ...state, struck: [...state.struck, ...struck] }, frame, cause);
}

/** Ballots between the competing answers have come to something, or a probe was run. */
function afterRunoff(state: UnitState, phase: Voting, frame: Frame): UnitState {
  const { runoff, election } = phase;
  if (runoff === null) return state;
  const result = runoffOutcome(runoff);
  switch (result.kind) {
    case "open":
      return { ...state, phase };
    case "no agreement": {
      const first = outcome(election, false);
      const because = first.kind === "no agreement" ? `${first.because}, ` : "";
      return divided(state, phase, `${because}${result.because}${toldApart(runoff)}`, frame);
    }
    case "decided": {
      const drawn = [election, runoff.probes, runoff.ballots];
      const samples = drawn.reduce((sum, { ballots }) => sum + ballots.length, 0);
      const winner = wonBy(result, state, phase, samples, frame);
      const caution = cautionAt(frame, phase.step, state);
      if (caution === undefined || (winner.error ?? 0) <= caution.errorMax) {
        return won(state, phase, winner, frame);
      }
      const because = `ballots named one that is wrong with a chance of ${percent(winner.error)}`;
      return divided(state, phase, because, frame);
    }
  }
}

/** Agents do not agree: the competing answers are kept for whoever deals with it. */
function divided(
  state: UnitState,
  { election, step, runoff }: Voting,
  because: string,
  frame: Frame,
): UnitState {
  const result = outcome(election, false);
  const divided = result.kind === "no agreement" ? result.classes.slice(0, 6) : [];
  const classes =
    runoff === null ? divided : divided.map((c) => ({ ...c, ...tellingOf(runoff, c) }));
  const lost = losses(election);
  const uncounted = lost === "" ? "" : `; not counted: ${lost}`;
  const flag = commonFlag(election);
  const common = flag === null ? "" : `; ${flag}: the step may ask for what it does not allow`;
  const cause = `no agreement on step ${step + 1} (${because})${common}${uncounted}`;
  return anew(tornBy(state, election, step, frame), cause, classes, frame);
}

/** The first attempt at the steps of a new plan. */
export function planned(state: UnitState, frame: Frame): UnitState {
  if (frame.line === null) return state;
  const attempts = { attempt: state.attempt + 1, attemptsMax: state.attempt + 2 };
  const fresh = { ...stillTorn(state, frame), ...attempts, struck: [], doubted: false };
  return begin(fresh, frame.line, frame.rule);
}

/** One step is decided: the next one is opened, or the unit is elected. */
function won(state: UnitState, phase: Voting, winner: Won, frame: Frame): UnitState {
  const all = [...phase.won, winner];
  const flagging = compared(state.flagging, phase.election.ballots, winner.class);
  const { large } = winner;
  if (phase.step < frame.unit.steps.length - 1) {
    const next = voting(phase.onto, phase.step + 1, all, frame.rule);
    return unlessLarge({ ...state, flagging, phase: next }, large, frame);
  }
  const { candidates } = phase.election;
  const proof = candidates.find((c) => c.class === winner.class)?.proof ?? null;
  const verifiedOnto = frame.checks ? phase.onto : null;
  const open = { tests: 0, measured: null, push: null, look: null } as const;
  const elected = { kind: "elected", won: all, verifiedOnto, proof, ...open } as const;
  return unlessLarge({ ...state, flagging, phase: elected }, large, frame);
}

const percent = (share: number | undefined): string => `${Math.round(100 * (share ?? 0))} %`;

/** A probe of the runoff under way was run on the competing answers. */
export function probed(state: UnitState, event: EventOf<"probed">, frame: Frame): UnitState {
  const { phase } = state;
  if (phase.kind !== "voting" || phase.runoff === null) return state;
  if (event.attempt !== state.attempt || event.step !== phase.step) return state;
  const runoff = ran(phase.runoff, event);
  return runoff === phase.runoff ? state : afterRunoff(state, { ...phase, runoff }, frame);
}

/** A verification came in, of one class of the last step or of the whole elected unit. */
export function verified(state: UnitState, event: EventOf<"verified">, frame: Frame): UnitState {
  if (event.attempt !== state.attempt) return state;
  const { phase } = state;
  const { step = frame.unit.steps.length - 1, verdict, because } = event;
  const proof = proofOf(event);
  if (phase.kind === "voting" && event.class !== null) {
    if (event.onto !== phase.onto || step !== phase.step) return state;
    if (verdict === "inconclusive") return unclear(state, event.at, because);
    if (event.doubt?.kind === "unstable") return unstable(state, phase.won, event, frame);
    const election = withCheck(state, phase, event, frame);
    return settled({ ...state, unclear: null }, { ...phase, election }, frame);
  }
  if (phase.kind === "elected" && event.class === null) {
    if (verdict === "inconclusive") return unclear(state, event.at, because);
    if (event.doubt?.kind === "unstable") return unstable(state, phase.won, event, frame);
    if (verdict === "failed") {
      return again(state, frame, `verification on ${event.onto.slice(0, 12)}: ${because}`);
    }
    const { onto: verifiedOnto, tests } = event;
    const total = proof && phase.proof && { ...proof, runs: phase.proof.runs + proof.runs };
    const shown = { verifiedOnto, tests, proof: total ?? proof };
    return { ...state, unclear: null, phase: { ...phase, ...shown } };
  }
  return state;
}

function unclear(state: UnitState, at: Instant, because: string): UnitState {
  const times = (state.unclear?.times ?? 0) + 1;
  if (times < unclearMax) return { ...state, unclear: { times, at } };
  const cause = `verification stayed inconclusive after ${times} tries: ${because}`;
  return { ...state, unclear: null, phase: { kind: "stuck", cause, classes: [] } };
}

/** A person asked for another try: what was stuck starts afresh, whatever was voted before. */
export function retried(state: UnitState, frame: Frame): UnitState {
  if (isChild(frame.unit)) return child.retried(state);
  if (state.phase.kind !== "stuck") return state;
  return planned({ ...mended(state), spend: noSpend }, frame);
}
