// Reads Maven's surefire with -Dsurefire.reportFormat=plain: a line for each test, sums by module.
import { collect, numberIn, type Reader } from "./reader.ts";

const line = /^\[\w+\] (\S+)\.(\S.*?) +(?:-- )?Time elapsed: [\d.,]+ s(?: <<< (FAILURE|ERROR)!)?$/u;
const sums = /^\[\w+\] Tests run: (\d+), Failures: (\d+), Errors: (\d+), Skipped: (\d+)$/u;

/**
 * Skipped tests have a count and no name. Without the plain format only failing tests are named:
 * then nothing is.
 */
export const readSurefire: Reader = (lines) => {
  const found = collect();
  const counts = { modules: 0, run: 0, broken: 0, skipped: 0 };
  for (const text of lines) {
    const sum = sums.exec(text);
    const match = line.exec(text);
    if (match) {
      const [, group = "", name = "", mark] = match;
      found.add([...group.split(/[.$]/u), name], mark === undefined ? "passed" : "failed");
    }
    if (!sum) continue;
    counts.modules += 1;
    counts.run += numberIn(sum, 1);
    counts.broken += numberIn(sum, 2) + numberIn(sum, 3);
    counts.skipped += numberIn(sum, 4);
  }
  if (counts.modules === 0) return null;
  const complete =
    found.tests.size + counts.skipped === counts.run && found.counts.failed === counts.broken;
  return { runner: "surefire", tests: complete ? found.tests : new Map(), complete };
};
