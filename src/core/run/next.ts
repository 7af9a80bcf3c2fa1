// Everything that should be under way now, asked of the state alone; [] means waiting or done.
import type { Instant, Sha } from "../kernel.ts";
import { gate } from "../gate/gate.ts";
import { at, items } from "../vector.ts";
import { isWrite, keyOf, type Action, type Due, type Timed } from "./action.ts";
import { checkOf } from "../plan/tests-first.ts";
import { childActions, childClosings, childOrders } from "./children.ts";
import { choiceWants } from "./choice.ts";
import { unchecked, wanted } from "./election.ts";
import { lineUnmeasured } from "./line-measures.ts";
import { locationWants } from "./location.ts";
import { ballotsWanted, probesWanted, unrun, type Runoff } from "./runoff.ts";
import { runoffFrame } from "./frame.ts";
import { checksClasses, frameOf } from "./units.ts";
import { conclusionOf, inputOf, unmeasured, verdictOf } from "./verdict.ts";
import type { Falter } from "./falter.ts";
import type { Choice, Run, UnitPhase, UnitState } from "./state.ts";

type Elected = Extract<UnitPhase, { readonly kind: "elected" }>;

const retryFirstMs = 1000;
const retryMaxMs = 300_000;
const unclearPauseMs = 5000;

/** A part of the run whose actions can be asked for alone: the run itself, or one unit. */
export type Place = "run" | number;

/** Actions whose time has come. */
export function next(run: Run, now: Instant): readonly Action[] {
  return everything(run)
    .filter((d) => d.due <= now)
    .map((d) => d.action);
}

/** When to ask again if nobody calls; null = only an event can change the answer. */
export function wakeAt(run: Run, now: Instant): Instant | null {
  const later = everything(run).filter((d) => d.due > now && d.due < Infinity);
  return later.length === 0 ? null : Math.min(...later.map((d) => d.due));
}

/** All actions of all places, each with its time. */
export function everything(run: Run): readonly Due[] {
  return [...dueIn(run, "run"), ...run.active.flatMap((i) => dueIn(run, i))];
}

/** The actions of one place. Costs O(1) for a voting unit, so that a vote costs no rescan. */
export function dueIn(run: Run, place: Place): readonly Due[] {
  const actions = place === "run" ? runActions(run) : unitActions(run, place);
  return actions.map(([action, from]) => {
    const key = keyOf(action);
    return { action, key, due: Math.max(from, heldUntil(run, action, key)) };
  });
}

/** Falters and restarts hold an action back: pure arithmetic, no sleeping loop. */
function heldUntil(run: Run, action: Action, key: string): Instant {
  const { quietMs } = run.started.pace;
  const restarted = run.resumedAt !== null && isWrite(action) ? run.resumedAt + quietMs : 0;
  const held = action.kind === "merge" ? Math.max(restarted, run.mergesHeldUntil) : restarted;
  const falter = run.falters.size > 0 ? run.falters.get(key) : undefined;
  return falter ? Math.max(held, retryAt(falter, quietMs)) : held;
}

/**
 * Doubling waits from 1 s to 5 min; at least what was asked for, and the quiet time when
 * unknown. Infinity where only somebody else can help: then a call or a retry asks again.
 */
export function retryAt(falter: Falter, quietMs: number): Instant {
  if (falter.lasting) return Infinity;
  const backoff = Math.min(retryMaxMs, retryFirstMs * 2 ** (falter.times - 1));
  const quiet = falter.outcome === "unknown" ? quietMs : 0;
  return falter.at + Math.max(backoff, quiet, falter.retryAfterMs ?? 0);
}

function runActions(run: Run): Timed[] {
  const list: Timed[] = [];
  const { phase, started } = run;
  const live = phase.kind === "units" || phase.kind === "closing";
  const opens = live && (run.line.head === null || run.line.lost);
  const untried = run.rehearsal === "due" && run.line.head === null;
  if (untried && (phase.kind === "choosing" || opens)) list.push([{ kind: "rehearse" }, 0]);
  if (phase.kind === "choosing" && !untried) {
    const { of, choice, within } = phase;
    const { part: kind, retry } = choice;
    const poll = { kind, of, retry, ...(within ? { round: within.round } : {}) } as const;
    for (const n of proposalsOf(run, choice)) list.push([{ kind: "sample", poll, n }, 0]);
  }
  if (phase.kind === "locating") {
    const { of } = phase;
    if (phase.options === null) list.push([{ kind: "survey", of }, 0]);
    const poll = { kind: "locate", of } as const;
    for (const n of locationWants(phase)) list.push([{ kind: "sample", poll, n }, 0]);
  }
  if (started.repository === null) return list;
  list.push(...childOrders(run));
  if (live) list.push(...childClosings(run));
  if (opens && !untried) {
    list.push([{ kind: "openLine", at: run.line.head ?? started.base.head }, 0]);
  } else if (live && run.line.head !== null && started.config.merge.into === "line") {
    list.push(...lineActions(run, run.line.head));
  }
  const seen = run.published?.revision ?? 0;
  if (seen < run.revision) {
    const from = run.published ? run.published.at + started.pace.publishMs : 0;
    list.push([{ kind: "publish", revision: run.revision }, from]);
  }
  return list;
}

const proposalsOf = (run: Run, choice: Choice): number[] =>
  choiceWants(choice, run.started.config.vote.proposals, run.rule);

/** The early draft that carries CI where units' pull requests start none, and the final one. */
function lineActions(run: Run, head: Sha): Timed[] {
  const { phase, started, final, lineLook } = run;
  const carriesCi = started.ciRoute === "line";
  if (phase.kind === "units") {
    const early = carriesCi && final === null && run.merged > 0;
    return early ? [[{ kind: "openFinal", draft: true, head }, 0]] : [];
  }
  if (phase.kind !== "closing") return [];
  if (carriesCi) {
    if (final === null) return [[{ kind: "openFinal", draft: true, head }, 0]];
    if (lineLook?.head !== head || lineLook.ci !== "green") {
      const from = lineLook?.head === head ? lineLook.at + started.pace.lookMs : 0;
      return [[{ kind: "lookLine", head }, from]];
    }
  }
  if (lineUnmeasured(run, head)) return [[{ kind: "measureLine", head }, 0]];
  return [[{ kind: "openFinal", draft: false, head }, 0]];
}

function unitActions(run: Run, i: number): Timed[] {
  const state = at(run.units, i);
  if (!state || run.phase.kind !== "units") return [];
  const { phase } = state;
  if (phase.kind === "voting") return votingActions(run, i, state);
  if (phase.kind === "child") return childActions(run, i, state);
  if (phase.kind === "replanning") {
    const unit = { index: i, attempt: state.attempt };
    return proposalsOf(run, phase.choice).map((n): Timed => {
      const poll = { kind: phase.choice.part, of: "plan", unit } as const;
      return [{ kind: "sample", poll, n }, 0];
    });
  }
  if (phase.kind !== "elected" || run.line.head === null || run.line.lost) return [];
  return electedActions(run, i, state, phase, run.line.head);
}

function votingActions(run: Run, i: number, state: UnitState): Timed[] {
  const { phase, attempt } = state;
  if (phase.kind !== "voting") return [];
  if (phase.runoff !== null) return runoffActions(run, i, attempt, phase.step, phase.runoff);
  const list: Timed[] = wanted(phase.election).map((n): Timed => {
    const poll = { kind: "step", unit: i, attempt, step: phase.step } as const;
    return [{ kind: "sample", poll, n }, 0];
  });
  const unit = run.plan.units[i];
  if (!unit || !checksClasses(run) || checkOf(unit, phase.step) === null) return list;
  for (const candidate of unchecked(phase.election)) {
    const { onto, step } = phase;
    const check = { kind: "verify", unit: i, attempt, step, class: candidate.class, onto } as const;
    list.push([check, unclearUntil(state)]);
  }
  return list;
}

function runoffActions(
  run: Run,
  unit: number,
  attempt: number,
  step: number,
  runoff: Runoff,
): Timed[] {
  const frame = runoffFrame(frameOf(run, unit));
  const poll = { kind: "step", unit, attempt, step } as const;
  const sample =
    (part: "probe" | "ballot") =>
    (n: number): Timed => [{ kind: "sample", poll: { ...poll, part }, n }, 0];
  return [
    ...probesWanted(runoff, frame).map(sample("probe")),
    ...unrun(runoff).map(({ n }): Timed => [{ kind: "probe", unit, attempt, step, n }, 0]),
    ...ballotsWanted(runoff, frame).map(sample("ballot")),
  ];
}

const unclearUntil = (state: UnitState): Instant =>
  state.unclear ? state.unclear.at + unclearPauseMs * state.unclear.times : 0;

function electedActions(run: Run, i: number, state: UnitState, phase: Elected, line: Sha): Timed[] {
  const { push } = phase;
  const { attempt } = state;
  const stale = push !== null && push.onto !== line;
  const rebuilding = stale && (turnOf(run) === i || phase.verifiedOnto === line);
  if (push === null || rebuilding) {
    if (push === null && !mayOpen(run, i)) return [];
    if (checksClasses(run) && phase.verifiedOnto !== line) {
      const step = (run.plan.units[i]?.steps.length ?? 0) - 1;
      const whole = { kind: "verify", unit: i, attempt, step, class: null, onto: line } as const;
      return [[whole, unclearUntil(state)]];
    }
    if (unmeasured(run, i, line)) return [[{ kind: "measure", unit: i, attempt, onto: line }, 0]];
    return [[{ kind: "push", unit: i, attempt, onto: line }, 0]];
  }
  if (state.pull === null || state.describedAttempt !== attempt) {
    return [[{ kind: "open", unit: i, head: push.head }, 0]];
  }
  const list: Timed[] = [];
  if (!stale && unmeasured(run, i, line)) {
    list.push([{ kind: "measure", unit: i, attempt, onto: line }, 0]);
  }
  const verdict = verdictOf(run, i);
  const conclusion = conclusionOf(verdict);
  if (conclusion !== null && state.gatePosted !== `${push.head}:${conclusion}`) {
    list.push([{ kind: "postGate", unit: i, head: push.head, conclusion }, 0]);
  }
  if (verdict.kind === "open" && turnOf(run) === i) {
    return [...list, [{ kind: "merge", unit: i, pass: verdict.pass }, 0]];
  }
  const from = phase.look ? phase.look.at + run.started.pace.lookMs : 0;
  return [...list, [{ kind: "look", unit: i, head: push.head }, from]];
}

/** Units are pushed in plan order while fewer than `openPullsMax` are out. */
function mayOpen(run: Run, i: number): boolean {
  let room = run.started.config.limits.openPullsMax;
  const queue: number[] = [];
  for (const j of run.active) {
    const phase = at(run.units, j)?.phase;
    if (phase?.kind !== "elected") continue;
    if (phase.push === null) queue.push(j);
    else room -= 1;
  }
  return queue.indexOf(i) < room && queue.includes(i);
}

/**
 * One unit at a time may merge or be rebuilt: the first that was opened, one that is current before
 * one that must be rebuilt. While CI looks at a current one, nobody else is rebuilt in vain.
 */
export function turnOf(run: Run): number | null {
  let stale: number | null = null;
  let contested = false;
  for (const j of inOpeningOrder(run)) {
    const state = at(run.units, j);
    if (state?.phase.kind !== "elected" || !state.phase.push) continue;
    const { onto } = state.phase.push;
    const current = onto === run.line.head;
    // What is asked of a stale one beyond its tests is asked again, of the tree it is rebuilt into.
    const later = current ? {} : { measures: [], looks: [] };
    const verdict = gate({ ...inputOf(run, j), targetHead: onto, verifiedOnto: onto, ...later });
    if (verdict.kind === "open" && current) return j;
    if (verdict.kind === "open") stale ??= j;
    else if (current && verdict.kind === "waiting" && conclusionOf(verdict) === null)
      contested = true;
  }
  return contested ? null : stale;
}

function inOpeningOrder(run: Run): readonly number[] {
  const pullOf = (j: number): number => at(run.units, j)?.pull ?? Infinity;
  const opened = run.active.filter((j) => pullOf(j) < Infinity);
  return opened.sort((a, b) => pullOf(a) - pullOf(b));
}

/** What keeps the run from moving by itself, in the order a person should read it. */
export function stuckUnits(run: Run): readonly { readonly unit: number; readonly cause: string }[] {
  return items(run.units).flatMap((state, unit) =>
    state.phase.kind === "stuck" ? [{ unit, cause: state.phase.cause }] : [],
  );
}
