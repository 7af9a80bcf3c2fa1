// A unit is planned anew: proposals for other steps, or for several units in its place,
// deduplicated, then ballots that name one.
import { choose, openChoice } from "./choice.ts";
import type { Vote } from "./event.ts";
import type { Competing, UnitState } from "./state.ts";
import type { Frame } from "./frame.ts";

const evidenceMax = 3;

/** Proposals or ballots for other steps came in; the run puts the elected ones into its plan. */
export function replanning(
  state: UnitState,
  poll: { readonly kind: "propose" | "choose"; readonly attempt: number },
  votes: readonly Vote[],
  frame: Frame & { readonly proposals: number },
): { readonly state: UnitState; readonly elected: string | null } {
  const { phase, attempt } = state;
  if (phase.kind !== "replanning" || poll.attempt !== attempt) return { state, elected: null };
  const result = choose(phase.choice, poll, votes, frame);
  switch (result.kind) {
    case "open":
      return { state: { ...state, phase: { ...phase, choice: result.choice } }, elected: null };
    case "stuck":
      return { state: notReplanned(state, result.cause), elected: null };
    case "decided":
      return { state: { ...state, replanned: true }, elected: result.text };
  }
}

/** Without a new plan what is too large goes on as agreed; for anything else a person is asked. */
export function notReplanned(state: UnitState, because: string): UnitState {
  const { phase } = state;
  if (phase.kind !== "replanning") return state;
  const { classes, instead } = phase;
  const cause = `${phase.cause}; a new plan for it: ${because}`;
  const stuck = { kind: "stuck", cause, classes } as const;
  return { ...state, replanned: true, phase: instead ?? stuck };
}

/** The unit is planned anew once, then a person is asked. */
export function anew(
  state: UnitState,
  cause: string,
  classes: readonly Competing[],
  frame: Frame,
): UnitState {
  if (!mayReplan(state, frame)) {
    return { ...state, phase: { kind: "stuck", cause, classes } };
  }
  const evidence = remembered(state, cause);
  const choice = openChoice(frame.rule, 0);
  return { ...state, evidence, phase: { kind: "replanning", choice, cause, classes } };
}

/**
 * What agents agreed on is more than a reviewer should be asked for: the unit is split, once; what
 * is too large after that, or cannot be split, goes on and asks for a person.
 */
export function unlessLarge(state: UnitState, large: string | undefined, frame: Frame): UnitState {
  const { phase } = state;
  if (large === undefined || !mayReplan(state, frame)) return state;
  const cause = `it is too large for one pull request: ${large}`;
  const choice = openChoice(frame.rule, 0);
  return { ...state, phase: { kind: "replanning", choice, cause, classes: [], instead: phase } };
}

const mayReplan = ({ replanned }: UnitState, { replans, line }: Frame): boolean =>
  replans && !replanned && line !== null;

/** Why attempts failed, with the newest cause last. */
export const remembered = ({ evidence }: UnitState, cause: string): readonly string[] =>
  [...evidence, cause].slice(-evidenceMax);
