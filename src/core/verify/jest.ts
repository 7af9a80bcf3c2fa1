// Reads jest's verbose output: a header per file, its suites and tests indented under it.
import { collect, numberIn, onlyMatch, type Reader, type Status } from "./reader.ts";

const header = /^ *(?:PASS|FAIL) {1,2}(\S.*?)(?: \(\d[^)]*\))?$/u;
const test = /^( {2,})([✓✔√✕×○✎]) (?:(?:skipped|todo) )?(.+?)(?: \(\d+(?:\.\d+)? m?s\))?$/u;
const summary = /^Tests: +(.+), (\d+) total$/u;

/** Only lines between a file's header and the next blank line are tests; counts must agree. */
export const readJest: Reader = (lines) => {
  if (!lines.some((text) => /^Test Suites: .* total$/u.test(text))) return null;
  const found = collect();
  let path: string[] | null = null;
  for (const text of lines) {
    const opened = header.exec(text);
    if (opened) {
      path = [opened[1] ?? ""];
      continue;
    }
    if (text.trim() === "" || text.trimStart().startsWith("●")) path = null;
    if (path === null) continue;
    const match = test.exec(text);
    const depth = ((match?.[1] ?? /^ */u.exec(text)?.[0] ?? "").length / 2) | 0;
    path = path.slice(0, depth);
    if (match) found.add([...path, match[3] ?? ""], statusOf(match[2] ?? ""));
    else path.push(text.trim());
  }
  const hit = onlyMatch(lines, summary)?.match;
  const text = hit?.[1] ?? "";
  const complete =
    hit !== undefined &&
    found.tests.size === Number(hit[2]) &&
    found.counts.passed === numberIn(/(\d+) passed/u.exec(text)) &&
    found.counts.failed === numberIn(/(\d+) failed/u.exec(text));
  return { runner: "jest", tests: found.tests, complete };
};

function statusOf(glyph: string): Status {
  if (glyph === "○" || glyph === "✎") return "skipped";
  return glyph === "✕" || glyph === "×" ? "failed" : "passed";
}
