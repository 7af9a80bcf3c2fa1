// The answers between which agents did not agree, side by side, and where they differ.
import type { Competing } from "../run/state.ts";
import { answerText } from "./answer.ts";
import { differences } from "./differ.ts";
import { fenced } from "./markdown.ts";
import { many } from "./measure.ts";

const shownMax = 4;

/**
 * A block of markdown for each answer, most votes first, at most four and a line about the rest;
 * then where the first two differ, unless they are no answers to the same question.
 * @param charsMax characters of each block that are kept.
 */
export function competing(classes: readonly Competing[], charsMax: number): readonly string[] {
  const shown = classes.slice(0, shownMax).map(({ text, votes, what, told }, n) => {
    const name = what ?? `Answer ${n + 1}`;
    const passed = told ? `, passes ${told.passed} of ${many(told.of, "telling test")}` : "";
    return `${name} (${many(votes, "vote")}${passed}):\n${fenced(answerText(text), charsMax)}`;
  });
  const left = classes.length - shown.length;
  const [first, second] = classes;
  const lines =
    first && second && first.what === undefined
      ? differences(answerText(first.text), answerText(second.text))
      : [];
  return [
    ...shown,
    ...(left > 0 ? [`… and ${many(left, "more answer")}.`] : []),
    ...(lines.length > 0
      ? [`Where answers 1 (-) and 2 (+) differ:\n${fenced(lines.join("\n"), charsMax, "diff")}`]
      : []),
  ];
}
