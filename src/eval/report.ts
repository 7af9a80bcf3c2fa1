// The evaluation in a table for people.
import type { Bar } from "./bars.ts";
import type { Row } from "./campaign.ts";
import { times, type Mean, type Predicted, type Share } from "./figures.ts";
import type { Evaluation } from "./evaluation.ts";

/** @returns lines without a final line break. */
export function reportText(evaluation: Evaluation): string {
  const { tasks, languages, halves, missing, wrongAnswers, visibleWrong, at } = evaluation;
  const counts = Object.entries(languages).map(([name, many]) => `${name} ${many}`);
  const third = Math.round((100 * visibleWrong) / Math.max(1, wrongAnswers));
  return [
    `${tasks} tasks (${counts.join(", ")}), ${evaluation.real} of them on code of packages`,
    `${halves.development} of the development half, ${halves.reported} of the reported one`,
    ...missing.map(({ language, because }) => `LEFT OUT: ${language}, for ${because}`),
    ...(evaluation.forms === null ? [] : [`right answers in ${formsText[evaluation.forms]}`]),
    `${wrongAnswers} wrong answers, ${third} % of which pass the visible tests`,
    ...at.flatMap(({ p, quorum, first, others, bars }) => [
      "",
      p === null ? `${quorum.solved.of} decisions` : `p = ${p}, ${quorum.solved.of} decisions`,
      header,
      ...[quorum, ...(first ? [first] : []), ...others].map(rowText),
      predictedText(quorum.predicted, quorum.runoffs),
      ...bars.map(barText),
    ]),
  ].join("\n");
}

const formsText = {
  one: "one form, in all of its spellings",
  several: "several forms on a third of the tasks",
};

const columns = [28, 23, 22, 22, 22, 20] as const;

const header = cells(["method", "solved %", "wrong merged %", "asked %", "samples", "cost ¢"]);

function rowText({ method, solved, wrong, asked, samples, microUsd }: Row): string {
  const shares = [solved, wrong, asked].map(shareText);
  return cells([method, ...shares, meanText(samples, 1), meanText(times(microUsd, 1e-4), 2)]);
}

function shareText({ share, low, high }: Share): string {
  const [one, from, to] = [share, low, high].map((part) => (100 * part).toFixed(1));
  return `${one} (${from} to ${to})`;
}

function meanText({ mean, low, high }: Mean, digits: number): string {
  const [one, from, to] = [mean, low, high].map((part) => part.toFixed(digits));
  return `${one} (${from} to ${to})`;
}

function cells(texts: readonly string[]): string {
  return texts
    .map((text, i) => text.padEnd(columns[i] ?? 0))
    .join(" ")
    .trimEnd();
}

function predictedText(predicted: Predicted | null, runoffs: number): string {
  const decided = `${runoffs} decided by ballots of a runoff`;
  if (predicted === null) return `nothing predicted; ${decided}`;
  const { mean, low, high } = predicted;
  const [one, from, to] = [mean, low, high].map((part) => (100 * part).toFixed(2));
  return `predicted error ${one} % (${from} to ${to}); ${decided}`;
}

const barText = ({ bar, reached }: Bar): string => `  ${reached ? "reached" : "MISSED "}  ${bar}`;
