// Code that ends the process, so that a failing test run could look like a good one.
import type { RedFlag } from "./flag.ts";
import { moreOften } from "./new-text.ts";

const exits =
  /\bprocess\s*\.\s*(?:(?:exit|abort|reallyExit|kill)\b|exitCode\s*=)|\bDeno\s*\.\s*exit\b/g;

export const earlyExit: RedFlag = {
  id: "early-exit",
  severity: "person",
  rule: "code ends the process where it did not before",
  explain: "The change ends the process by itself; please look whether that is meant.",
  raised(reading) {
    const word = reading.step.kind === "code" ? moreOften(reading, exits) : null;
    return word === null ? null : `${word} is new`;
  },
};

export const testExit: RedFlag = {
  id: "test-exit",
  severity: "spoil",
  rule: "a test ends the process",
  explain: "The test ends the test run by itself; another one was drawn.",
  raised(reading) {
    const word = reading.step.kind === "test" ? moreOften(reading, exits) : null;
    return word === null ? null : `${word} is new in a test`;
  },
};
