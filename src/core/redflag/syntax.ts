// A file that the parser of record accepts less than before.
import { rulesOf } from "../patch/languages.ts";
import type { ParsedText } from "../patch/syntax.ts";
import type { RedFlag } from "./flag.ts";

export const syntax: RedFlag = {
  id: "syntax",
  severity: "spoil",
  rule: "the changed file has more syntax errors or more left open than it had, or is unreadable",
  explain: "The changed file does not parse; another answer was drawn.",
  raised({ step, oldParsed, newParsed, syntax: port }) {
    const language = port.languageOf(step.target.path);
    if (language === null) return null;
    if (newParsed === null) return "the changed file cannot be parsed within size, depth and time";
    return newError(oldParsed, newParsed);
  },
};

/**
 * What is wrong with a text that was not wrong with the one before; null where it has no more
 * errors. Where macros hide errors among errors, what stays open counts besides.
 */
export function newError(before: ParsedText | null, after: ParsedText): string | null {
  if (after.errors.length > (before?.errors.length ?? 0)) {
    return after.errors.find((e) => !before?.errors.includes(e)) ?? "a new syntax error";
  }
  const { unclosed } = rulesOf(after.language);
  if (!unclosed || (before && unclosed(before.text) !== null)) return null;
  return unclosed(after.text);
}
