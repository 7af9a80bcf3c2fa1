// Owners that the journal has outrun: what they find is refused, so only what they can still do
// outside is walked; one that can do nothing outside may as well have forgotten what it knew.
import type { Due } from "../../../src/core/run/action.ts";
import type { Run } from "../../../src/core/run/state.ts";
import { at } from "../../../src/core/vector.ts";
import { due } from "./explorer-shared.ts";
import { nobody, reduces, type Owner, type Setting, type State } from "./explorer-state.ts";

/** The same state, without zombies that can do no harm any more. */
export function settled(state: State, setting: Setting): State {
  if (!reduces(setting) || !state.owners.some((owner) => owner.stale)) return state;
  const owners = state.owners.map((owner) =>
    owner.stale && !mayAct(state, owner, setting) ? nobody : owner,
  );
  return { ...state, owners };
}

function mayAct(state: State, owner: Owner, setting: Setting): boolean {
  const { run, looked } = owner;
  if (run === null || owner.held !== null) return false;
  return due(run).some((one) => canChange(state, run, one, one.key === looked, setting));
}

/**
 * Whether an action can still change anything, now or ever: a line is there for good, a pull
 * request too, and neither line nor branch ever stands again where it stood before.
 */
function canChange(
  state: State,
  run: Run,
  { action }: Due,
  looked: boolean,
  { without }: Setting,
): boolean {
  switch (action.kind) {
    case "openLine":
      return state.line === null;
    case "push": {
      const standing = state.branches[action.unit]?.head ?? null;
      return without === "expected head" || standing === expected(run, action.unit);
    }
    case "open": {
      const known = state.pulls.some((p) => p.unit === action.unit);
      return !known || (looked && without === "natural key");
    }
    case "merge": {
      const open = state.pulls.some((p) => p.unit === action.unit && p.commit === null);
      const same = state.branches[action.unit]?.head === action.pass.head;
      const turn = looked || state.line === action.pass.onto;
      return open && turn && (same || without === "expected sha");
    }
    default:
      return false;
  }
}

const expected = (run: Run, unit: number) => at(run.units, unit)?.branch ?? null;
