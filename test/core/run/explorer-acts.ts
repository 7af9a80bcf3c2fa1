// How one owner performs an action in the small GitHub: it looks, acts, then holds what it found.
import type { Sha } from "../../../src/core/kernel.ts";
import type { Action } from "../../../src/core/run/action.ts";
import type { Event, Vote } from "../../../src/core/run/event.ts";
import type { Run } from "../../../src/core/run/state.ts";
import { at } from "../../../src/core/vector.ts";
import { id, withOwner, type Move, type Pull, type Setting, type State } from "./explorer-state.ts";

export function perform(
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
