// Explicit-state search over the real evolve() and everything(): every interleaving of what owners,
// CI, people and crashes may do is walked; time is left out.
import { assert } from "../../../src/core/kernel.ts";
import type { Action } from "../../../src/core/run/action.ts";
import { evolve } from "../../../src/core/run/evolve.ts";
import { everything } from "../../../src/core/run/next.ts";
import type { Run } from "../../../src/core/run/state.ts";
import { perform } from "./explorer-acts.ts";
import {
  ended,
  firstState,
  id,
  withOwner,
  wrongWith,
  type Move,
  type Setting,
  type State,
} from "./explorer-state.ts";

/** Publishing and the gate's check run change nothing here; they are left out. */
const relevant = (action: Action): boolean =>
  action.kind !== "publish" && action.kind !== "postGate";

export function moves(state: State, setting: Setting): Move[] {
  const list: Move[] = [];
  state.owners.forEach((owner, o) => {
    if (owner.held !== null) {
      list.push(record(state, o, setting));
      if (state.left.crashes > 0) list.push(crash(state, o));
      return;
    }
    if (owner.stale) list.push(reread(state, o));
    if (o > 0 && state.left.zombie === 0) return;
    const { run } = owner;
    for (const { action, key } of everything(run)) {
      if (relevant(action)) list.push(...perform(spent(state, o), o, run, action, key, setting));
    }
  });
  return [...list, ...outside(state)];
}

const spent = (state: State, o: number): State =>
  o === 0 ? state : { ...state, left: { ...state.left, zombie: state.left.zombie - 1 } };

/** What happens without Quorum: CI finishes (its webhook may be lost), a person pushes. */
function outside(state: State): Move[] {
  const list: Move[] = [];
  for (const [unit, branch] of Object.entries(state.branches)) {
    const open = state.pulls.some((p) => p.unit === Number(unit) && p.state === "open");
    if (open && !state.ci.includes(branch.head) && branch.by === "quorum") {
      const ci = [...state.ci, branch.head];
      const woken = state.owners.map((o) => ({ ...o, woken: true }));
      list.push({ name: `ci ${unit}`, to: { ...state, ci, owners: woken } });
      if (state.left.losses > 0) {
        const left = { ...state.left, losses: state.left.losses - 1 };
        list.push({ name: `ci ${unit}, webhook lost`, to: { ...state, ci, left } });
      }
    }
    if (open && state.left.pushes > 0) {
      const head = id(`person${unit}`);
      const branches = {
        ...state.branches,
        [unit]: { head, by: "person" as const, text: "person" },
      };
      const left = { ...state.left, pushes: state.left.pushes - 1 };
      const woken = state.owners.map((o) => ({ ...o, woken: true }));
      list.push({ name: `person pushes ${unit}`, to: { ...state, branches, left, owners: woken } });
    }
  }
  return list;
}

function record(state: State, o: number, setting: Setting): Move {
  const owner = state.owners[o];
  assert(owner?.held != null, "something is held");
  const { events, key } = owner.held;
  const checks = setting.without !== "compare-and-set";
  if (owner.stale && checks) {
    return {
      name: `${o} is stale and rereads`,
      to: reread(withOwner(state, o, { held: null }), o).to,
    };
  }
  const fold = (run: Run): Run => events.reduce((r, e) => evolve(r, e), run);
  const truth = fold(state.truth);
  const owners = state.owners.map((other, i) =>
    i === o
      ? { ...owner, held: null, run: checks ? truth : fold(owner.run) }
      : { ...other, stale: true },
  );
  return { name: `${o} records ${key}`, to: { ...state, truth, owners } };
}

const crash = (state: State, o: number): Move => ({
  name: `${o} crashes`,
  to: withOwner({ ...state, left: { ...state.left, crashes: state.left.crashes - 1 } }, o, {
    held: null,
    looked: null,
    run: state.truth,
    stale: false,
  }),
});

const reread = (state: State, o: number): Move => ({
  name: `${o} rereads`,
  to: withOwner(state, o, { run: state.truth, stale: false, looked: null }),
});

export interface Found {
  readonly states: number;
  /** The first violation with the shortest way to it; null when there is none. */
  readonly violation: { readonly what: string; readonly path: readonly string[] } | null;
  /** States in which nothing can move and nothing has ended. */
  readonly stuck: number;
}

/** Breadth first, so that a counterexample is as short as can be. Stops at the first violation. */
export function explore(setting: Setting, statesMax: number): Found {
  const first = firstState(setting);
  const parents = new Map<string, { readonly from: string | null; readonly name: string }>();
  let frontier: State[] = [first];
  parents.set(keyOf(first), { from: null, name: "start" });
  let stuck = 0;
  while (frontier.length > 0) {
    const next: State[] = [];
    for (const state of frontier) {
      const key = keyOf(state);
      const what = wrongWith(state, setting);
      if (what)
        return { states: parents.size, violation: { what, path: pathTo(parents, key) }, stuck };
      const possible = moves(state, setting);
      if (possible.length === 0 && !ended(state)) stuck += 1;
      for (const move of possible) {
        const to = keyOf(move.to);
        if (parents.has(to)) continue;
        parents.set(to, { from: key, name: move.name });
        next.push(move.to);
      }
    }
    assert(parents.size <= statesMax, `more than ${statesMax} states`);
    frontier = next;
  }
  return { states: parents.size, violation: null, stuck };
}

const numbers = new Map<string, number>();
const numbered = new WeakMap<object, number>();

/** Equal values share a number. States share most of their parts, so each is spelt out once. */
function numberOf(part: object, spell: () => unknown = () => part): number {
  const known = numbered.get(part);
  if (known !== undefined) return known;
  const text = JSON.stringify(spell());
  const number = numbers.get(text) ?? numbers.size;
  numbers.set(text, number);
  numbered.set(part, number);
  return number;
}

/** Runs are told apart by what can still change them. */
const numberOfRun = (run: Run): number =>
  numberOf(run, () => [run.units.root, run.active, run.line.head, run.phase, run.merged]);

function keyOf(state: State): string {
  const { truth, owners, branches, line, pulls, merged, ci, left, replayBroken } = state;
  const parts = [branches, pulls, merged, ci, left].map((part) => numberOf(part));
  for (const owner of owners) {
    parts.push(numberOf(owner, () => ({ ...owner, run: numberOfRun(owner.run) })));
  }
  return `${numberOfRun(truth)} ${parts.join(" ")} ${line} ${replayBroken}`;
}

function pathTo(
  parents: ReadonlyMap<string, { readonly from: string | null; readonly name: string }>,
  key: string,
): string[] {
  const path: string[] = [];
  for (let at: string | null = key; at !== null;) {
    const step = parents.get(at);
    if (!step) break;
    path.unshift(step.name);
    at = step.from;
  }
  return path;
}
