// Code that ends the process, so that a failing test run could look like a good one.
import type { RedFlag } from "./flag.ts";
import { moreOften } from "./new-text.ts";

const ways: readonly RegExp[] = [
  // JavaScript
  /\bprocess\s*\.\s*(?:(?:exit|abort|reallyExit|kill)\b|exitCode\s*=)|\bDeno\s*\.\s*exit\b/,
  // Python, Go, Rust
  /\b(?:os|sys)\s*\.\s*(?:_exit|exit|abort|kill|Exit)\b|\bsyscall\s*\.\s*(?:Exit|Kill)\b/,
  /\bprocess\s*::\s*(?:exit|abort)\b/,
  // Java, Ruby, C and C++
  /\bSystem\s*\.\s*exit\b|\bRuntime\b[^;]{0,80}\.\s*halt\b/,
  /\bexit!|\bProcess\s*\.\s*(?:exit|kill)\b/,
  /\b(?:quick_|_)?(?:exit|Exit)\s*\(\s*\w*\s*\)/,
];
const exits = new RegExp(ways.map((way) => way.source).join("|"), "g");

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
