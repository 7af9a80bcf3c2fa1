// What speaks against an elected test rather than against the code that was run with it.
import { digest } from "../digest.ts";
import type { Baseline } from "./baseline.ts";
import { endsIn, statusesOf } from "./names.ts";
import type { Report } from "./reader.ts";

/** Why a test that was elected may be wrong. */
export interface Doubt {
  /**
   * `unstable`: runs of one tree differ in it, so that it decides nothing. `contradicted`: the
   * code fails it and nothing else; either of them may be wrong.
   */
  readonly kind: "unstable" | "contradicted";
  /** Names of the tests, as texts name them. */
  readonly tests: readonly string[];
  /** Equal for answers that the whole run shows to behave alike. */
  readonly behaviour: string;
}

/**
 * The unit's own tests that failed where nothing else speaks against the code: the report is whole,
 * what passed on the base passes, and nothing but these tests fails that did not fail there.
 * @param own names of the tests that the unit's test steps wrote and the base does not have.
 * @returns none where one did not run: then the code lacks what it calls.
 */
export function failedAlone(
  base: Baseline,
  after: Report,
  own: readonly string[],
): readonly string[] {
  if (!after.complete || after.runner !== base.runner) return [];
  const isOwn = (full: string): boolean => own.some((name) => endsIn(full, name));
  for (const [name, status] of base.tests) {
    if (status === "passed" && after.tests.get(name) !== "passed") return [];
  }
  for (const [name, status] of after.tests) {
    const known = base.tests.get(name) === "failed" || base.flaky.includes(name);
    if (status === "failed" && !known && !isOwn(name)) return [];
  }
  const statuses = own.map((name) => statusesOf(after.tests, name));
  if (statuses.some((list) => list.length === 0)) return [];
  return own.filter((_, i) => statuses[i]?.includes("failed"));
}

/** The tests whose results differ between two runs of one tree; one that is missing differs. */
export function unsteady(first: Report, second: Report, own: readonly string[]): readonly string[] {
  const words = (report: Report, name: string): string =>
    statusesOf(report.tests, name).toSorted().join();
  return own.filter((name) => words(first, name) !== words(second, name));
}

/**
 * A digest of what a run showed, without what differs between runs of the same code: times, places
 * in files, stacks. It tells behaviours apart; it never makes two votes one.
 */
export function behaviourOf(output: string): string {
  const lines = output
    .replace(/\u001b\[[0-9;]*[A-Za-z]/gu, "")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => !/^at |^File "|duration|\btook\b/u.test(line))
    .map((line) => line.replace(/\d+(?:\.\d+)? ?(?:ms|s|µs|ns)\b/gu, "t"))
    .map((line) => line.replace(/:\d+(?::\d+)?/gu, ""));
  return digest(lines.join("\n")).slice(0, 16);
}
