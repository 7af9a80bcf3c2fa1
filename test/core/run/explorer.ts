// Explicit-state search over the real evolve() and everything(): two owners of one journal, a small
// GitHub, and tokens for what may go wrong. Every interleaving is walked; time is left out.
import { assert, sha, type Sha } from "../../../src/core/kernel.ts";
import type { Action } from "../../../src/core/run/action.ts";
import type { Event, Vote } from "../../../src/core/run/event.ts";
import { evolve } from "../../../src/core/run/evolve.ts";
import { everything } from "../../../src/core/run/next.ts";
import type { Run } from "../../../src/core/run/state.ts";
import { at, items } from "../../../src/core/vector.ts";

/** Protections that a test takes away one at a time. */
export type Protection =
  | "margin"
  | "dependency check"
  | "natural key"
  | "expected sha"
  | "compare-and-set"
  | "reconcile sweep";

export interface Setting {
  readonly without: Protection | null;
  readonly started: Event;
  /** How many answers may be wrong, in all. */
  readonly wrong: number;
  readonly crashes: number;
  readonly pushes: number;
  readonly losses: number;
  /** How many owners take part, 1 or 2. */
  readonly owners: number;
  /** How many actions the second owner may perform: it believes that the run is its own. */
  readonly zombie: number;
  /** The true needs, by unit index. */
  readonly needs: readonly (readonly number[])[];
}

interface Pull {
  readonly unit: number;
  readonly state: "open" | "merged";
}

interface Owner {
  /** What it has folded: a prefix of the journal, unless compare-and-set is off. */
  readonly run: Run;
  /** The journal holds events that it has not seen. */
  readonly stale: boolean;
  /** What it found out or did and has not recorded yet. */
  readonly held: { readonly key: string; readonly events: readonly Event[] } | null;
  /** A first look that an act is to follow, e.g. "there is no pull request yet". */
  readonly looked: string | null;
  readonly woken: boolean;
}

export interface State {
  /** The fold of the whole journal. */
  readonly truth: Run;
  readonly owners: readonly Owner[];
  /** Branch of each unit: the head and whose it is. */
  readonly branches: Readonly<
    Record<number, { readonly head: Sha; readonly by: "quorum" | "person"; readonly text: string }>
  >;
  readonly line: Sha | null;
  readonly pulls: readonly Pull[];
  readonly merged: readonly { readonly unit: number; readonly by: string; readonly text: string }[];
  readonly ci: readonly Sha[];
  readonly left: {
    readonly wrong: number;
    readonly crashes: number;
    readonly pushes: number;
    readonly losses: number;
    readonly zombie: number;
  };
  readonly replayBroken: boolean;
}

const id = (text: string): Sha => {
  let hex = "";
  for (const char of text) hex += char.charCodeAt(0).toString(16).padStart(2, "0");
  return sha(hex.slice(-40).padStart(40, "0"));
};

export function firstState(setting: Setting): State {
  const truth = evolve(null, setting.started);
  const owner: Owner = { run: truth, stale: false, held: null, looked: null, woken: false };
  const { wrong, crashes, pushes, losses, zombie } = setting;
  return {
    truth,
    owners: Array.from({ length: setting.owners }, () => owner),
    branches: {},
    line: null,
    pulls: [],
    merged: [],
    ci: [],
    left: { wrong, crashes, pushes, losses, zombie },
    replayBroken: false,
  };
}

/** Publishing and the gate's check run change nothing here; they are left out. */
const relevant = (action: Action): boolean =>
  action.kind !== "publish" && action.kind !== "postGate";

export interface Move {
  readonly name: string;
  readonly to: State;
}

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

function withOwner(state: State, o: number, change: Partial<Owner>): State {
  const owners = state.owners.map((owner, i) => (i === o ? { ...owner, ...change } : owner));
  return { ...state, owners };
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

function perform(
  state: State,
  o: number,
  run: Run,
  action: Action,
  key: string,
  s: Setting,
): Move[] {
  const hold = (next: State, events: readonly Event[], name = key): Move => ({
    name: `${o} ${name}`,
    to: withOwner(next, o, { held: { key, events }, looked: null }),
  });
  switch (action.kind) {
    case "sample":
      return sample(state, o, action, key);
    case "openLine": {
      const line = state.line ?? id("base");
      return [hold({ ...state, line }, [{ kind: "lineOpened", at: 0, head: line }])];
    }
    case "push":
      return [push(state, o, run, action, key)];
    case "open": {
      const known = state.pulls.some((p) => p.unit === action.unit);
      const events: Event[] = [{ kind: "opened", at: 0, unit: action.unit, pull: action.unit + 1 }];
      const owner = state.owners[o];
      if (known && owner?.looked !== key) return [hold(state, events)];
      if (owner?.looked !== key)
        return [{ name: `${o} looks for ${key}`, to: withOwner(state, o, { looked: key }) }];
      if (known && s.without !== "natural key") return [hold(state, events)];
      const pulls: Pull[] = [...state.pulls, { unit: action.unit, state: "open" }];
      return [hold({ ...state, pulls }, events)];
    }
    case "look": {
      const owner = state.owners[o];
      if (s.without === "reconcile sweep" && !owner?.woken) return [];
      const seen = look(state, run, action.unit, action.head);
      if (repeats(run, action.unit, seen)) return [];
      return [hold(withOwner(state, o, { woken: false }), seen)];
    }
    case "merge":
      return merge(state, o, run, action, key, s);
    case "openFinal":
      return [hold(state, [{ kind: "finalOpened", at: 0, pull: 99, draft: false }])];
    default:
      return [];
  }
}

/** The model may answer differently each time it is asked: right, or wrong while tokens last. */
function sample(
  state: State,
  o: number,
  action: Extract<Action, { kind: "sample" }>,
  key: string,
): Move[] {
  const { poll, n } = action;
  const event = (word: string): Event => {
    const votes: Vote[] = [{ n, class: word, text: word }];
    return { kind: "sampled", at: 0, poll, votes, microUsd: 0, tokens: 0 };
  };
  const hold = (next: State, word: string): Move => ({
    name: `${o} ${key} ${word}`,
    to: withOwner(next, o, { held: { key, events: [event(word)] } }),
  });
  const list = [hold(state, "right")];
  if (state.left.wrong > 0) {
    const left = { ...state.left, wrong: state.left.wrong - 1 };
    list.push(hold({ ...state, left }, "wrong"));
  }
  return list;
}

function push(
  state: State,
  o: number,
  run: Run,
  action: Extract<Action, { kind: "push" }>,
  key: string,
): Move {
  const { unit, attempt, onto } = action;
  const own = at(run.units, unit);
  const text = own?.phase.kind === "elected" ? (own.phase.won[0]?.text ?? "") : "";
  const standing = state.branches[unit];
  const head = id(`${unit}.${attempt}.${text}.${onto.slice(-6)}`);
  const free = (standing?.head ?? null) === (own?.branch ?? null);
  const adopts = standing?.head === head;
  const truth = at(state.truth.units, unit);
  const decided =
    truth?.phase.kind === "elected" || truth?.phase.kind === "merged"
      ? truth.phase.won[0]?.text
      : null;
  const replayBroken = state.replayBroken || (decided !== null && decided !== text);
  const done = { kind: "pushed", at: 0, unit, attempt, head, onto } as const;
  const branches = free
    ? { ...state.branches, [unit]: { head, by: "quorum" as const, text } }
    : state.branches;
  const detail = "somebody else moved it";
  const moved = {
    kind: "displaced",
    at: 0,
    unit,
    attempt,
    because: "branch moved",
    detail,
    head: standing?.head ?? null,
  } as const;
  const events: readonly Event[] = [free || adopts ? done : moved];
  const next = { ...state, branches, replayBroken };
  return { name: `${o} ${key}`, to: withOwner(next, o, { held: { key, events } }) };
}

function look(state: State, run: Run, unit: number, head: Sha): readonly Event[] {
  const attempt = at(run.units, unit)?.attempt ?? 1;
  const branch = state.branches[unit];
  const pull = state.pulls.find((p) => p.unit === unit);
  if (pull?.state === "merged" && branch) {
    return [
      {
        kind: "merged",
        at: 0,
        unit,
        head: branch.head,
        commit: state.line ?? head,
        line: state.line ?? head,
      },
    ];
  }
  if (branch?.head !== head) {
    const detail = "a person pushed";
    return [
      {
        kind: "displaced",
        at: 0,
        unit,
        attempt,
        because: "branch moved",
        detail,
        head: branch?.head ?? null,
      },
    ];
  }
  const ci = state.ci.includes(head) ? "green" : "pending";
  return [
    {
      kind: "looked",
      at: 0,
      unit,
      head,
      ci,
      because: ci,
      failed: [],
      changesRequestedBy: [],
      approvedBy: [],
    },
  ];
}

/** A look that sees what is known already changes nothing. */
function repeats(run: Run, unit: number, events: readonly Event[]): boolean {
  const phase = at(run.units, unit)?.phase;
  const [event] = events;
  if (phase?.kind !== "elected" || event?.kind !== "looked") return false;
  return phase.look?.head === event.head && phase.look.ci === event.ci;
}

function merge(
  state: State,
  o: number,
  run: Run,
  action: Extract<Action, { kind: "merge" }>,
  key: string,
  s: Setting,
): Move[] {
  const { unit, pass } = action;
  const owner = state.owners[o];
  const hold = (next: State, events: readonly Event[]): Move => ({
    name: `${o} ${key}`,
    to: withOwner(next, o, { held: { key, events }, looked: null }),
  });
  const pull = state.pulls.find((p) => p.unit === unit);
  if (owner?.looked !== key) {
    if (state.line !== pass.onto) {
      if (pull?.state === "merged") return [hold(state, look(state, run, unit, pass.head))];
      return [hold(state, [{ kind: "lineMoved", at: 0, head: state.line }])];
    }
    return [{ name: `${o} looks before ${key}`, to: withOwner(state, o, { looked: key }) }];
  }
  const branch = state.branches[unit];
  if (pull?.state !== "open" || !branch) return [hold(state, look(state, run, unit, pass.head))];
  if (branch.head !== pass.head && s.without !== "expected sha") {
    return [hold(state, look(state, run, unit, pass.head))];
  }
  const commit = id(`m${unit}${branch.head.slice(-12)}`);
  const pulls = state.pulls.map((p): Pull => (p.unit === unit ? { ...p, state: "merged" } : p));
  const merged = [...state.merged, { unit, by: branch.by, text: branch.text }];
  const next = { ...state, pulls, merged, line: commit };
  return [hold(next, [{ kind: "merged", at: 0, unit, head: branch.head, commit, line: commit }])];
}

/** What must never be, whatever happened; null when all is well. */
export function wrongWith(state: State, setting: Setting): string | null {
  const units = setting.needs.length;
  for (let u = 0; u < units; u += 1) {
    if (state.pulls.filter((p) => p.unit === u).length > 1)
      return `two pull requests for unit ${u}`;
    if (state.merged.filter((m) => m.unit === u).length > 1) return `unit ${u} was merged twice`;
  }
  for (const [i, merge] of state.merged.entries()) {
    if (merge.by === "person") return `an unvoted commit of unit ${merge.unit} was merged`;
    if (merge.text === "wrong" && setting.wrong < 2) return `a wrong unit ${merge.unit} was merged`;
    const before = state.merged.slice(0, i).map((m) => m.unit);
    const early = (setting.needs[merge.unit] ?? []).some((need) => !before.includes(need));
    if (early) return `unit ${merge.unit} was merged before what it needs`;
  }
  return state.replayBroken ? "a pushed text is not the one that the journal elects" : null;
}

/** True when the run has come to an end that a person or nobody has to deal with. */
export function ended(state: State): boolean {
  const run = state.truth;
  if (run.phase.kind === "done" || run.phase.kind === "stuck") return true;
  return items(run.units).some((u) => u.phase.kind === "stuck");
}

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
