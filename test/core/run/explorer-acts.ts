// How one owner performs an action in the small GitHub: it looks, acts, then holds what it found.
import type { Sha } from "../../../src/core/kernel.ts";
import type { Action } from "../../../src/core/run/action.ts";
import type { Event, EventOf, Vote } from "../../../src/core/run/event.ts";
import type { Run } from "../../../src/core/run/state.ts";
import { at } from "../../../src/core/vector.ts";
import { held } from "./explorer-shared.ts";
import {
  appended,
  id,
  reduces,
  used,
  withOwner,
  type Branch,
  type Move,
  type Setting,
  type State,
} from "./explorer-state.ts";

type Of<K extends Action["kind"]> = Extract<Action, { readonly kind: K }>;

/** One owner at work: what it believes, and what it is about to do. */
interface Act<A extends Action = Action> {
  readonly state: State;
  readonly o: number;
  readonly run: Run;
  readonly action: A;
  readonly key: string;
  readonly setting: Setting;
}

/** The moves that an action comes to, one for each way in which the world may answer. */
export function perform(act: Act): readonly Move[] {
  const { action } = act;
  switch (action.kind) {
    case "sample":
      return sample({ ...act, action });
    case "openLine": {
      const line = act.state.line ?? id("base");
      const change = act.state.line === null ? { line } : null;
      return hold(act, change, [{ kind: "lineOpened", at: 0, head: line }]);
    }
    case "push":
      return push({ ...act, action });
    case "open":
      return open({ ...act, action });
    case "look":
      return look({ ...act, action });
    case "merge":
      return merge({ ...act, action });
    case "openFinal":
      return hold(act, null, [{ kind: "finalOpened", at: 0, pull: 99, draft: false }]);
    default:
      return [];
  }
}

/**
 * What changed outside, null for nothing, and what the owner found. A finding of an owner that is
 * stale already will be dropped: when nothing changed outside it comes to no more than rereading,
 * which is a move of its own.
 */
function hold(act: Act, change: Partial<State> | null, events: readonly Event[]): readonly Move[] {
  const { state, o, action, key, setting } = act;
  if (change === null && isStale(act) && reduces(setting)) return [];
  const what = held(key, events, change !== null);
  const woken = action.kind !== "look" && state.owners[o]?.woken === true;
  const to = withOwner({ ...state, ...change }, o, { held: what, looked: null, woken });
  return [{ name: `${o} ${key}`, to }];
}

const isStale = ({ state, o, setting }: Act): boolean =>
  state.owners[o]?.stale === true && setting.without !== "compare-and-set";

/** The first half of look-then-act: between the two, anything may happen. */
const lookFirst = ({ state, o, key }: Act): readonly Move[] => [
  { name: `${o} looks for ${key}`, to: withOwner(state, o, { looked: key }) },
];

const hasLooked = ({ state, o, key }: Act): boolean => state.owners[o]?.looked === key;

/**
 * The model may answer differently each time it is asked: right, or wrong while tokens last. The
 * answer depends on nothing outside, so that asking and recording are one step: had anything
 * happened between the two, the same answer would have come after it.
 */
function sample(act: Act<Of<"sample">>): readonly Move[] {
  if (isStale(act)) return [];
  const { state, o, action, key, setting } = act;
  const { poll, n } = action;
  const told = (next: State, word: string): Move => {
    const votes: Vote[] = [{ n, class: word, text: word }];
    const event: Event = { kind: "sampled", at: 0, poll, votes, microUsd: 0, tokens: 0 };
    const to = appended(next, o, held(key, [event], false), setting);
    return { name: `${o} ${key} ${word}`, to };
  };
  const list = [told(state, "right")];
  if (state.left.wrong > 0) list.push(told(used(state, "wrong"), "wrong"));
  return list;
}

function push(act: Act<Of<"push">>): readonly Move[] {
  const { state, run, action, setting } = act;
  const { unit, attempt, onto } = action;
  const known = at(run.units, unit);
  if (known?.pull != null && isMerged(state, unit)) return hold(act, null, seen(act, unit));
  const text = known?.phase.kind === "elected" ? (known.phase.won[0]?.text ?? "") : "";
  const standing = state.branches[unit];
  const head = id(`${unit}.${attempt}.${text}.${onto.slice(-6)}`);
  const expected = (standing?.head ?? null) === (known?.branch ?? null);
  const free = expected || setting.without === "expected head";
  const pushed = { kind: "pushed", at: 0, unit, attempt, head, onto } as const;
  if (!free) {
    if (standing?.head === head) return hold(act, null, [pushed]);
    return hold(act, null, [displaced(unit, attempt, standing?.head ?? null)]);
  }
  const branch: Branch = { head, by: "quorum", text };
  const branches = { ...state.branches, [unit]: branch };
  const lost = !expected && standing?.by === "person" ? "a person's commit was overwritten" : null;
  const truth = at(state.truth.units, unit)?.phase;
  const decided =
    truth?.kind === "elected" || truth?.kind === "merged" ? truth.won[0]?.text : undefined;
  const other = decided !== undefined && decided !== text;
  const replay = other ? "a pushed text is not the one that the journal elects" : null;
  return hold(act, { branches, broken: state.broken ?? lost ?? replay }, [pushed]);
}

const displaced = (unit: number, attempt: number, head: Sha | null): EventOf<"displaced"> => ({
  kind: "displaced",
  at: 0,
  unit,
  attempt,
  because: "branch moved",
  detail: "somebody else moved it",
  head,
});

const isMerged = (state: State, unit: number): boolean =>
  state.pulls.some((p) => p.unit === unit && p.commit !== null);

/** GitHub refuses a second pull request for one branch: its natural key. */
function open(act: Act<Of<"open">>): readonly Move[] {
  const { state, action, setting } = act;
  const { unit } = action;
  const known = state.pulls.some((p) => p.unit === unit);
  const events: Event[] = [{ kind: "opened", at: 0, unit, pull: unit + 1 }];
  if (!hasLooked(act)) return known ? hold(act, null, events) : lookFirst(act);
  if (known && setting.without !== "natural key") return hold(act, null, events);
  return hold(act, { pulls: [...state.pulls, { unit, commit: null }] }, events);
}

/** A look that would find no news is left out, unless a webhook has asked for it. */
function look(act: Act<Of<"look">>): readonly Move[] {
  const { state, o, run, action, setting } = act;
  const woken = state.owners[o]?.woken === true;
  const phase = at(run.units, action.unit)?.phase;
  const last = phase?.kind === "elected" ? phase.look : null;
  const swept = setting.without !== "reconcile sweep" || last === null;
  if (!woken && !swept) return [];
  const events = seen(act, action.unit);
  const [event] = events;
  const news = event?.kind !== "looked" || last?.head !== event.head || last.ci !== event.ci;
  return woken || news ? hold(act, null, events) : [];
}

/** What a look at the unit's pull request finds. */
function seen({ state, run }: Act, unit: number): readonly Event[] {
  const known = at(run.units, unit);
  const branch = state.branches[unit];
  const head = known?.phase.kind === "elected" ? known.phase.push?.head : undefined;
  const pull = state.pulls.find((p) => p.unit === unit);
  if (branch && pull?.commit != null) {
    const line = state.line ?? pull.commit;
    return [{ kind: "merged", at: 0, unit, head: branch.head, commit: pull.commit, line }];
  }
  if (head === undefined || branch?.head !== head) {
    return [displaced(unit, known?.attempt ?? 1, branch?.head ?? null)];
  }
  const ci = state.ci.includes(head) ? "green" : "pending";
  const people = { changesRequestedBy: [], approvedBy: [] };
  return [{ kind: "looked", at: 0, unit, head, ci, because: ci, failed: [], ...people }];
}

function merge(act: Act<Of<"merge">>): readonly Move[] {
  const { state, action, setting } = act;
  const { unit, pass } = action;
  if (!hasLooked(act)) {
    if (state.line === pass.onto) return lookFirst(act);
    if (isMerged(state, unit)) return hold(act, null, seen(act, unit));
    return hold(act, null, [{ kind: "lineMoved", at: 0, head: state.line }]);
  }
  const branch = state.branches[unit];
  const moved = branch?.head !== pass.head && setting.without !== "expected sha";
  if (!branch || isMerged(state, unit) || moved) return hold(act, null, seen(act, unit));
  const { head, by, text } = branch;
  const commit = id(`m${unit}${head.slice(-12)}`);
  const pulls = state.pulls.map((p) => (p.unit === unit ? { ...p, commit } : p));
  const merged = [...state.merged, { unit, by, text }];
  const events: Event[] = [{ kind: "merged", at: 0, unit, head, commit, line: commit }];
  return hold(act, { pulls, merged, line: commit }, events);
}
