// How a unit moves that a child run works: named, started, seen, told; done, it stands where an
// elected unit stands, and the gate treats its pull request alike.
import type { Sha } from "../kernel.ts";
import type { Child, ChildEvent, ChildView, Grant } from "./child-event.ts";
import type { UnitPhase, UnitState } from "./state.ts";

type Of<K extends ChildEvent["kind"]> = Extract<ChildEvent, { readonly kind: K }>;

/** Its issue is there, and money is set aside. */
export function named(state: UnitState, { issue, at }: Of<"childNamed">, grant: Grant): UnitState {
  if (state.phase.kind !== "child" || state.child !== null) return state;
  const none = { run: null, base: null, view: null, told: null, reds: 0, spent: false };
  return { ...state, child: { issue, grant, seenAt: at, ...none } };
}

export function started(state: UnitState, { run, base, at }: Of<"childStarted">): UnitState {
  if (state.phase.kind !== "child" || state.child === null || state.child.run) return state;
  return { ...state, child: { ...state.child, run, base, seenAt: at } };
}

/** @param checks whether units are verified in the sandbox: then so was every one of the child. */
export function seen(state: UnitState, { view, at }: Of<"childSeen">, checks: boolean): UnitState {
  const { child } = state;
  if (state.phase.kind !== "child" || child === null || child.base === null) return state;
  const after = { ...state, child: { ...child, view, seenAt: at } };
  if (view.standing === "failed") {
    return gaveUp(after, `its child run in #${child.issue} is over: ${view.because}`);
  }
  const { head, pull } = view;
  if (view.standing !== "done" || head === null || pull === null) return after;
  const verifiedOnto = checks ? child.base : null;
  const push = { head, onto: child.base, at };
  const described = { pull, branch: head, describedAttempt: state.attempt };
  return { ...after, ...described, phase: elected(verifiedOnto, push) };
}

type Elected = Extract<UnitPhase, { readonly kind: "elected" }>;

const elected = (verifiedOnto: Sha | null, push: Elected["push"]): Elected => ({
  kind: "elected",
  won: [],
  verifiedOnto,
  tests: 0,
  proof: null,
  measured: null,
  push,
  look: null,
});

export function told(state: UnitState, { order }: Of<"childTold">): UnitState {
  if (state.child === null || state.child.told === "failed") return state;
  return { ...state, child: { ...state.child, told: order === "retried" ? null : order } };
}

/** What the child made cannot be merged, or there is nothing: another try is a person's to ask. */
export function gaveUp(state: UnitState, cause: string): UnitState {
  const child: Child | null = state.child === null ? null : { ...state.child, spent: true };
  const pull = state.pull ?? state.child?.view?.pull ?? null;
  const known = pull === null || state.dropped.some((one) => one.pull === pull);
  const more = known ? [] : [{ attempt: state.attempt, pull, because: cause }];
  return { ...stuck(state, cause), child, dropped: [...state.dropped, ...more] };
}

/** A pull request that came to nothing is closed. */
export function closed(state: UnitState, { pull }: Of<"childClosed">): UnitState {
  const dropped = state.dropped.filter((one) => one.pull !== pull);
  return dropped.length === state.dropped.length ? state : { ...state, dropped };
}

/** CI is red on what it made: once it may be CI's fault, then it is given up. */
export function red(state: UnitState, cause: string): UnitState {
  if (state.child === null || state.child.reds > 0) return gaveUp(state, cause);
  return { ...stuck(state, cause), child: { ...state.child, reds: 1 } };
}

const stuck = (state: UnitState, cause: string): UnitState => ({
  ...state,
  phase: { kind: "stuck", cause, classes: [] },
});

/** Another child run where the last one came to nothing, else its work is built again. */
export function retried(state: UnitState): UnitState {
  if (state.phase.kind !== "stuck") return state;
  if (state.child !== null && !state.child.spent) return { ...state, phase: elected(null, null) };
  const fresh = { attempt: state.attempt + 1, child: null, branch: null, pull: null };
  return { ...state, ...fresh, phase: { kind: "child" } };
}

/** Whether a person reads anything new in it. */
export const isNews = (before: ChildView | null, after: ChildView): boolean =>
  before?.standing !== after.standing ||
  (after.standing !== "working" && before.because !== after.because) ||
  before.merged !== after.merged ||
  before.units !== after.units;
