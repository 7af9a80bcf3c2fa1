// A file that the parser of record accepts less than before.
import type { RedFlag } from "./flag.ts";

export const syntax: RedFlag = {
  id: "syntax",
  severity: "spoil",
  rule: "the changed file has more syntax errors than before, or cannot be parsed in its budget",
  explain: "The changed file does not parse; another answer was drawn.",
  raised({ step, oldParsed, newParsed, syntax: port }) {
    const language = port.languageOf(step.target.path);
    if (language === null) return null;
    if (newParsed === null) return "the changed file cannot be parsed within size, depth and time";
    const before = oldParsed?.errors.length ?? 0;
    if (newParsed.errors.length <= before) return null;
    return newParsed.errors.find((e) => !oldParsed?.errors.includes(e)) ?? "a new syntax error";
  },
};
