// The issue of a child run: what it works from, and what people read on it.
import { assert } from "../kernel.ts";
import { acceptanceLine, measureLine } from "../requirement/requirement.ts";
import { takenBeside } from "../run/child-start.ts";
import type { Dropped } from "../run/child-event.ts";
import type { Run } from "../run/state.ts";
import { servedBy } from "../plan/parts.ts";
import { fenced, neutral, plain, sentence } from "./markdown.ts";

const textMax = 60_000;
/** GitHub takes 65,536 characters; invisible ones are shown by their number, eight each at most. */
const shownMax = [40_000, 7000] as const;

export interface ChildIssue {
  readonly title: string;
  /** What GitHub shows; the text below stands in it as it is. */
  readonly body: string;
  /** What the child run works from: frozen by its parent, whatever people make of the issue. */
  readonly text: string;
  /** Hidden in the body: made from the parent and the unit, so that it is found again. */
  readonly marker: string;
}

/** @param i index of a part of the plan that is left to a child run. */
export function childIssue(run: Run, i: number): ChildIssue {
  const unit = run.plan.units[i];
  assert(unit !== undefined, `unit ${i} is not in the plan`);
  const { issue, run: id } = run.started;
  const marker = `<!-- quorum:child ${id} ${unit.id} -->`;
  const text = textOf(run, i).slice(0, textMax);
  const body = [
    marker,
    `Part of #${issue.number}: ${neutral(unit.id, 12)} of its plan is too large for one pull ` +
      "request, so a run of its own works it. Its pull request goes into the line of " +
      `#${issue.number} by itself; comment \`/quorum status\` here to see how it stands. ` +
      "What it works from is frozen: later changes of this text do not reach it.",
    shown(text),
    `Child run of ${id}.`,
  ];
  const title = plain(unit.title, 120) || `${plain(unit.id, 12)} of issue ${issue.number}`;
  return { title, body: body.join("\n\n"), text, marker };
}

/**
 * What is said on the pull request of a child run that came to nothing, before it is closed.
 * @returns the hidden marker, and the comment that begins with it.
 */
export function childClosing(
  run: Run,
  i: number,
  { attempt, because }: Dropped,
): { readonly marker: string; readonly body: string } {
  const { issue, run: id } = run.started;
  const unit = neutral(run.plan.units[i]?.id ?? "", 12);
  const marker = `<!-- quorum:dropped ${id} ${unit} ${attempt} -->`;
  const body =
    `${marker}\n\nQuorum closes this pull request: ${unit} of #${issue.number} does not take it. ` +
    `${sentence(because, 600)} Its branch stays. \`/quorum retry\` on #${issue.number} starts ` +
    "another child run, which opens a pull request of its own.";
  return { marker, body };
}

function shown(text: string): string {
  const whole = fenced(text, shownMax[0]);
  return whole.length <= textMax ? whole : fenced(text, shownMax[1]);
}

/** The goal first, then what bounds it, then what it is a part of: the end is cut first. */
function textOf(run: Run, i: number): string {
  const { plan, requirements, started } = run;
  const unit = plan.units[i];
  const taken = [...(started.parent?.taken ?? []), ...takenBeside(plan, i)];
  const lines = [
    unit?.part ?? "",
    "",
    "Requirements:",
    ...servedBy(plan, i, requirements).flatMap((r) => [
      `- ${r.id} (${r.priority}) ${r.ears}`,
      ...[...r.acceptance.map(acceptanceLine), ...(r.measure ? [measureLine(r.measure)] : [])].map(
        (line) => `  - ${line}`,
      ),
    ]),
    ...(taken.length === 0 ? [] : ["", `Others write these files: ${taken.join(", ")}`]),
    "",
    "The other parts of the plan, which others make:",
    ...plan.units.flatMap((other, j) => (j === i ? [] : [`- ${other.title}`])),
    "",
    `The issue that all of it is for: ${started.issue.title}`,
    "",
    started.issue.body,
  ];
  return lines.join("\n");
}
