// What votes and checks make of the election that a unit's step holds.
import { ruleAt } from "./caution.ts";
import { withoutStruck } from "./doubt.ts";
import { checked, count, proofOf, type Election } from "./election.ts";
import type { EventOf, Vote } from "./event.ts";
import { seen } from "./flagging.ts";
import type { Frame } from "./frame.ts";
import type { UnitPhase, UnitState } from "./state.ts";

type Voting = Extract<UnitPhase, { readonly kind: "voting" }>;

/** The election after votes on its step, and what they tell of the flags. */
export function withVotes(
  state: UnitState,
  { election: before, step }: Voting,
  votes: readonly Vote[],
  frame: Frame,
): Pick<UnitState, "flagging"> & { readonly election: Election } {
  const rule = ruleAt(frame, step, state);
  let election = before;
  let { flagging } = state;
  for (const vote of votes) {
    const origin = frame.originOf(vote);
    const after = count(election, vote, origin, rule);
    if (after !== election) flagging = seen(flagging, origin.model, vote);
    election = after;
  }
  return { flagging, election: withoutStruck(election, state.struck, step, rule) };
}

/** The election after a check of one of its classes. */
export function withCheck(
  state: UnitState,
  { election, step }: Voting,
  event: EventOf<"verified">,
  frame: Frame,
): Election {
  const { class: of, verdict, because, doubt = null } = event;
  if (of === null || verdict === "inconclusive") return election;
  const known = { because, doubt, proof: proofOf(event) };
  return checked(election, of, verdict, ruleAt(frame, step, state), known);
}

/**
 * The election of the step under way as an event leaves it, before anything follows from that.
 * @returns null where the event does not concern it.
 */
export function electionAfter(
  state: UnitState,
  event: EventOf<"sampled"> | EventOf<"verified">,
  frame: Frame,
): Election | null {
  const { phase } = state;
  if (phase.kind !== "voting" || phase.runoff !== null) return null;
  if (event.kind === "verified") {
    const { attempt, step = frame.unit.steps.length - 1, onto } = event;
    const mine = attempt === state.attempt && step === phase.step && onto === phase.onto;
    return mine ? withCheck(state, phase, event, frame) : null;
  }
  const { poll, votes } = event;
  if (poll.kind !== "step" || poll.part !== undefined) return null;
  const mine = poll.attempt === state.attempt && poll.step === phase.step;
  return mine ? withVotes(state, phase, votes, frame).election : null;
}
