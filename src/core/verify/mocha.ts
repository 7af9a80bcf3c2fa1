// Reads mocha's spec reporter: suites by indentation, failures numbered, counts at the end.
import { collect, numberIn, onlyMatch, type Reader, type Status } from "./reader.ts";

const test = /^((?: {2})+)(?:([✓✔√])|(-)|(\d+)\)) (.+?)(?: \(\d+ms\))?$/u;
const suite = /^((?: {2})+)(\S.*)$/u;

/** Suites are plain lines at even indentation; counts of passing, pending, failing must agree. */
export const readMocha: Reader = (lines) => {
  const passing = onlyMatch(lines, /^ {2}(\d+) passing \(\d+\w+\)$/u);
  if (!passing) return null;
  const found = collect();
  let path: string[] = [];
  for (const text of lines.slice(0, passing.index)) {
    const match = test.exec(text);
    const opened = match ?? suite.exec(text);
    if (!opened) continue;
    path = path.slice(0, (opened[1] ?? "").length / 2 - 1);
    if (match) found.add([...path, match[5] ?? ""], statusOf(match));
    else path.push(opened[2] ?? "");
  }
  const tail = lines.slice(passing.index);
  const countOf = (word: string): number =>
    numberIn(onlyMatch(tail, new RegExp(`^ {2}(\\d+) ${word}$`, "u"))?.match);
  const complete =
    found.counts.passed === numberIn(passing.match) &&
    found.counts.skipped === countOf("pending") &&
    found.counts.failed === countOf("failing");
  return { runner: "mocha", tests: found.tests, complete };
};

function statusOf(match: RegExpExecArray): Status {
  if (match[2] !== undefined) return "passed";
  return match[3] === undefined ? "failed" : "skipped";
}
