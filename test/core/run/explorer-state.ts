// What the explorer walks over: two owners of one journal, a small GitHub, and what must never be.
import { sha, type Sha } from "../../../src/core/kernel.ts";
import type { Event } from "../../../src/core/run/event.ts";
import { evolve } from "../../../src/core/run/evolve.ts";
import type { Run } from "../../../src/core/run/state.ts";
import { items } from "../../../src/core/vector.ts";
import { after, canonical, due, type Held } from "./explorer-shared.ts";

/** Protections that a test takes away one at a time. */
export type Protection =
  | "margin"
  | "dependency check"
  | "natural key"
  | "run id"
  | "expected sha"
  | "expected head"
  | "compare-and-set"
  | "reconcile sweep";

/** How often each kind of trouble may still happen. */
export interface Budget {
  /** Answers that may be wrong, in all. */
  readonly wrong: number;
  readonly crashes: number;
  /** Pushes by a person onto a unit's branch. */
  readonly pushes: number;
  /** `/quorum retry` by a person who sees that a unit is stuck. */
  readonly retries: number;
  /** Webhooks that are lost. */
  readonly losses: number;
  /** Webhooks that are delivered a second time, at any later moment. */
  readonly doubles: number;
}

export interface Setting {
  readonly without: Protection | null;
  readonly started: Event;
  readonly budget: Budget;
  /** How many owners take part, 1 or 2; each believes at all times that the run is its own. */
  readonly owners: number;
  /** Walks states apart that reduction joins: far more of them, to see that it loses none. */
  readonly whole?: boolean;
  /** The true needs, by unit index. */
  readonly needs: readonly (readonly number[])[];
}

/** What an outrun owner knows is left out as far as compare-and-set makes it worthless. */
export const reduces = ({ without, whole }: Setting): boolean =>
  without !== "compare-and-set" && whole !== true;

export interface Pull {
  readonly unit: number;
  /** The commit that merged it; null while it is open. */
  readonly commit: Sha | null;
}

export interface Branch {
  readonly head: Sha;
  readonly by: "quorum" | "person";
  readonly text: string;
}

export interface Owner {
  /** What it has folded: a prefix of the journal, unless compare-and-set is off; null = nothing. */
  readonly run: Run | null;
  /** The journal holds events that it has not seen. */
  readonly stale: boolean;
  /** What it found out or did and has not recorded yet. */
  readonly held: Held | null;
  /** A first look that an act is to follow, e.g. "there is no pull request yet". */
  readonly looked: string | null;
  /** A webhook asked it to look once more, news or not. */
  readonly woken: boolean;
}

export interface State {
  /** The fold of the whole journal. */
  readonly truth: Run;
  readonly owners: readonly Owner[];
  readonly branches: Readonly<Record<number, Branch>>;
  readonly line: Sha | null;
  readonly pulls: readonly Pull[];
  readonly merged: readonly { readonly unit: number; readonly by: string; readonly text: string }[];
  readonly ci: readonly Sha[];
  /** Retries that a person asked for and nobody has recorded yet. */
  readonly commands: number;
  readonly left: Budget;
  /** The first thing that went wrong in a move, where the state alone does not show it. */
  readonly broken: string | null;
}

export const id = (text: string): Sha => {
  let hex = "";
  for (const char of text) hex += char.charCodeAt(0).toString(16).padStart(2, "0");
  return sha(hex.slice(-40).padStart(40, "0"));
};

/** The label was delivered and the run has begun. */
export function firstState(setting: Setting): State {
  const truth = canonical(evolve(null, setting.started));
  return {
    truth,
    owners: Array.from({ length: setting.owners }, () => ({ ...nobody, run: truth })),
    branches: {},
    line: null,
    pulls: [],
    merged: [],
    ci: [],
    commands: 0,
    left: setting.budget,
    broken: null,
  };
}

export function withOwner(state: State, o: number, change: Partial<Owner>): State {
  const owners = state.owners.map((owner, i) => (i === o ? { ...owner, ...change } : owner));
  return { ...state, owners };
}

/** An owner that holds nothing in memory: it died, or it was told that it came too late. */
export const nobody: Owner = { run: null, stale: false, held: null, looked: null, woken: false };

/** An owner that has just folded the journal. */
export const fresh = (state: State): Owner => ({ ...nobody, run: state.truth });

/** The journal and its writer have folded it; whoever else owns the run has not. */
export function appended(state: State, o: number, what: Held, setting: Setting): State {
  const checks = setting.without !== "compare-and-set";
  const truth = after(state.truth, what);
  const owners = state.owners.map((owner, i): Owner => {
    if (owner.run === null) return owner;
    if (i !== o) return { ...owner, stale: true };
    const run = checks ? truth : after(owner.run, what);
    return { ...owner, run, woken: owner.woken && looks(run) };
  });
  return { ...state, truth, owners };
}

/** An owner that has nothing to look at is not woken by a webhook. */
export const looks = (run: Run | null): boolean =>
  run !== null && due(run).some(({ action }) => action.kind === "look");

/** The state after one of the budgeted troubles. */
export const used = (state: State, kind: keyof Budget): State => ({
  ...state,
  left: { ...state.left, [kind]: state.left[kind] - 1 },
});

export interface Move {
  readonly name: string;
  readonly to: State;
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
    if (merge.text === "wrong" && setting.budget.wrong < 2)
      return `a wrong unit ${merge.unit} was merged`;
    const before = state.merged.slice(0, i).map((m) => m.unit);
    const early = (setting.needs[merge.unit] ?? []).some((need) => !before.includes(need));
    if (early) return `unit ${merge.unit} was merged before what it needs`;
  }
  return state.broken;
}

export const isStuck = (run: Run): boolean =>
  run.phase.kind === "stuck" || items(run.units).some((u) => u.phase.kind === "stuck");

/** True when the run has come to an end that a person or nobody has to deal with. */
export const ended = (state: State): boolean =>
  state.truth.phase.kind === "done" || isStuck(state.truth);
