// The proposals between which the agents did not agree: a person sees what there is to decide.
import { electedPlan } from "../plan/parse.ts";
import { placeOf } from "../plan/plan.ts";
import { electedRequirements } from "../requirement/parse.ts";
import type { Contender, Run } from "../run/state.ts";
import { fenced } from "./markdown.ts";
import { many } from "./measure.ts";

const shownMax = 4;

/**
 * One block of markdown for each proposal, most votes first, at most four and a line about the
 * rest; empty unless the run is stuck because agents did not agree.
 * @param charsMax characters of each proposal that are kept.
 */
export function contenders(run: Run, charsMax: number): readonly string[] {
  const { phase } = run;
  if (phase.kind !== "stuck") return [];
  const blocks = phase.contenders.slice(0, shownMax).map((one, i) => blockOf(one, i + 1, charsMax));
  const left = phase.contenders.length - blocks.length;
  return left > 0 ? [...blocks, `… and ${many(left, "more proposal")}.`] : blocks;
}

function blockOf({ of, text, votes, times }: Contender, number: number, charsMax: number): string {
  if (text === null) return `None of them: ${many(votes, "vote")}.`;
  const name = of === "plan" ? "Plan" : "Requirements";
  const counts = `${many(votes, "vote")}, proposed ${many(times, "time")}`;
  return `${name} ${number} (${counts}):\n${fenced(wordsOf(of, text), charsMax)}`;
}

/** A line for each unit or requirement; the text itself where it was cut. */
function wordsOf(of: Contender["of"], text: string): string {
  try {
    return linesOf(of, text).join("\n");
  } catch {
    return text;
  }
}

const linesOf = (of: Contender["of"], text: string): readonly string[] =>
  of === "requirements"
    ? electedRequirements(text).map((r) => `${r.id} (${r.priority}) ${r.ears}`)
    : electedPlan(text).units.map((unit) => {
        const needs = unit.needs.length > 0 ? ` (after ${unit.needs.join(", ")})` : "";
        const places = unit.steps.map((step) => placeOf(step.target)).join(", ");
        return `${unit.id} ${unit.title}${needs}${places === "" ? "" : `: ${places}`}`;
      });
