// Test-runner output as named tests.
import { plainLines, shortLines, type Report } from "./reader.ts";
import { runners } from "./runners.ts";
import { failuresMax, type Failure } from "./why/failure.ts";

export type { Report, Runner, Status } from "./reader.ts";

const nothing: Report = { runner: "unknown", tests: new Map(), complete: false };

/**
 * Reads what a test command printed, by the table of runners.
 * @returns the named tests; an empty, incomplete report where no runner's own summary is found, or
 * where two runners' are. A summary that names no test yields to one that does. Never throws.
 */
export function readReport(output: string): Report {
  const whole = plainLines(output);
  const lines = shortLines(whole);
  const read = runners.flatMap(({ id, read, none }): readonly Report[] => {
    const report = read(lines, whole);
    if (report !== null) return [report];
    const empty = none !== null && lines.some((text) => none.test(text));
    return empty ? [{ runner: id, tests: new Map(), complete: true }] : [];
  });
  const telling = read.filter((report) => report.tests.size > 0 || report.complete);
  const [report] = telling.length > 0 ? telling : read;
  return report && (telling.length === 1 || read.length === 1) ? report : nothing;
}

/**
 * Why the tests of a report failed.
 * @param output what the report was read from.
 * @returns at most 500; none where the runner is not known or says nothing. Never throws.
 */
export function readFailures({ runner }: Report, output: string): readonly Failure[] {
  const whole = plainLines(output);
  const row = runners.find(({ id }) => id === runner);
  return row?.why(shortLines(whole), whole).slice(0, failuresMax) ?? [];
}
