// Reads vitest's verbose reporter; its default one does not name tests in files that pass.
import { collect, nested, numberIn, onlyMatch, type Reader, type Status } from "./reader.ts";

const test = /^ ([✓✔×↓□]) (.+?)(?: \((?:retry|repeat) x\d+\))?(?: \d+ ?ms)?$/u;
const summary = /^ +Tests {2}(.+) \((\d+)\)$/u;

/** Lines are `file > suite > name`; blocks that a test printed are skipped; counts must agree. */
export const readVitest: Reader = (lines) => {
  const end = lines.findIndex((text) => /^⎯| +Test Files {2}/u.test(text));
  if (end === -1) return null;
  const found = collect();
  let printed = false;
  for (const text of lines.slice(0, end)) {
    if (/^(stdout|stderr) \| /u.test(text)) printed = true;
    if (text === "") printed = false;
    const [, glyph = "", name = ""] = test.exec(text) ?? [];
    if (!printed && name.includes(nested)) found.add([name], statusOf(glyph));
  }
  const hit = onlyMatch(lines, summary)?.match;
  const text = hit?.[1] ?? "";
  const complete =
    hit !== undefined &&
    found.tests.size === Number(hit[2]) &&
    found.counts.passed === numberIn(/(\d+) passed/u.exec(text)) &&
    found.counts.failed === numberIn(/(\d+) failed/u.exec(text));
  return { runner: "vitest", tests: found.tests, complete };
};

function statusOf(glyph: string): Status {
  if (glyph === "✓" || glyph === "✔") return "passed";
  return glyph === "×" ? "failed" : "skipped";
}
