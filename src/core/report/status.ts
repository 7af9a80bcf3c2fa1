// The one comment that follows a run, and the short answer to `/quorum status`.
import { digest } from "../digest.ts";
import { placeOf, type Unit } from "../plan/plan.ts";
import { acceptanceLine, measureLine, type Requirement } from "../requirement/requirement.ts";
import { statusMarker } from "../run/names.ts";
import type { Run } from "../run/state.ts";
import { items } from "../vector.ts";
import { competing } from "./competing.ts";
import { contenders } from "./contenders.ts";
import { estimateLine } from "./estimate.ts";
import { asks, headline, statusLine } from "./headline.ts";
import { flagLine } from "./flags.ts";
import { fit, folded, neutral, sentence } from "./markdown.ts";
import { capital, dollars, many } from "./measure.ts";
import { unitGraph, unitTable } from "./table.ts";
import { traceTable } from "./trace.ts";

const asksMax = 3;

/** The whole comment in markdown, at most 60,000 characters whatever the run holds. */
export function statusComment(run: Run): string {
  const parts = [statusMarker(run.started.run), summary(run), ...needsYou(run)];
  parts.push(...contenderFold(run), ...answerFolds(run));
  if (run.plan.units.length > 0) {
    const estimate = estimateLine(run);
    if (estimate !== null) parts.push(estimate);
    parts.push(unitTable(run, 16_000), folded("Graph", unitGraph(run)), planFold(run));
  }
  if (run.requirements.length > 0) parts.push(requirementFold(run));
  if (run.requirements.length > 0 && run.plan.units.length > 0) parts.push(traceFold(run));
  parts.push(folded("Spend, inputs, run id", particulars(run)));
  return parts.join("\n\n");
}

/** The answer to `/quorum status`: the line, what is asked of people, and the table. */
export function status(run: Run): string {
  const table = run.plan.units.length > 0 ? [unitTable(run, 16_000)] : [];
  return [
    summary(run),
    ...needsYou(run),
    ...contenderFold(run),
    ...answerFolds(run),
    ...table,
  ].join("\n\n");
}

function summary(run: Run): string {
  const { parent } = run.started;
  const of = parent ? `child run of #${parent.issue}, its ${neutral(parent.unit, 12)} · ` : "";
  const by = `${of}asked by ${neutral(run.started.by.login, 40)}`;
  const doing = sentence(capital(headline(run).doing), 600);
  return `**Quorum:** ${statusLine(run)} · ${by}\n\n${doing}`;
}

/** At most three bullets, each with the exact command. */
function needsYou(run: Run): string[] {
  const list = asks(run);
  if (list.length === 0) return [];
  const bullets = list.slice(0, asksMax).map((a) => `- ${sentence(a.because, 400)} ${a.ask}`);
  const left = list.length - asksMax;
  if (left > 0) bullets.push(`- … and ${left} more: comment \`/quorum why\`.`);
  return [`**Needs you:**\n${bullets.join("\n")}`];
}

function contenderFold(run: Run): string[] {
  const blocks = contenders(run, 1500);
  return blocks.length === 0 ? [] : [folded("Competing proposals", blocks.join("\n\n"))];
}

/** The answers of units that agents did not agree on, the first two of such units. */
function answerFolds(run: Run): string[] {
  return items(run.units)
    .flatMap(({ phase }, i) =>
      phase.kind === "stuck" && phase.classes.length > 0 ? [{ i, classes: phase.classes }] : [],
    )
    .slice(0, 2)
    .map(({ i, classes }) => {
      const id = neutral(run.plan.units[i]?.id ?? "", 12);
      return folded(`Competing answers of ${id}`, competing(classes, 1500).join("\n\n"));
    });
}

function planFold(run: Run): string {
  const lines = run.plan.units.flatMap((unit) => [headOf(unit), ...stepsOf(unit)]);
  const rest = (left: number): string => `- … and ${many(left, "more line")}`;
  return folded(
    `Plan (${many(run.plan.units.length, "unit")})`,
    fit(lines, 12_000, rest).join("\n"),
  );
}

const headOf = (unit: Unit): string =>
  `- **${neutral(unit.id, 12)}** ${neutral(unit.title, 80)} ` +
  `(${neutral(unit.requirements.join(", "), 80)})`;

const stepsOf = (unit: Unit): string[] => [
  ...(unit.part === undefined ? [] : [`  - child run: ${sentence(unit.part, 240)}`]),
  ...unit.steps.map(
    (step) =>
      `  - ${step.kind}: ${neutral(placeOf(step.target), 160)}. ${sentence(step.task, 240)}`,
  ),
];

function requirementFold(run: Run): string {
  const lines = run.requirements.map(
    (r) =>
      `- **${neutral(r.id, 12)}** (${r.priority}) ${sentence(r.ears, 400)} ` +
      `Accepted when: ${sentence(accepted(r), 400)} From the issue: “${neutral(r.quote, 200)}”`,
  );
  const rest = (left: number): string => `- … and ${many(left, "more requirement")}`;
  return folded(`Requirements (${run.requirements.length})`, fit(lines, 12_000, rest).join("\n"));
}

const traceFold = (run: Run): string =>
  folded(
    "From requirement to result",
    traceTable(
      run,
      run.requirements.map((r) => r.id),
      8000,
    ),
  );

const accepted = (r: Requirement): string =>
  [...r.acceptance.map(acceptanceLine), ...(r.measure ? [measureLine(r.measure)] : [])].join("; ");

function particulars(run: Run): string {
  const { spend, started, rule, line } = run;
  const flags = Object.entries(spend.spoiled).toSorted(([, a], [, b]) => b - a);
  const spoiled = flags.slice(0, 20).map(([flag, times]) => `${neutral(flag, 40)} ×${times}`);
  const judged = flagLine(run);
  return [
    `- samples: ${spend.samples}; spoiled: ${spoiled.join(", ") || "none"}`,
    ...(judged === null ? [] : [`- ${judged}`]),
    `- elections: ${spend.elections}, without agreement: ${spend.noAgreement}`,
    `- votes needed: ${rule.unanimous} unanimous, or a lead of ${rule.lead} after dissent`,
    `- spent: ${dollars(spend.spent)} for ${spend.tokens} tokens${childSpend(run)}`,
    `- line: ${neutral(line.name, 120)}${line.head === null ? "" : ` at ${line.head}`}`,
    `- base: ${neutral(started.base.branch, 120)} at ${started.base.head}${unreadFiles(run)}`,
    `- inputs digest: ${inputsDigest(run)}`,
    `- run: ${started.run}`,
  ].join("\n");
}

const unreadFiles = ({ unread = 0 }: Run): string =>
  unread === 0
    ? ""
    : `; ${many(unread, "file")} left out, known by name alone: all are too much to read`;

function childSpend({ spend }: Run): string {
  const { granted, children } = spend;
  if (granted.microUsd === 0 && children.tokens === 0) return "";
  const so = `${dollars(children.microUsd)} for ${children.tokens} tokens`;
  return `; child runs: ${so}, of ${dollars(granted.microUsd)} set aside for them`;
}

/** SHA-256 over the frozen issue, base commit and settings: what the run works from. */
export function inputsDigest(run: Run): string {
  const { issue, base, config } = run.started;
  return digest(JSON.stringify([issue.number, issue.title, issue.body, base.head, config]));
}
