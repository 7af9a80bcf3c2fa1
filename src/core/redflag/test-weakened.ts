// Tests that lost something: fewer tests, skipped tests, or nothing that they demand.
import { testNamesIn } from "../patch/tests.ts";
import type { RedFlag } from "./flag.ts";
import { moreOften } from "./new-text.ts";

const ways = [
  "\\b(?:test|it|describe|suite)\\s*\\.\\s*(?:skip|skipIf|runIf|only|todo|fails|failing)\\b",
  "\\b(?:xit|xdescribe|xtest|fit|fdescribe)\\s*\\(",
  "\\b(?:t|ctx|context|this)\\s*\\.\\s*(?:skip|todo)\\b",
  "[{,]\\s*(?:skip|todo|only|expectFailure)\\s*(?=[:,}])",
];
const skipping = new RegExp(ways.join("|"), "g");

export const testWeakened: RedFlag = {
  id: "test-weakened",
  severity: "spoil",
  rule: "a test step removes or renames a test, or skips or singles one out",
  explain: "The answer weakened the tests; another one was drawn.",
  raised(reading) {
    if (reading.step.kind !== "test") return null;
    const word = moreOften(reading, skipping);
    if (word !== null) return `${word} is new`;
    const { oldParsed, newParsed } = reading;
    if (oldParsed === null || newParsed === null) return null;
    const kept = new Set(testNamesIn(newParsed));
    const lost = testNamesIn(oldParsed).find((name) => !kept.has(name));
    return lost === undefined ? null : `the test ${JSON.stringify(lost.slice(0, 120))} is gone`;
  },
};
