// What is left over from looking for a mistake.
import type { RedFlag } from "./flag.ts";
import { moreOften } from "./new-text.ts";

const prints = /\bconsole\s*\.\s*(?:log|debug|dir|table|trace)\b/g;

export const debugOutput: RedFlag = {
  id: "debug-output",
  severity: "warn",
  rule: "code prints to the console where it did not before",
  explain: "The change prints to the console; it may be left over.",
  raised(reading) {
    const word = reading.step.kind === "code" ? moreOften(reading, prints) : null;
    return word === null ? null : `${word} is new`;
  },
};

export const breakpoint: RedFlag = {
  id: "breakpoint",
  severity: "spoil",
  rule: "a debugger statement is new",
  explain: "The answer stops in a debugger; another one was drawn.",
  raised(reading) {
    const word = moreOften(reading, /\bdebugger\b(?=\s*(?:;|\n|\}|$))/g);
    return word === null ? null : "a debugger statement is new";
  },
};
