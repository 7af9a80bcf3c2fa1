// The name of a state tells it from all that can go on differently, and from no other.
import type { Action } from "../../../src/core/run/action.ts";
import type { Run } from "../../../src/core/run/state.ts";
import { at } from "../../../src/core/vector.ts";
import { due, numberOf } from "./explorer-shared.ts";
import { reduces, type Owner, type Setting, type State } from "./explorer-state.ts";

const zombies = new WeakMap<Run, number>();

/** A zombie's run is told from others by what it can still do outside, and what that depends on. */
function numberOfZombie(run: Run): number {
  const known = zombies.get(run);
  if (known !== undefined) return known;
  const acts = due(run).filter(({ action }) => action.kind !== "sample" && action.kind !== "look");
  const number = numberOf(["zombie", ...acts.map(({ action, key }) => [key, readBy(run, action)])]);
  zombies.set(run, number);
  return number;
}

function readBy(run: Run, action: Action): unknown {
  const known = action.kind === "push" ? at(run.units, action.unit) : undefined;
  if (!known) return null;
  const text = known.phase.kind === "elected" ? known.phase.won[0]?.text : null;
  return [known.pull !== null, known.branch, text];
}

function nameOfOwner(owner: Owner, reduced: boolean): string {
  const { run, stale, held: what, looked, woken } = owner;
  if (run === null) return "nobody";
  if (stale && reduced) return `zombie ${numberOfZombie(run)} ${looked ?? ""}`;
  const parts = [numberOf(run), what === null ? "" : numberOf(what), looked ?? ""];
  return `${parts.join(" ")} ${stale ? "s" : ""}${woken ? "w" : ""}`;
}

/** What the journal and GitHub say, whoever believes what. */
export function nameOfWorld({ truth, branches, line, pulls, merged, ci, broken }: State): string {
  const world = [branches, pulls, merged, ci].map((part) => numberOf(part));
  return `${numberOf(truth)} ${world.join(" ")} ${line} ${broken}`;
}

/**
 * Equal for states that are equal up to the order of the owners. Leaving that order out is sound:
 * every owner may do the same, nothing that must never be names one, and so whatever follows from a
 * state follows from its mirror image with the names exchanged.
 */
export function nameOf(state: State, setting: Setting): string {
  const who = state.owners.map((owner) => nameOfOwner(owner, reduces(setting)));
  if (reduces(setting)) who.sort();
  return `${nameOfWorld(state)}|${who.join("|")}|${numberOf(state.left)} ${state.commands}`;
}
