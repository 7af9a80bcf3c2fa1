// Titles and bodies of pull requests: a unit's evidence, and the final one that people review.
import { assert } from "../kernel.ts";
import { conditionNames } from "../gate/gate.ts";
import { placeOf, type Unit } from "../plan/plan.ts";
import { childIssues } from "../run/children.ts";
import { verdictOf } from "../run/verdict.ts";
import type { Run } from "../run/state.ts";
import { at, items } from "../vector.ts";
import { meanings } from "./flags.ts";
import { fenced, fit, folded, neutral, plain, sentence } from "./markdown.ts";
import { estimateAndActual } from "./estimate.ts";
import { many, score, short, winners } from "./measure.ts";
import { inputsDigest } from "./status.ts";
import { unitTable } from "./table.ts";
import { traceTable } from "./trace.ts";

export interface PullWords {
  readonly title: string;
  readonly body: string;
}

/**
 * The pull request of one unit, with its evidence; at most 60,000 characters of body. Refers to the
 * issue as `Part of`, never with a closing keyword.
 * @param i index of a unit of the plan.
 */
export function unitPull(run: Run, i: number): PullWords {
  const unit = run.plan.units[i];
  assert(unit !== undefined, `unit ${i} is not in the plan`);
  const parts = [
    `Part of #${run.started.issue.number}. ${neutral(unit.title, 120)}: ${position(run, unit)}`,
    `**Why**\n${requirementLines(run, unit.requirements)}`,
    ...traced(run, unit.requirements),
    `**What changed**\n${changeLines(unit)}`,
    `**Votes**\n${voteTable(run, i)}`,
    ...earlier(run, i),
    `**Gate when this was written**\n${conditionLines(run, i)}`,
    "**How to undo**\nRevert the merge commit of this pull request on the line; " +
      "units that need it go with it.",
    folded("The same for machines", record(run, i)),
    `Run ${run.started.run}. Comment \`/quorum why\` on #${run.started.issue.number} ` +
      "to see what it waits for.",
  ];
  return { title: `${plain(unit.id, 12)}: ${plain(unit.title, 100)}`, body: parts.join("\n\n") };
}

/** Where the unit stands in the DAG. */
function position(run: Run, unit: Unit): string {
  const place = `unit ${neutral(unit.id, 12)} of ${run.plan.units.length}`;
  const before = unit.needs.slice(0, 12).map((id) => named(run, id));
  const after = run.plan.units.filter((u) => u.needs.includes(unit.id)).slice(0, 12);
  const needs =
    before.length > 0 ? ` It builds on ${before.join(", ")}.` : " It builds on nothing else.";
  const serves = after.map((u) => named(run, u.id)).join(", ");
  return `${place}.${needs}${serves ? ` Needed by ${serves}.` : ""}`;
}

/** `u1 (#12)`, or the id alone while it has no pull request. */
function named(run: Run, id: string): string {
  const pull =
    at(
      run.units,
      run.plan.units.findIndex((u) => u.id === id),
    )?.pull ?? null;
  return pull === null ? neutral(id, 12) : `${neutral(id, 12)} (#${pull})`;
}

function requirementLines(run: Run, ids: readonly string[]): string {
  const lines = run.requirements
    .filter((r) => ids.includes(r.id))
    .map(
      (r) =>
        `- **${neutral(r.id, 12)}** ${sentence(r.ears, 400)} ` +
        `The issue says: “${neutral(r.quote, 200)}”`,
    );
  if (lines.length === 0) return `- ${neutral(ids.join(", ") || "no requirement is named", 200)}`;
  return fit(lines, 12_000, (left) => `- … and ${many(left, "more requirement")}`).join("\n");
}

function traced(run: Run, ids: readonly string[]): string[] {
  if (run.requirements.length === 0) return [];
  return [`**From requirement to result**\n\n${traceTable(run, ids, 8000)}`];
}

function changeLines(unit: Unit): string {
  if (unit.part !== undefined) return `- child run: ${sentence(unit.part, 1000)}`;
  const lines = unit.steps.map(
    (step) => `- ${step.kind}: ${neutral(placeOf(step.target), 200)}. ${sentence(step.task, 300)}`,
  );
  return fit(lines, 12_000, (left) => `- … and ${many(left, "more step")}`).join("\n");
}

function voteTable(run: Run, i: number): string {
  const steps = run.plan.units[i]?.steps ?? [];
  const rows = winners(at(run.units, i)).map((won, n) => {
    const step = steps[n];
    const place = step ? neutral(placeOf(step.target), 160) : "";
    const shown = won.warned.map((flag) => `${neutral(flag, 40)} (only shown)`);
    const flags = [...won.flags.map((flag) => neutral(flag, 40)), ...shown].join(", ") || "none";
    const votes = `${won.votes}${won.runoff ? " in a runoff" : ""}`;
    return `| ${n + 1} | ${place} | ${votes} | ${won.runnerUp} | ${won.samples} | ${flags} |`;
  });
  const head = [
    "| step | place | winner | runner-up | samples | red flags |",
    "|---|---|---|---|---|---|",
  ];
  const rest = (left: number): string => `| … | ${many(left, "more step")} | | | | |`;
  const { rule, spend } = run;
  const spoiled = Object.entries(spend.spoiled)
    .slice(0, 20)
    .map(([flag, times]) => `${neutral(flag, 40)} ×${times}`);
  const note =
    `An answer wins with ${rule.unanimous} unanimous votes, ` +
    `or a lead of ${rule.lead} after dissent. ` +
    `Spoiled in the whole run so far: ${spoiled.join(", ") || "none"}.`;
  const raised = winners(at(run.units, i)).flatMap((won) => [...won.flags, ...won.warned]);
  const told = raised.length === 0 ? [] : [meanings(raised).join("\n")];
  return [[...head, ...fit(rows, 10_000, rest)].join("\n"), ...told, note].join("\n\n");
}

/** Why earlier attempts came to nothing, such as a test that was elected and found wrong. */
function earlier(run: Run, i: number): string[] {
  const lines = (at(run.units, i)?.evidence ?? []).map((one) => `- ${sentence(one, 500)}`);
  return lines.length === 0 ? [] : [`**Attempts before this one**\n${lines.join("\n")}`];
}

function conditionLines(run: Run, i: number): string {
  const phase = at(run.units, i)?.phase;
  const lines = verdictOf(run, i).conditions.map((c) => {
    const detail = c.detail === "" ? "" : ` (${neutral(c.detail, 300)})`;
    return `- ${conditionNames[c.kind]}: ${c.state}${detail}`;
  });
  if (phase?.kind === "elected" && phase.verifiedOnto !== null) {
    const { tests = 0, own = [], runs = 1 } = phase.proof ?? {};
    const passed = tests > 0 ? `${many(tests, "named test")} passed` : "passed";
    const steady = own.length > 0 && runs > 1 ? `, its ${own.length} new ones in ${runs} runs` : "";
    lines.push(
      `- sandbox: ${passed}${steady}, on the tree built onto ${short(phase.verifiedOnto)}`,
    );
  }
  lines.push("- the check `quorum/gate` on this pull request says how it stands now");
  return lines.join("\n");
}

/** Escaped so that nothing inside can be read as a mention, a reference or HTML. */
function record(run: Run, i: number): string {
  const unit = run.plan.units[i];
  const state = at(run.units, i);
  const value = {
    run: run.started.run,
    unit: unit?.id,
    attempt: state?.attempt,
    requirements: unit?.requirements.slice(0, 50),
    needs: unit?.needs.slice(0, 50),
    margins: { unanimous: run.rule.unanimous, lead: run.rule.lead },
    steps: winners(state)
      .slice(0, 60)
      .map(({ class: key, votes, runnerUp, samples, flags }) => ({
        class: key.slice(0, 80),
        votes,
        runnerUp,
        samples,
        flags: flags.slice(0, 10),
      })),
    inputs: inputsDigest(run),
  };
  const json = JSON.stringify(value, null, 1).replace(
    /[<>&@#]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  return fenced(json, 20_000, "json");
}

/**
 * The pull request that brings the line to the base branch: `Fixes` stands only here, and not in
 * the early draft that carries CI for the line.
 */
export function finalPull(run: Run, draft: boolean = run.final?.draft ?? false): PullWords {
  const { issue, base, parent } = run.started;
  const states = items(run.units);
  const margins = states.flatMap((s) => winners(s)).map(score);
  const estimated = draft ? [] : [estimateAndActual(run)].filter((line) => line !== null);
  const opening = draft
    ? `Part of #${issue.number}. A draft that lets CI run on the line while units are merged; ` +
      "Quorum takes it out of draft when every unit is there."
    : `${purpose(run)} Every unit was elected, verified and merged by the gate; ` +
      `this brings the line to ${neutral(base.branch, 120)} and is ` +
      (parent ? `merged by the gate of #${parent.issue}.` : "yours to review and merge.");
  const parts = [
    opening,
    `**Why**\n${requirementLines(
      run,
      run.requirements.map((r) => r.id),
    )}`,
    ...traced(
      run,
      run.requirements.map((r) => r.id),
    ),
    `**Units**\n\n${unitTable(run, 20_000)}`,
    ...estimated,
    `**Votes**\n${many(margins.length, "step")} elected, ${run.spend.samples} samples drawn, ` +
      `elections without agreement: ${run.spend.noAgreement}.`,
    "**How to undo**\nRevert the merge commit of this pull request; " +
      "one unit alone can be reverted by its own.",
    folded("The same for machines", finalRecord(run)),
  ];
  return { title: plain(issue.title, 120) || `Issue ${issue.number}`, body: parts.join("\n\n") };
}

/** Closes the run's issue and those of its child runs; a child's is closed with its parent's. */
function purpose(run: Run): string {
  const { issue, parent } = run.started;
  if (parent) return `Part of #${parent.issue}, all of #${issue.number}.`;
  const closed = [issue.number, ...childIssues(run)];
  return `Fixes ${closed.map((number) => `#${number}`).join(", fixes ")}.`;
}

function finalRecord(run: Run): string {
  const { merged, spend, started } = run;
  const { samples, elections, noAgreement } = spend;
  const value = {
    run: started.run,
    merged,
    units: run.plan.units.length,
    samples,
    elections,
    noAgreement,
  };
  return fenced(JSON.stringify({ ...value, inputs: inputsDigest(run) }, null, 1), 2000, "json");
}
