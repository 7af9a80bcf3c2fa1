// Explicit-state search over the real evolve() and everything(): every interleaving of what owners,
// CI, people, webhooks and crashes may do is walked; time is left out.
import { assert } from "../../../src/core/kernel.ts";
import { perform } from "./explorer-acts.ts";
import { Graph } from "./explorer-graph.ts";
import { nameOf, nameOfWorld } from "./explorer-names.ts";
import { due, held, type Held } from "./explorer-shared.ts";
import { settled } from "./explorer-zombie.ts";
import {
  appended,
  ended,
  firstState,
  fresh,
  id,
  isStuck,
  looks,
  nobody,
  reduces,
  used,
  withOwner,
  wrongWith,
  type Branch,
  type Move,
  type Setting,
  type State,
} from "./explorer-state.ts";

export function moves(state: State, setting: Setting): Move[] {
  const list: Move[] = [];
  state.owners.forEach((owner, o) => {
    const { run, held: what } = owner;
    const folds = { name: `${o} folds the journal`, to: withOwner(state, o, fresh(state)) };
    if (run === null) return list.push(folds);
    if (state.commands > 0) list.push(hear(state, o, setting));
    if (what !== null) {
      list.push(record(state, o, what, setting));
      const matters = what.acted || !reduces(setting);
      if (state.left.crashes > 0 && matters) list.push(crash(state, o));
      return;
    }
    if (owner.stale) list.push(folds);
    for (const { action, key } of due(run)) {
      list.push(...perform({ state, o, run, action, key, setting }));
    }
  });
  return [...list, ...outside(state), ...again(state, setting)];
}

/** What happens without Quorum: CI finishes, a person pushes, a person asks for another try. */
function outside(state: State): Move[] {
  const list: Move[] = [];
  for (const [unit, branch] of Object.entries(state.branches)) {
    const open = state.pulls.some((p) => p.unit === Number(unit) && p.commit === null);
    if (open && !state.ci.includes(branch.head) && branch.by === "quorum") {
      list.push(...webhook({ ...state, ci: [...state.ci, branch.head] }, `ci ${unit}`));
    }
    if (open && state.left.pushes > 0) {
      const pushed: Branch = { head: id(`person${unit}`), by: "person", text: "person" };
      const branches = { ...state.branches, [unit]: pushed };
      list.push(...webhook({ ...used(state, "pushes"), branches }, `person pushes ${unit}`));
    }
  }
  if (state.left.retries > 0 && isStuck(state.truth)) {
    const to = delivered(used(state, "retries"), "command");
    list.push({ name: "person asks for a retry", to });
  }
  return list;
}

/** Something happened that GitHub tells: the webhook comes, or it is lost. */
function webhook(state: State, name: string): Move[] {
  const to = delivered(state, "wake");
  const list = [{ name, to }];
  if (state.left.losses > 0 && changesAnything(state, to)) {
    list.push({ name: `${name}, webhook lost`, to: used(state, "losses") });
  }
  return list;
}

/** A command is kept until an owner has recorded it; anything else only wakes the owners. */
function delivered(state: State, kind: "wake" | "command"): State {
  if (kind === "command") return { ...state, commands: state.commands + 1 };
  const owners = state.owners.map((owner) => ({ ...owner, woken: looks(owner.run) }));
  return { ...state, owners };
}

/**
 * A webhook comes once more: the label's, which began the run, one that wakes, a person's command.
 * Trouble that changes nothing but its budget is left out: what could follow can follow without it.
 */
function again(state: State, setting: Setting): Move[] {
  if (state.left.doubles === 0) return [];
  const spent = used(state, "doubles");
  const list: Move[] = [];
  if (setting.without === "run id") {
    list.push({ name: "label comes again", to: { ...spent, broken: "two runs for one label" } });
  }
  const woken = delivered(spent, "wake");
  if (changesAnything(state, woken)) list.push({ name: "webhook comes again", to: woken });
  if (state.left.retries < setting.budget.retries) {
    list.push({ name: "command comes again", to: delivered(spent, "command") });
  }
  return list;
}

const changesAnything = (before: State, to: State): boolean =>
  before.owners.some((owner, o) => owner.woken !== to.owners[o]?.woken);

/** An owner is told a person's command, which waits for another when this one is refused. */
function hear(state: State, o: number, setting: Setting): Move {
  const name = `${o} hears of a retry`;
  if (isRefused(state, o, setting)) return { name, to: withOwner(state, o, nobody) };
  const retried = held("retry", [{ kind: "retried", at: 0, by: { id: 1, login: "m" } }], false);
  return { name, to: appended({ ...state, commands: state.commands - 1 }, o, retried, setting) };
}

/** Compare-and-set: the journal has grown behind the owner's back, who gives up what it held. */
function record(state: State, o: number, what: Held, setting: Setting): Move {
  const late = isRefused(state, o, setting);
  if (late) return { name: `${o} is late`, to: withOwner(state, o, nobody) };
  const to = appended(withOwner(state, o, { held: null }), o, what, setting);
  return { name: `${o} records ${what.key}`, to };
}

const isRefused = (state: State, o: number, { without }: Setting): boolean =>
  state.owners[o]?.stale === true && without !== "compare-and-set";

/** What an owner did outside stays done; a crash before that is as if it had never begun. */
const crash = (state: State, o: number): Move => ({
  name: `${o} crashes`,
  to: withOwner(used(state, "crashes"), o, nobody),
});

export interface Found {
  readonly states: number;
  /** Different states of journal and GitHub among them. */
  readonly worlds: number;
  /** The first violation with the shortest way to it; null when there is none. */
  readonly violation: { readonly what: string; readonly path: readonly string[] } | null;
  /** The shortest way to a state that no end can follow without new trouble; null for none. */
  readonly trap: readonly string[] | null;
}

/** Breadth first, so that a counterexample is as short as can be. Stops at the first violation. */
export function explore(setting: Setting, statesMax: number): Found {
  const first = firstState(setting);
  const numbers = new Map<string, number>([[nameOf(first, setting), 0]]);
  const ways: Way[] = [{ from: null, name: "start" }];
  const calm = new Graph();
  const worlds = new Set<string>();
  const found = (more: Pick<Found, "violation" | "trap">): Found => ({
    states: ways.length,
    worlds: worlds.size,
    ...more,
  });
  let frontier: State[] = [first];
  let from = 0;
  while (frontier.length > 0) {
    const next: State[] = [];
    for (const state of frontier) {
      const what = wrongWith(state, setting);
      if (what) return found({ violation: { what, path: pathTo(ways, from) }, trap: null });
      worlds.add(nameOfWorld(state));
      if (ended(state)) calm.end(from);
      for (const move of moves(state, setting)) {
        const after = settled(move.to, setting);
        const name = nameOf(after, setting);
        let to = numbers.get(name);
        if (to === undefined) {
          to = ways.length;
          numbers.set(name, to);
          ways.push({ from, name: move.name });
          next.push(after);
        }
        if (move.to.left === state.left) calm.edge(from, to);
      }
      from += 1;
    }
    assert(ways.length <= statesMax, `more than ${statesMax} states`);
    frontier = next;
  }
  const trapped = calm.trapped(ways.length);
  return found({ violation: null, trap: trapped === null ? null : pathTo(ways, trapped) });
}

interface Way {
  readonly from: number | null;
  readonly name: string;
}

function pathTo(ways: readonly Way[], state: number): string[] {
  const path: string[] = [];
  for (let at: number | null = state; at !== null;) {
    const way: Way | undefined = ways[at];
    if (!way) break;
    path.unshift(way.name);
    at = way.from;
  }
  return path;
}
