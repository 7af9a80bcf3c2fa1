// How an elected unit moves by what is seen of it outside: its branch, pull request, CI and merge.
import { isChild } from "../plan/plan.ts";
import * as child from "./child-unit.ts";
import type { EventOf } from "./event.ts";
import type { UnitState } from "./state.ts";
import type { Frame } from "./frame.ts";
import { again } from "./unit.ts";

/** The unit's commit is on its branch; for an earlier attempt only the branch is noted. */
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
  const gone = event.because === "branch gone";
  const branch = gone ? null : (event.head ?? state.branch);
  const pull = gone || event.because === "pull closed" ? null : state.pull;
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
    const cause = `CI was red on ${event.head.slice(0, 12)}: ${tails.join(" · ")}`;
    return isChild(frame.unit) ? child.red(state, cause) : again(state, frame, cause);
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

/** The pull request is there, and its body tells of the attempt under way. */
export const opened = (state: UnitState, event: EventOf<"opened">): UnitState => ({
  ...state,
  pull: event.pull,
  describedAttempt: state.attempt,
});

export function merged(state: UnitState, event: EventOf<"merged">): UnitState {
  if (state.phase.kind !== "elected") return state;
  const { won, proof, measured } = state.phase;
  const { head, commit } = event;
  return { ...state, phase: { kind: "merged", won, proof, measured, head, commit } };
}
