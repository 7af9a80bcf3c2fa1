// What the desk knows of a choice: its proposals, and what a question about the plan is about.
import type { PlanContext } from "../core/agent/ask.ts";
import type { Failed, Large } from "../core/agent/focus.ts";
import { shuffled } from "../core/agent/nonce.ts";
import { ok, type Result } from "../core/kernel.ts";
import type { PlanFrame } from "../core/plan/frame.ts";
import { parsePlan, parseUnit } from "../core/plan/parse.ts";
import { parseInner, parseSplit } from "../core/plan/parts.ts";
import type { Plan } from "../core/plan/plan.ts";
import { pollKey } from "../core/run/action.ts";
import type { Poll } from "../core/run/event.ts";
import { mayHaveParts } from "../core/run/growth.ts";
import type { Choice, Proposal, Run, Within } from "../core/run/state.ts";
import { at } from "../core/vector.ts";
import type { Question } from "./agents.ts";

export type ChoicePoll = Extract<Poll, { readonly kind: "propose" | "choose" }>;

/** What is being chosen: by the run, or for the one unit that is planned anew. */
function choiceOf(run: Run, poll: Poll): Choice | null {
  if (poll.kind === "step" || poll.kind === "locate") return null;
  if (poll.unit === undefined) return run.phase.kind === "choosing" ? run.phase.choice : null;
  const phase = at(run.units, poll.unit.index)?.phase;
  return phase?.kind === "replanning" ? phase.choice : null;
}

/** What a question about the plan is about, and whether its answer may have parts. */
export function focusOf(run: Run, poll: ChoicePoll): Pick<PlanContext, "focus" | "parts"> {
  const { started } = run;
  if (poll.unit !== undefined) return { focus: failedOf(run, poll), parts: false };
  const within = withinOf(run);
  if (within === null) return { focus: null, parts: mayHaveParts(started, 0) };
  const part = within.plan.units[within.part];
  if (!part) return { focus: null, parts: false };
  const around = within.plan.units.map(
    ({ id, title, needs }) => `${id}: ${title}${needs.length > 0 ? ` (${needs.join(", ")})` : ""}`,
  );
  const parts = mayHaveParts(started, (part.depth ?? 0) + 1);
  return { focus: { kind: "part", part, around }, parts };
}

const withinOf = (run: Run): Within | null =>
  run.phase.kind === "choosing" ? run.phase.within : null;

function failedOf(run: Run, { unit: anew }: ChoicePoll): Failed | Large | null {
  const unit = anew && run.plan.units[anew.index];
  const phase = anew && at(run.units, anew.index)?.phase;
  if (!unit || phase?.kind !== "replanning") return null;
  if (phase.instead) return { kind: "large", unit, cause: phase.cause };
  return { kind: "failed", unit, cause: phase.cause, answers: phase.classes.map((c) => c.text) };
}

/** A whole plan, or what fits into it in the place of the one unit that is planned anew. */
export function readPlan(
  value: unknown,
  run: Run,
  { unit: anew }: ChoicePoll,
  frame: PlanFrame,
): Result<Plan, readonly string[]> {
  const within = withinOf(run);
  if (anew === undefined) {
    return within ? parseInner(value, within.plan, within.part, frame) : parsePlan(value, frame);
  }
  const phase = at(run.units, anew.index)?.phase;
  if (phase?.kind === "replanning" && phase.instead) {
    return parseSplit(value, run.plan, anew.index, frame);
  }
  const fresh = parseUnit(value, run.plan, anew.index, frame);
  // Alone it needs nothing; in its place it needs what the old one needed.
  return fresh.ok ? ok({ units: [{ ...fresh.value, needs: [] }] }) : fresh;
}

/** The proposals in the order of this ballot. */
export function optionsOf({ run, poll, n }: Question): readonly Proposal[] {
  const proposals = choiceOf(run, poll)?.proposals ?? [];
  return shuffled(proposals, `${run.started.seed}/${pollKey(poll)}`, n);
}
