// Reads minitest's verbose output: a name, what the test prints, its result; then a sum.
import { collect, numberIn, onlyMatch, type Reader, type Status } from "./reader.ts";

const begun = /^(\S.*?)#(\S.*?) = (.*)$/u;
const ended = /\d\.\d\d s = ([.FES])$/u;
const summary = /^(\d+) runs, \d+ assertions, (\d+) failures, (\d+) errors, (\d+) skips$/u;

/**
 * A name is printed before its test runs and the result after it, so that one name at a time is
 * open. Specs number their tests, which one more above would shift: the number is left out.
 */
export const readMinitest: Reader = (lines) => {
  const sum = onlyMatch(lines, summary);
  if (!sum) return null;
  const found = collect();
  const counts: Record<string, number> = {};
  const start = lines.indexOf("# Running:");
  let torn = start === -1;
  let open: readonly string[] | null = null;
  for (const text of lines.slice(start + 1, sum.index)) {
    if (text.startsWith("Finished in ")) break;
    const [, group, name = ""] = begun.exec(text) ?? [];
    if (group !== undefined) {
      torn ||= open !== null;
      open = [...group.split("::"), name.replace(/^test_\d{4}_/u, "")];
    }
    const letter = ended.exec(text)?.[1];
    if (letter === undefined) continue;
    torn ||= open === null;
    if (open !== null) found.add(open, statusOf(letter));
    counts[letter] = (counts[letter] ?? 0) + 1;
    open = null;
  }
  const complete =
    !torn &&
    open === null &&
    found.tests.size === numberIn(sum.match) &&
    (counts["F"] ?? 0) === numberIn(sum.match, 2) &&
    (counts["E"] ?? 0) === numberIn(sum.match, 3) &&
    (counts["S"] ?? 0) === numberIn(sum.match, 4);
  return { runner: "minitest", tests: found.tests, complete };
};

function statusOf(letter: string): Status {
  if (letter === ".") return "passed";
  return letter === "S" ? "skipped" : "failed";
}
