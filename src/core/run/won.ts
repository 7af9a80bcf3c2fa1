// The winner of a step as it is kept: its text, how it won, and how likely it is to be wrong.
import { errorOf } from "../vote/caution.ts";
import { cautionAt } from "./caution.ts";
import type { Outcome } from "./election.ts";
import type { Frame } from "./frame.ts";
import { apartIn } from "./runoff.ts";
import type { UnitPhase, UnitState, Won } from "./state.ts";

type Voting = Extract<UnitPhase, { readonly kind: "voting" }>;

type Decided = Pick<
  Extract<Outcome, { readonly kind: "decided" }>,
  "winner" | "votes" | "runnerUp"
>;

/** @param samples drawn for it in all, those of a runoff included. */
export function wonBy(
  { winner, votes, runnerUp }: Decided,
  state: UnitState,
  { election, runoff, step }: Voting,
  samples: number,
  frame: Frame,
): Won {
  const { class: name, text, n, flags, warned, large } = winner;
  const caution = cautionAt(frame, step, state);
  const told = runoff
    ? { ballots: runoff.ballots.deciding.counts, apart: apartIn(runoff) }
    : undefined;
  const error = caution && errorOf(election.deciding, name, caution, told);
  const kept = { class: name, text, n, votes, runnerUp, samples, flags, warned };
  const size = large === undefined ? {} : { large };
  const known = { ...kept, ...size, runoff: runoff !== null };
  return error === undefined ? known : { ...known, error };
}
