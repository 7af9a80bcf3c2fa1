// The verdict on a change, which only named tests can give.
import type { Baseline } from "./baseline.ts";
import { once, statusesOf } from "./names.ts";
import type { Report } from "./reader.ts";
import { unnamed } from "./unnamed.ts";

export type Verdict =
  | { readonly kind: "passed" }
  | { readonly kind: "failed"; readonly because: string; readonly tests: readonly string[] }
  | { readonly kind: "inconclusive"; readonly because: string };

/**
 * Judges a change by names, never by an exit code alone (research/security-reliability.md S11).
 * Passed: the report is complete, at least one test ran, every test that passed on the base passed
 * again, every elected test passed, and the exit code is 0 unless tests that are flaky on the base
 * explain it.
 * @param elected full names of elected tests (`suite > name`); a file in front and parameters
 * behind are not needed. They decide even where the base's own test of that name is flaky.
 * @returns inconclusive when the base gives nothing to compare with.
 */
export function verdict(
  base: Baseline,
  after: Report & { readonly code: number },
  elected: readonly string[],
): Verdict {
  const mute = unnamed(base);
  if (mute !== null) return { kind: "inconclusive", because: mute };
  const lost = [...base.tests].flatMap(([name, status]) =>
    status === "passed" && after.tests.get(name) !== "passed" ? [name] : [],
  );
  // A name that comes once more than on the base could hide what became of the first.
  const again = [...after.tests].flatMap(([name, status]) => {
    const first = base.tests.get(once(name));
    const more = first === "passed" && status !== "passed" && !base.tests.has(name);
    return more ? [name] : [];
  });
  const unmet = elected.filter((name) => !passes(after, name));
  const broken = [...new Set([...lost, ...again, ...unmet])];
  if (!after.complete || after.runner !== base.runner) {
    const because = "the test report ends early or contradicts its own counts";
    return { kind: "failed", because, tests: broken };
  }
  if (broken.length > 0) return { kind: "failed", because: told(after, broken), tests: broken };
  if (after.tests.size === 0) return { kind: "failed", because: "no test ran", tests: [] };
  return byExit(base, after);
}

/** Every test that must pass did: what is left is new failures, and what the exit code says. */
function byExit(base: Baseline, after: Report & { readonly code: number }): Verdict {
  const failing = [...after.tests].flatMap(([name, s]) => (s === "failed" ? [name] : []));
  const steady = failing.filter((name) => !base.flaky.includes(name));
  const fresh = steady.filter((name) => base.tests.get(name) !== "failed");
  if (fresh.length > 0) return { kind: "failed", because: told(after, fresh), tests: fresh };
  if (after.code === 0) return { kind: "passed" };
  if (steady.length > 0) {
    const because = `these tests fail without the change as well: ${listed(steady)}`;
    return { kind: "inconclusive", because };
  }
  if (failing.length > 0) return { kind: "passed" };
  const because = `every test passed, but the command ended with exit code ${after.code}`;
  return { kind: "failed", because, tests: [] };
}

/** Whether the report is whole and every one of the tests passed. */
export const allPassed = (report: Report, names: readonly string[]): boolean =>
  report.complete && names.every((name) => passes(report, name));

/** Whether a test that a text names ran and passed, however often it ran. */
function passes(report: Report, name: string): boolean {
  const statuses = statusesOf(report.tests, name);
  return statuses.length > 0 && statuses.every((status) => status === "passed");
}

function told(after: Report, names: readonly string[]): string {
  const fails = (name: string): boolean => statusesOf(after.tests, name).includes("failed");
  const failed = names.filter(fails);
  const missing = names.filter((name) => !fails(name));
  const parts = [
    failed.length > 0 ? `failed: ${listed(failed)}` : "",
    missing.length > 0 ? `did not run or were skipped: ${listed(missing)}` : "",
  ];
  return parts.filter((part) => part !== "").join("; ");
}

/** The first five names, and how many more there are. */
export function listed(names: readonly string[]): string {
  const shown = names.slice(0, 5).join(", ");
  return names.length > 5 ? `${shown} and ${names.length - 5} more` : shown;
}
