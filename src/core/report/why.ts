// The answer to `/quorum why`: what the run and each unit wait for, and what would move them.
import type { Instant } from "../kernel.ts";
import type { Action } from "../run/action.ts";
import { dueIn, type Place } from "../run/next.ts";
import type { Run } from "../run/state.ts";
import { at } from "../vector.ts";
import { competing } from "./competing.ts";
import { contenders } from "./contenders.ts";
import { asks, headline, statusLine } from "./headline.ts";
import { flagLine } from "./flags.ts";
import { fenced, fit, neutral, sentence } from "./markdown.ts";
import { capital, many, utc } from "./measure.ts";
import { stage, unitWait } from "./waits.ts";

/**
 * Explains a run to people, in markdown of at most 50,000 characters: the cause, the evidence and
 * the next command of every state that needs a person, and what each active unit waits for.
 */
export function explain(run: Run, now: Instant): string {
  const { doing } = headline(run);
  const parts = [`**Quorum:** ${statusLine(run)}`, sentence(capital(doing), 1200)];
  const held = holds(run, "run", now);
  if (held.length > 0) parts.push(held.join("\n"));
  parts.push(...evidenceOf(run), ...contenders(run, 1500));
  const units = run.active.map((i) => unitParagraph(run, i, now));
  const rest = (left: number): string => `- … and ${many(left, "more unit")} under way.`;
  parts.push(...fit(units, 30_000, rest));
  const waiting = run.plan.units.length - run.merged - run.active.length;
  if (waiting > 0) parts.push(`Waiting for others to be merged: ${many(waiting, "unit")}.`);
  const judged = flagLine(run);
  if (judged !== null) parts.push(`Red flags: ${judged}.`);
  const own = run.phase.kind === "units" ? [] : asks(run);
  parts.push(...own.map((a) => `**Next:** ${a.ask}`));
  if (own.length === 0 && units.length === 0) parts.push("Nobody needs to do anything.");
  return parts.join("\n\n");
}

/** What backs up a state in which the run itself stands still. */
function evidenceOf(run: Run): string[] {
  const { phase } = run;
  if (phase.kind !== "stuck" && phase.kind !== "failed") return [];
  const checks = run.redChecks.slice(0, 3).map((check) => {
    const link = check.url === null ? "" : `, ${neutral(check.url, 200)}`;
    const said = check.summary === "" ? "" : `\n${fenced(check.summary.slice(-1200))}`;
    const conclusion = neutral(check.conclusion ?? "", 40);
    return `Check ${neutral(check.name, 100)}: ${conclusion}${link}${said}`;
  });
  const faltered = [...run.falters.values()]
    .slice(-3)
    .map(
      (f) => `Failed ${many(f.times, "time")}, last at ${utc(f.at)}: ${neutral(f.because, 400)}`,
    );
  return [...checks, ...faltered];
}

function unitParagraph(run: Run, i: number, now: Instant): string {
  const state = at(run.units, i);
  const still = run.phase.kind !== "units" && state?.phase.kind !== "stuck";
  const { words, ask } = still
    ? { words: `stands still with the run (${stage(run, i)})`, ask: null }
    : unitWait(run, i);
  const id = neutral(run.plan.units[i]?.id ?? "", 12);
  const lines = [`- **${id}** ${neutral(words, 900)}`];
  if (state && state.attempt > 1) lines.push(`  Attempt ${state.attempt}.`);
  lines.push(...holds(run, i, now).map((line) => `  ${line}`));
  if (state?.phase.kind === "stuck") {
    const blocks = competing(state.phase.classes, 1500);
    lines.push(...blocks.map((block) => block.replace(/^/gm, "  ")));
  }
  const last = state?.evidence.at(-1);
  if (last !== undefined) lines.push(`  The attempt before failed: ${sentence(last, 700)}`);
  if (ask !== null) lines.push(`  **Next:** ${ask}`);
  return lines.join("\n");
}

/** Actions that are held back: by a failure, by the wait before an unknown outcome is looked up. */
function holds(run: Run, place: Place, now: Instant): string[] {
  const lines: string[] = [];
  for (const { action, key, due } of dueIn(run, place)) {
    const falter = run.falters.get(key);
    if (falter) {
      const again =
        due === Infinity
          ? "tries again when something changes there, or at `/quorum retry`"
          : due > now
            ? `tries again at ${utc(due)}`
            : "tries again now";
      const because = neutral(falter.because, 400);
      lines.push(`${doing(action)} failed ${many(falter.times, "time")}: ${because}; ${again}.`);
    } else if (due > now && action.kind !== "publish") {
      lines.push(`${doing(action)} is due at ${utc(due)}.`);
    }
  }
  return lines.slice(0, 5);
}

/** What an action does, as the subject of a sentence. */
function doing(action: Action): string {
  switch (action.kind) {
    case "sample":
      return "Asking the model";
    case "survey":
      return "Looking through the repository";
    case "verify":
      return "Verification in the sandbox";
    case "measure":
      return "Measuring in the sandbox";
    case "measureLine":
      return "Measuring the finished line in the sandbox";
    case "probe":
      return "Running a test on the competing answers";
    case "rehearse":
      return "Running the tests on the base";
    case "openLine":
      return "Creating the line";
    case "push":
      return "Pushing the commit";
    case "open":
      return "Opening the pull request";
    case "look":
    case "lookLine":
      return "The next look at CI";
    case "postGate":
      return "Posting the gate's check";
    case "merge":
      return "Merging the pull request";
    case "openFinal":
      return "Opening the final pull request";
    case "openChild":
      return "Opening the issue of a child run";
    case "startChild":
      return "Starting a child run";
    case "lookChild":
      return "The next look at the child run";
    case "tellChild":
      return "Telling the child run";
    case "closeChild":
      return "Closing a pull request of a child run";
    case "publish":
      return "Updating the status comment";
  }
}
