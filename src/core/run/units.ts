// Units inside the run: opening the plan, moving one unit, and releasing those that waited for it.
import { assert, type Sha } from "../kernel.ts";
import { dependentsOf, graphMistakes } from "../plan/graph.ts";
import { electedPlan } from "../plan/parse.ts";
import { splitInPlace } from "../plan/parts.ts";
import type { Plan } from "../plan/plan.ts";
import { servingOf } from "../plan/serving.ts";
import { at, items, replaced, vector } from "../vector.ts";
import type { Started } from "./event.ts";
import { forecastOf } from "./forecast.ts";
import { originOf } from "./origin.ts";
import { older } from "./rule.ts";
import type { Vote } from "./event.ts";
import { notReplanned, replanning as replanUnit } from "./replan.ts";
import type { Frame } from "./frame.ts";
import type { Run, UnitState } from "./state.ts";
import * as unit from "./unit.ts";

/** The run with every unit of the elected plan, waiting. */
export function planned(run: Run, plan: Plan): Run {
  const attemptsMax = run.started.config.limits.attemptsMax;
  const units = vector(plan.units.map((u) => unit.unitAtStart(u, attemptsMax)));
  const dependents = dependentsOf(plan);
  const forecast = forecastOf(run, plan);
  const serving = servingOf(plan, run.requirements);
  return { ...run, plan, forecast, dependents, serving, units, phase: { kind: "units" } };
}

/** Starts every unit that needs nothing (more), once the line stands. */
export function openUnits(run: Run): Run {
  if (run.phase.kind !== "units") return run;
  const line = run.started.repository === null ? run.started.base.head : run.line.head;
  if (line === null) return run;
  let after: Run = run.line.head === line ? run : { ...run, line: { ...run.line, head: line } };
  items(run.units).forEach((state, i) => {
    if (state.phase.kind === "waiting" && state.phase.missing === 0)
      after = starting(after, i, line);
  });
  return after;
}

function starting(run: Run, i: number, line: Sha): Run {
  const state = at(run.units, i);
  if (!state) return run;
  const begun = unit.begun(state, frameOf(run, i), line);
  const units = replaced(run.units, i, begun);
  const active = [...run.active, i].sort((a, b) => a - b);
  return { ...run, units, active };
}

/** Applies a transition to one unit and bumps the revision when it changed anything. */
export function changed(run: Run, i: number, move: (s: UnitState, f: Frame) => UnitState): Run {
  const after = quietly(run, i, move);
  return after === run ? run : noted(after);
}

/** Applies a transition to one unit without telling people. */
export function quietly(run: Run, i: number, move: (s: UnitState, f: Frame) => UnitState): Run {
  const state = at(run.units, i);
  if (!state) return run;
  const after = move(state, frameOf(run, i));
  if (after === state) return run;
  return counted({ ...run, units: replaced(run.units, i, after) }, state, after);
}

/** Proposals or ballots for other steps of one unit; elected ones take the old ones' place. */
export function replanning(
  run: Run,
  poll: { readonly kind: "propose" | "choose"; readonly index: number; readonly attempt: number },
  votes: readonly Vote[],
): Run {
  const { index: i } = poll;
  const state = at(run.units, i);
  if (!state) return run;
  const { proposals } = run.started.config.vote;
  const { state: after, elected } = replanUnit(state, poll, votes, {
    ...frameOf(run, i),
    proposals,
  });
  if (after === state) return run;
  const shown = after.phase.kind === state.phase.kind ? run : noted(run);
  if (elected === null) return { ...shown, units: replaced(run.units, i, after) };
  const inner = electedPlan(elected);
  const [fresh, ...more] = inner.units;
  assert(fresh !== undefined, "a new plan for a unit was checked before it was counted");
  const splits = more.length > 0;
  // Without a split only the steps are new: its branch and pull request are named by the rest.
  const plan = splits
    ? namedAs(run.plan, i, after, splitInPlace(run.plan, i, inner))
    : {
        units: run.plan.units.map((old, j) => (j === i ? { ...old, steps: fresh.steps } : old)),
      };
  // It fitted into the plan of that time, in which another unit may have been planned anew since.
  const [clash] = graphMistakes(plan);
  if (clash !== undefined) {
    const as = notReplanned(after, `it no longer fits into the plan: ${clash}`);
    return noted({ ...run, units: replaced(run.units, i, as) });
  }
  if (splits) return splitUnit(run, i, after, plan);
  const again = unit.planned(after, frameOf({ ...run, plan }, i));
  return noted({ ...run, plan, units: replaced(run.units, i, again) });
}

/** Several units in the place of one: its index is the first one's, the others stand at the end. */
function splitUnit(run: Run, i: number, state: UnitState, plan: Plan): Run {
  const { attemptsMax } = run.started.config.limits;
  const indexOf = new Map(plan.units.map(({ id }, j) => [id, j]));
  const isMerged = (id: string): boolean =>
    at(run.units, indexOf.get(id) ?? -1)?.phase.kind === "merged";
  const states = plan.units.map((planned, j): UnitState => {
    const known = at(run.units, j) ?? unit.unitAtStart(planned, attemptsMax);
    if (known.phase.kind !== "waiting") return known;
    const missing = planned.needs.filter((id) => !isMerged(id)).length;
    return { ...known, phase: { kind: "waiting", missing } };
  });
  const dependents = dependentsOf(plan);
  const serving = servingOf(plan, run.requirements);
  const after = { ...run, plan, dependents, serving, units: vector(states) };
  const again = unit.planned(state, frameOf(after, i));
  return openUnits(noted({ ...after, units: replaced(after.units, i, again) }));
}

/** A unit that has a branch or a pull request already keeps the title that these are named by. */
function namedAs(old: Plan, i: number, { branch, pull }: UnitState, plan: Plan): Plan {
  const title = old.units[i]?.title;
  if (title === undefined || (branch === null && pull === null)) return plan;
  return { units: plan.units.map((unit, j) => (j === i ? { ...unit, title } : unit)) };
}

/** Counts the elections that ended between two states of a unit. */
function counted(run: Run, before: UnitState, after: UnitState): Run {
  const ended = wins(after) === 0 ? 0 : wins(after) - wins(before);
  const divided = competing(after) && !competing(before);
  const open = divided || (inRunoff(after) && !inRunoff(before)) ? 1 : 0;
  if (ended <= 0 && open === 0) return run;
  const elections = run.spend.elections + Math.max(0, ended) + open;
  const noAgreement = run.spend.noAgreement + open;
  return { ...run, spend: { ...run.spend, elections, noAgreement } };
}

const competing = ({ phase }: UnitState): boolean =>
  (phase.kind === "stuck" || phase.kind === "replanning") && phase.classes.length > 0;

const inRunoff = ({ phase }: UnitState): boolean =>
  phase.kind === "voting" && phase.runoff !== null;

/** Steps that were decided; those of what is only too large count too. */
function wins({ phase }: UnitState): number {
  const at = phase.kind === "replanning" ? (phase.instead ?? phase) : phase;
  return at.kind === "voting" || at.kind === "elected" ? at.won.length : 0;
}

/** What the transitions of one unit need to know. */
export function frameOf(run: Run, i: number): Frame {
  const planUnit = run.plan.units[i];
  assert(planUnit !== undefined, `unit ${i} is in the state but not in the plan`);
  const cautions = run.started.cautions ?? run.started.experience?.cautions;
  return {
    unit: planUnit,
    rule: run.rule,
    checks: checksClasses(run),
    line: run.line.head,
    ciMs: run.started.config.limits.ciMinutes * 60_000,
    replans: older(run.started.config.vote).replan ?? false,
    runoff: runoffOf(run),
    ...(cautions ? { cautions } : {}),
    originOf: (vote) => originOf(run.started, vote),
  };
}

function runoffOf(run: Run): Frame["runoff"] {
  const { runoff = 0, probes = 0 } = older(run.started.config.vote);
  return { candidatesMax: runoff, probesMax: checksClasses(run) ? probes : 0 };
}

/** Whether a run that starts so verifies anything in a sandbox. */
export const sandboxes = ({ sandboxed, config, repository }: Started): boolean =>
  sandboxed && config.test !== null && repository !== null;

/** True when classes are verified in the sandbox before they count. */
export const checksClasses = (run: Run): boolean => sandboxes(run.started);

/** After a unit changed phase: a run that publishes nothing is done with it at once. */
export function settle(run: Run, i: number): Run {
  const state = at(run.units, i);
  if (!state) return run;
  if (state.phase.kind !== "elected" || run.started.repository !== null) return run;
  const { won, proof, measured } = state.phase;
  const head = run.started.base.head;
  const units = replaced(run.units, i, {
    ...state,
    phase: { kind: "merged", won, proof, measured, head, commit: head },
  });
  return released({ ...run, units }, i, head);
}

/** A unit is merged: its dependents wait for one less; the last one closes the run. */
export function released(run: Run, i: number, line: Sha): Run {
  let after: Run = {
    ...run,
    merged: run.merged + 1,
    active: run.active.filter((a) => a !== i),
  };
  for (const j of run.dependents[i] ?? []) {
    const state = at(after.units, j);
    if (state?.phase.kind !== "waiting") continue;
    const missing = state.phase.missing - 1;
    const waiting: UnitState = { ...state, phase: { kind: "waiting", missing } };
    after = { ...after, units: replaced(after.units, j, waiting) };
    if (missing === 0) after = starting(after, j, line);
  }
  if (after.merged < after.units.length || after.phase.kind !== "units") return after;
  const done = run.started.repository === null || run.started.config.merge.into === "base";
  return noted({ ...after, phase: done ? { kind: "done" } : { kind: "closing" } });
}

/** Something happened that people should see. */
export const noted = (run: Run): Run => ({ ...run, revision: run.revision + 1 });
