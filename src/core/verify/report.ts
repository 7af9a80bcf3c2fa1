// Test-runner output as named tests, and the verdict that only named tests can give.
import { readJest } from "./jest.ts";
import { readMocha } from "./mocha.ts";
import { readNodeSpec } from "./node-spec.ts";
import { nested, plainLines, type Reader, type Report, type Runner } from "./reader.ts";
import { readTap } from "./tap.ts";
import { readVitest } from "./vitest.ts";

export type { Report, Runner, Status } from "./reader.ts";

const readers: readonly Reader[] = [readNodeSpec, readTap, readVitest, readJest, readMocha];

const nothing: Report = { runner: "unknown", tests: new Map(), complete: false };

/**
 * Reads what a test command printed: `node --test` (spec and TAP), vitest, jest --verbose, mocha.
 * @returns the named tests; an empty, incomplete report where no runner's own summary is found, or
 * where two runners' are. Never throws.
 */
export function readReport(output: string): Report {
  const lines = plainLines(output);
  const read = readers.flatMap((reader) => reader(lines) ?? []);
  const [report] = read;
  return report && read.length === 1 ? report : nothing;
}

export type Verdict =
  | { readonly kind: "passed" }
  | { readonly kind: "failed"; readonly because: string; readonly tests: readonly string[] }
  | { readonly kind: "inconclusive"; readonly because: string };

/**
 * Judges a change by names, never by an exit code alone (research/security-reliability.md S11).
 * Passed: the report is complete, the exit code 0, at least one test ran, every test that passed
 * on the base passed again, and every elected test passed.
 * @param expected full names of elected tests (`suite > name`); a file in front is not needed.
 * @returns inconclusive when the base gives nothing to compare with.
 */
export function verdict(
  base: Report,
  after: Report & { readonly code: number },
  expected: { readonly mustPass: readonly string[] },
): Verdict {
  if (!base.complete) return { kind: "inconclusive", because: unreadable(base.runner) };
  const lost = [...base.tests].flatMap(([name, status]) =>
    status === "passed" && after.tests.get(name) !== "passed" ? [name] : [],
  );
  const unmet = expected.mustPass.filter((name) => !passes(after, name));
  const broken = [...new Set([...lost, ...unmet])];
  if (!after.complete || after.runner !== base.runner) {
    const because = "the test report ends early or contradicts its own counts";
    return { kind: "failed", because, tests: broken };
  }
  if (broken.length > 0) return { kind: "failed", because: told(after, broken), tests: broken };
  const failing = [...after.tests].flatMap(([name, s]) => (s === "failed" ? [name] : []));
  const fresh = failing.filter((name) => base.tests.get(name) !== "failed");
  if (fresh.length > 0) return { kind: "failed", because: told(after, fresh), tests: fresh };
  if (after.tests.size === 0) {
    return { kind: "failed", because: "no test ran", tests: [] };
  }
  if (after.code === 0) return { kind: "passed" };
  if (failing.length > 0) {
    const because = `these tests fail without the change as well: ${listed(failing)}`;
    return { kind: "inconclusive", because };
  }
  const because = `every test passed, but the command ended with exit code ${after.code}`;
  return { kind: "failed", because, tests: [] };
}

/** Whether the report is whole and every one of the tests passed. */
export const allPassed = (report: Report, names: readonly string[]): boolean =>
  report.complete && names.every((name) => passes(report, name));

/** Whether an elected test passed: the test of exactly that name, else every one that ends so. */
function passes(report: Report, name: string): boolean {
  const exact = report.tests.get(name);
  if (exact !== undefined) return exact === "passed";
  const ending = `${nested}${name}`;
  const matches = [...report.tests].filter(([full]) =>
    full.replace(/ #\d+$/u, "").endsWith(ending),
  );
  return matches.length > 0 && matches.every(([, status]) => status === "passed");
}

function told(after: Report, names: readonly string[]): string {
  const failed = names.filter((name) => after.tests.get(name) === "failed");
  const missing = names.filter((name) => after.tests.get(name) !== "failed");
  const parts = [
    failed.length > 0 ? `failed: ${listed(failed)}` : "",
    missing.length > 0 ? `did not run or were skipped: ${listed(missing)}` : "",
  ];
  return parts.filter((part) => part !== "").join("; ");
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, 5).join(", ");
  return names.length > 5 ? `${shown} and ${names.length - 5} more` : shown;
}

function unreadable(runner: Runner): string {
  switch (runner) {
    case "vitest":
      return "the test report does not name every test; run vitest with --reporter=verbose";
    case "jest":
      return "the test report does not name every test; run jest with --verbose";
    case "tap":
    case "node-spec":
    case "mocha":
      return "the base's own test report ends early or contradicts its own counts";
    case "unknown":
      return "the test command on the base printed no report that names its tests";
  }
}
