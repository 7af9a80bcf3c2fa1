// Reads ctest: one numbered line for each test, then a sum.
import { collect, numberIn, onlyMatch, type Reader, type Status } from "./reader.ts";

const line = /^ *(\d+)\/(\d+) Test +#\d+: (.+?) \.{3,}(.*?) +\d+\.\d+ sec\b/u;
const summary = /^\d+% tests passed, (\d+) tests? failed out of (\d+)$/u;

/** Lines are numbered 1 … n in the order in which they end; disabled tests are not in the sum. */
export const readCtest: Reader = (lines) => {
  const sum = onlyMatch(lines, summary);
  if (!sum) return null;
  const found = collect();
  let expected = 0;
  let disabled = 0;
  let torn = false;
  for (const text of lines) {
    const match = line.exec(text);
    if (!match) continue;
    const [, number, of, name = "", outcome = ""] = match;
    expected = Number(of);
    if (outcome.includes("(Disabled)")) disabled += 1;
    // GoogleTest's names, as CMake takes them over.
    const path = /^\w+\.\w+$/u.test(name) ? name.split(".") : [name];
    found.add(path, statusOf(outcome));
    torn ||= Number(number) !== found.tests.size;
  }
  const complete =
    !torn &&
    found.tests.size === expected &&
    found.counts.failed === numberIn(sum.match) &&
    expected - disabled === numberIn(sum.match, 2);
  return { runner: "ctest", tests: found.tests, complete };
};

function statusOf(outcome: string): Status {
  if (outcome.trim() === "Passed") return "passed";
  return /\*\*\*(?:Skipped|Not Run \(Disabled\))/u.test(outcome) ? "skipped" : "failed";
}
