// What the base's own tests say before a change: their statuses, and which of them say nothing.
import type { Report } from "./reader.ts";

export interface Baseline extends Report {
  /** Names whose status differed between two runs of the base; they are not in `tests`. */
  readonly flaky: readonly string[];
}

/** The baseline as one run of the base shows it: nothing is known to be flaky. */
export const baselineOf = (report: Report): Baseline => ({ ...report, flaky: [] });

/**
 * The baseline of two runs of the same base: tests that differ, or that only one run has, decide
 * nothing (research/patches.md §4). Complete only where both runs are, by the same runner.
 */
export function steadyBaseline(first: Report, second: Report): Baseline {
  const names = new Set([...first.tests.keys(), ...second.tests.keys()]);
  const differs = (name: string): boolean => first.tests.get(name) !== second.tests.get(name);
  const flaky = [...names].filter(differs);
  const tests = new Map([...first.tests].filter(([name]) => !differs(name)));
  const complete = first.complete && second.complete && first.runner === second.runner;
  return { runner: first.runner, tests, complete, flaky };
}
