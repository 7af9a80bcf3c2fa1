// What the explorer walks over: two owners of one journal, a small GitHub, and what must never be.
import { sha, type Sha } from "../../../src/core/kernel.ts";
import type { Event } from "../../../src/core/run/event.ts";
import { evolve } from "../../../src/core/run/evolve.ts";
import type { Run } from "../../../src/core/run/state.ts";
import { items } from "../../../src/core/vector.ts";

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

export interface Pull {
  readonly unit: number;
  readonly state: "open" | "merged";
}

export interface Owner {
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

export const id = (text: string): Sha => {
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

export function withOwner(state: State, o: number, change: Partial<Owner>): State {
  const owners = state.owners.map((owner, i) => (i === o ? { ...owner, ...change } : owner));
  return { ...state, owners };
}

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
