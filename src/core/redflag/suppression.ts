// Comments that switch off a type checker, a linter or the measuring of coverage.
import type { RedFlag } from "./flag.ts";
import { newComments } from "./new-text.ts";

const switches: readonly RegExp[] = [
  /@ts-(?:ignore|expect-error|nocheck)/i,
  /\b(?:eslint|oxlint|tslint|jshint|biome|deno-lint|prettier)-(?:disable|ignore)/i,
  /\b(?:istanbul|c8|v8|node:coverage)\s+(?:ignore|disable)/i,
  /@flow\s+strict-local|\bNOSONAR\b|\bnoqa\b/i,
];

export const suppression: RedFlag = {
  id: "suppression",
  severity: "gate",
  rule: "a new comment switches off a type check, a lint rule or coverage",
  explain: "The change switches off a check by a comment; it is listed for the reviewer.",
  raised(reading) {
    const found = newComments(reading).find((text) => switches.some((one) => one.test(text)));
    return found === undefined ? null : found.slice(0, 120);
  },
};
