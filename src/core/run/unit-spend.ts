// What one unit's samples take, and its turn to wait for a person when its budget is used up.
import type { EventOf } from "./event.ts";
import type { Sum } from "./spend.ts";
import type { UnitState } from "./state.ts";

export const noSpend: Sum = { microUsd: 0, tokens: 0 };

/** Samples for the unit were paid for, whatever they are good for; free ones change nothing. */
export function charged(
  state: UnitState,
  { microUsd, tokens }: Pick<EventOf<"sampled">, "microUsd" | "tokens">,
): UnitState {
  if (microUsd === 0 && tokens === 0) return state;
  const { spend } = state;
  return {
    ...state,
    spend: { microUsd: spend.microUsd + microUsd, tokens: spend.tokens + tokens },
  };
}

/** The unit's own budget is used up: it alone waits for a person. */
export function halted(state: UnitState, cause: string): UnitState {
  if (state.phase.kind !== "voting" && state.phase.kind !== "replanning") return state;
  return { ...state, phase: { kind: "stuck", cause, classes: [] } };
}
