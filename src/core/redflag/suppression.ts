// Comments and attributes that switch off a type checker, a linter or the measuring of coverage.
import type { RedFlag } from "./flag.ts";
import { moreOften, newComments, newLines } from "./new-text.ts";

/** In comments, whatever the language. */
const switches: readonly RegExp[] = [
  // JavaScript and TypeScript
  /@ts-(?:ignore|expect-error|nocheck)/i,
  /\b(?:eslint|oxlint|tslint|jshint|biome|deno-lint|prettier)-(?:disable|ignore)/i,
  /\b(?:istanbul|c8|v8|node:coverage)\s+(?:ignore|disable)/i,
  // Python
  /#\s*(?:type|pyright|pyre|pytype|ruff|flake8|mypy|nosec|bandit)\s*:\s*(?:ignore|disable|noqa)/i,
  /#\s*(?:noqa|nosec)\b|\bpylint\s*:\s*disable|\bpragma\s*:\s*no\s*(?:cover|branch)/i,
  // Go, Ruby, C and C++, Java
  /\/\/\s*nolint\b|\/\/\s*#nosec\b|\blint:(?:ignore|file-ignore)\b/i,
  /\b(?:rubocop|reek|standard|steep)\s*:\s*(?:disable|todo|ignore)|:nocov:|\bsimplecov:disable/i,
  /\bNOLINT(?:NEXTLINE|BEGIN)?\b|\bcppcheck-suppress|\b(?:LCOV|GCOVR?)_EXCL|\bclang-analyzer-off/,
  /\bNOSONAR\b|\bNOPMD\b|\bCHECKSTYLE[:.]?\s*OFF|@formatter:off|\bnoinspection\b/i,
];

/** In code: attributes, annotations and pragmas. */
const ways: readonly RegExp[] = [
  /#!?\s*\[\s*(?:allow|expect|coverage\s*\(\s*off|cfg_attr\s*\([^\]]*\ballow)\b/,
  /@Suppress(?:Warnings|FBWarnings|Lint)\b/,
];
const written = new RegExp(ways.map((way) => way.source).join("|"), "g");
const pragma = /^#\s*pragma\s+(?:(?:GCC|clang)\s+diagnostic\s+ignored\b|warning\s*\(\s*disable\b)/;

export const suppression: RedFlag = {
  id: "suppression",
  severity: "gate",
  rule: "a new comment or attribute switches off a type check, a lint rule, a warning or coverage",
  explain: "The change switches off a check; it is listed for the reviewer.",
  raised(reading) {
    const comment = newComments(reading).find((text) => switches.some((one) => one.test(text)));
    const line = newLines(reading).find((text) => pragma.test(text));
    const found = comment ?? line ?? moreOften(reading, written);
    return found === null ? null : found.trim().slice(0, 120);
  },
};
