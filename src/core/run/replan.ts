// A unit is planned anew: proposals for other steps, deduplicated, then ballots that name one.
import { choose } from "./choice.ts";
import type { Vote } from "./event.ts";
import type { UnitState } from "./state.ts";
import type { Frame } from "./frame.ts";

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
    case "stuck": {
      const { classes } = phase;
      const cause = `${phase.cause}; a new plan for it: ${result.cause}`;
      const stuck = { kind: "stuck", cause, classes } as const;
      return { state: { ...state, replanned: true, phase: stuck }, elected: null };
    }
    case "decided":
      return { state: { ...state, replanned: true }, elected: result.text };
  }
}
