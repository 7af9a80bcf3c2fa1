// How a run on somebody's own machine ended, in words for a terminal: there is no issue to answer.
import { unreachable } from "../kernel.ts";
import { branchOf } from "../run/children.ts";
import type { Run } from "../run/state.ts";
import { at } from "../vector.ts";
import { competing } from "./competing.ts";
import { headline, statusLine } from "./headline.ts";
import { flat } from "./markdown.ts";
import { capital, many } from "./measure.ts";
import { unfit } from "./unfit.ts";
import { unitWait } from "./waits.ts";

export interface Place {
  /** The user's checkout, and the bare repository that was worked on. */
  readonly repo: string;
  readonly git: string;
  readonly journal: string;
  /** What `QUORUM_SEED` must be for the same draws. */
  readonly seed: string;
  /** The run's folder, and whether `--keep` named it: then the same command goes on there. */
  readonly folder: string;
  readonly kept: boolean;
}

const unitsMax = 10;

/**
 * What came of it, why it stands still where it does, what Quorum did, and what the person can do
 * in this terminal. Text of models and repositories comes without control characters.
 */
export function ending(run: Run, place: Place): string {
  const parts = [`Quorum: ${statusLine(run)}`, ...standing(run), whatNext(run, place)];
  parts.push("Your checkout was not changed.");
  if (run.line.head !== null) parts.push(fetching(run, place));
  if (unfit(run, "retried") === null) {
    const keep = place.kept ? "" : ` with --keep ${quoted(place.folder)}`;
    parts.push(`To have what stands still tried again in this run: the same command${keep}`);
  }
  parts.push(
    `The whole story: npm run quorum -- replay --journal ${quoted(place.journal)}\n` +
      `The same draws again: QUORUM_SEED=${quoted(place.seed)} and the same command`,
  );
  return parts.join("\n\n");
}

/** Ends with one full stop, whether the text has one or not. */
const sentence = (text: string, max: number): string => `${flat(text, max).replace(/\.$/, "")}.`;

/** What came of it or why it does not go on: a paragraph for each thing that stands still. */
export function standing(run: Run): readonly string[] {
  const { phase } = run;
  switch (phase.kind) {
    case "done":
      return ["Every unit was elected, verified and merged into the run's line."];
    case "failed":
      return [`Quorum gave the run up: ${sentence(phase.because, 600)}`];
    case "stuck":
    case "stopped":
      return [`The run stands still: ${sentence(phase.cause, 900)}`];
    case "units": {
      const still = run.active.slice(0, unitsMax).map((i) => unitWords(run, i));
      const left = run.active.length - still.length;
      return left > 0 ? [...still, `… and ${many(left, "more unit")}.`] : still;
    }
    case "approval":
    case "choosing":
    case "locating":
    case "closing":
      return [`${capital(headline(run).doing)}.`];
    default:
      return unreachable(phase);
  }
}

function unitWords(run: Run, i: number): string {
  const unit = run.plan.units[i];
  const state = at(run.units, i);
  const name = `${unit?.id ?? ""} “${flat(unit?.title ?? "", 80)}”`;
  if (state?.phase.kind === "stuck") {
    const words = `${name} stands still: ${flat(state.phase.cause, 900)}.`;
    const blocks = competing(state.phase.classes, 1500);
    return [words, ...blocks.map((block) => indented(block))].join("\n");
  }
  const { on, words } = unitWait(run, i);
  const said = `${name} ${flat(words, 900)}.`;
  if (on !== "person" || unit === undefined) return said;
  const branch = branchOf(run, i);
  return `${said}\nNobody can review it here: look at ${branch} and merge it yourself.`;
}

/** The fences and texts of a block stand below its first line. */
const indented = (block: string): string =>
  block
    .split("\n")
    .map((line, n) => `${n === 0 ? "  " : "    "}${line}`)
    .join("\n");

/** What Quorum did about it, and what helps. */
function whatNext(run: Run, place: Place): string {
  if (run.phase.kind === "done") return "Nobody needs to do anything but look at it.";
  const { merged, spend } = run;
  const kept = merged === 0 ? "merged nothing" : `kept the ${many(merged, "unit")} merged before`;
  const again = place.kept
    ? "then run the same command with a new folder for --keep: it starts from your last commit."
    : "then run the same command again: it starts anew from your last commit.";
  if (run.phase.kind === "failed" && run.rehearsal === "mute") {
    return `Quorum asked no model for anything and ${kept}. Deal with the cause, ${again}`;
  }
  if (run.phase.kind === "failed") {
    return `Quorum ${kept}. That is a mistake in Quorum: please report it with its whole story.`;
  }
  if (spend.noAgreement === 0) {
    const retry = place.kept ? "then run the same command again: it goes on." : again;
    return `Quorum ${kept} and stopped. Deal with the cause, ${retry}`;
  }
  return (
    `Quorum ${kept} and stopped: it never takes an answer that merely leads. Say in the issue ` +
    `more exactly what is wanted, or ask other models, ${again}`
  );
}

/** A refspec with a star names whole refs, or git fetches nothing and does not say so. */
function fetching(run: Run, { repo, git }: Place): string {
  const all = "refs/heads/quorum/*";
  const at = `git -C ${quoted(repo)}`;
  const lines = ["To fetch what was made:", `  ${at} fetch ${quoted(git)} '${all}:${all}'`];
  if (run.merged > 0) lines.push(`  ${at} log --oneline HEAD..${run.line.name}`);
  if (run.phase.kind === "done") lines.push(`  ${at} merge ${run.line.name}`);
  return lines.join("\n");
}

/** A word for a POSIX shell. */
const quoted = (word: string): string =>
  /^[\w./:@%+,-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
