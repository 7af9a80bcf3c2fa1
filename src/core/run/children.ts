// Child runs in the hands of their parent. A part of a plan that is too large for it becomes a unit
// that a run of its own works, on the parent's line, for half of the money that is left; its one
// pull request goes into that line through the parent's gate. Nothing but these facts is shared.
import { assert, unreachable, type Instant } from "../kernel.ts";
import { digest } from "../digest.ts";
import { isChild } from "../plan/plan.ts";
import { at, items } from "../vector.ts";
import type { Timed } from "./action.ts";
import type { ChildEvent, Grant } from "./child-event.ts";
import * as child from "./child-unit.ts";
import type { Event } from "./event.ts";
import { lineBranch, runId, unitBranch, type RunId } from "./names.ts";
import type { Sum } from "./spend.ts";
import type { Run, UnitState } from "./state.ts";
import { changed, checksClasses, noted, quietly } from "./units.ts";

const events = ["childNamed", "childStarted", "childSeen", "childTold", "childClosed"] as const;

export const isAboutChild = (event: Event): event is ChildEvent =>
  events.some((kind) => kind === event.kind);

/** The run after a fact about a child; one about another attempt changes nothing. */
export function aboutChild(run: Run, event: ChildEvent): Run {
  const before = at(run.units, event.unit);
  if (event.kind === "childClosed") {
    return changed(run, event.unit, (state) => child.closed(state, event));
  }
  if (before?.attempt !== event.attempt) return run;
  const after = quietly(run, event.unit, (state) => moved(run, state, event));
  if (after === run) return run;
  const now = at(after.units, event.unit);
  const told = event.kind !== "childSeen" || child.isNews(before.child?.view ?? null, event.view);
  const counted = { ...after, spend: spent(after, before, now) };
  return told ? noted(counted) : counted;
}

function moved(
  run: Run,
  state: UnitState,
  event: Exclude<ChildEvent, { readonly kind: "childClosed" }>,
): UnitState {
  switch (event.kind) {
    case "childNamed":
      return child.named(state, event, shareOf(run, event.promised));
    case "childStarted":
      return child.started(state, event);
    case "childSeen":
      return child.seen(state, event, checksClasses(run));
    case "childTold":
      return child.told(state, event);
    default:
      return unreachable(event);
  }
}

/** Half of what is neither spent, promised nor given to others; what is left over comes back. */
function shareOf({ spend, started }: Run, promised: Sum): Grant {
  const { runUsd, runTokens } = started.config.budget;
  const { granted } = spend;
  const free = runUsd * 1e6 - spend.spent - promised.microUsd - granted.microUsd;
  const tokens =
    runTokens === null ? null : runTokens - spend.tokens - promised.tokens - granted.tokens;
  const half = (sum: number): number => Math.max(0, Math.floor(sum / 2));
  return { microUsd: half(free), tokens: tokens === null ? null : half(tokens) };
}

const nothing: Sum = { microUsd: 0, tokens: 0 };

/** A child that is under way holds its grant; one that is over holds what it took. */
function holdOf(state: UnitState | undefined): Sum {
  if (!state?.child) return nothing;
  const { grant, view } = state.child;
  if (state.phase.kind === "child") return { ...grant, tokens: grant.tokens ?? 0 };
  return view ?? nothing;
}

function spent(
  { spend, started }: Run,
  before: UnitState,
  after: UnitState | undefined,
): Run["spend"] {
  const plus = (sum: Sum, from: Sum, to: Sum): Sum => ({
    microUsd: sum.microUsd + to.microUsd - from.microUsd,
    tokens: sum.tokens + to.tokens - from.tokens,
  });
  const granted = plus(spend.granted, holdOf(before), holdOf(after));
  const [was, is] = [before.child?.view ?? nothing, after?.child?.view ?? nothing];
  // What was set aside for calls to come is the child's now.
  const reserved = Math.min(
    spend.reserved,
    Math.max(spend.spent, started.config.budget.runUsd * 1e6 - granted.microUsd),
  );
  return { ...spend, reserved, granted, children: plus(spend.children, was, is) };
}

/** What should be under way for a unit that a child run works. */
export function childActions(run: Run, unit: number, state: UnitState): Timed[] {
  const { child: known, attempt } = state;
  if (known?.run) return [[{ kind: "lookChild", unit, attempt }, lookAt(run, known.seenAt)]];
  if (run.line.head === null || run.line.lost) return [];
  if (known !== null) return [[{ kind: "startChild", unit, attempt }, 0]];
  return mayStart(run, unit) ? [[{ kind: "openChild", unit, attempt }, 0]] : [];
}

const lookAt = (run: Run, seenAt: Instant): Instant => seenAt + run.started.pace.lookMs;

/**
 * One child at a time, in plan order: what a child will write is not known before it has, so the
 * next one begins where the line stands after it.
 */
function mayStart(run: Run, i: number): boolean {
  return run.active.every((j) => {
    const planned = run.plan.units[j];
    if (j === i || planned === undefined || !isChild(planned)) return true;
    const state = at(run.units, j);
    if (state?.phase.kind === "child") return state.child === null && j > i;
    return state?.phase.kind !== "elected";
  });
}

/** Pull requests that earlier child runs left, and that nothing can come of any more. */
export const childClosings = (run: Run): Timed[] =>
  run.plan.units.flatMap((planned, unit) => {
    // A later child run may have brought the unit to its end: what the first one left is there yet.
    const dropped = isChild(planned) ? (at(run.units, unit)?.dropped ?? []) : [];
    return dropped.map(({ attempt, pull }): Timed => {
      return [{ kind: "closeChild", unit, attempt, pull }, 0];
    });
  });

/** What children are told when their parent is stopped, goes on, or is over. */
export function childOrders(run: Run): Timed[] {
  const { kind } = run.phase;
  const wanted = kind === "stopped" || kind === "failed" ? kind : null;
  return run.active.flatMap((unit): Timed[] => {
    const state = at(run.units, unit);
    if (state?.phase.kind !== "child" || state.child === null) return [];
    if (state.child.told === wanted || state.child.told === "failed") return [];
    return [[{ kind: "tellChild", unit, attempt: state.attempt, order: wanted ?? "retried" }, 0]];
  });
}

/** What is in a child's line must have been elected, or a person approves it. */
export const childFlags = (state: UnitState | undefined): readonly string[] =>
  state?.child?.view?.touched === true ? ["somebody else pushed to the child run's line"] : [];

/** The issues of all child runs, those of their own children included. */
export const childIssues = (run: Run): readonly number[] =>
  items(run.units).flatMap(({ child: one }) =>
    one === null ? [] : [one.issue, ...(one.view?.issues ?? [])],
  );

/** The branch that a unit's pull request comes from: its own, or the line of its child run. */
export function branchOf(run: Run, i: number): string {
  const planned = run.plan.units[i];
  assert(planned !== undefined, `unit ${i} is not in the plan`);
  const work = at(run.units, i)?.child?.run ?? null;
  return work === null ? unitBranch(run.started.run, planned) : lineBranch(work);
}

/** The id of the child run of a unit's attempt: the same whoever asks, and however often. */
export function childRunId(run: Run, unit: number, attempt: number): RunId {
  const issue = at(run.units, unit)?.child?.issue;
  const { repository, run: id } = run.started;
  assert(issue !== undefined && repository !== null, `unit ${unit} has no issue of its own`);
  return runId(repository, issue, digest(`${id}/${unit}/${attempt}`).slice(0, 8));
}
