// The verdict on tests that are written before their code: on the base they must fail, and for the
// reason that the plan states.
import { carriedBy } from "../requirement/carried.ts";
import { endsIn, statusesOf } from "./names.ts";
import { plainLines, type Report, type Status } from "./reader.ts";
import { readFailures } from "./report.ts";
import { isExpected, isStated, statedWords, type Stated } from "./stated.ts";
import type { Verdict } from "./verdict.ts";
import { causeOf } from "./why/cause.ts";
import { complaintOf } from "./why/complaint.ts";
import { failuresMax, failuresOf } from "./why/failure.ts";

export interface Expected {
  /** Ids of the acceptances whose tests were written; empty when the plan names none. */
  readonly accepts: readonly string[];
  /** Full names of the tests that the step's file holds, old ones included. */
  readonly names: readonly string[];
  /** Why they must fail. */
  readonly stated: Stated;
}

/** A report and the text that it was read from. */
type Printed = Report & { readonly output: string };

/**
 * Passed: for each acceptance a test that carries its id failed on the base, or could not even be
 * loaded, for a reason that the plan states; no new test failed for another; and every other test
 * is as it was.
 * @param base what is known of the base's own tests, and what a run of them printed.
 * @param after the report of the base with the new tests.
 * @returns failed where the tests prove nothing, inconclusive where the base's report is unusable.
 */
export function redFirst(base: Printed, after: Printed, expected: Expected): Verdict {
  if (!base.complete) {
    return { kind: "inconclusive", because: "the base's test report cannot be read" };
  }
  const { accepts, names, stated } = expected;
  const found = (name: string): readonly Status[] => statusesOf(after.tests, name);
  const lost = names.some((name) => found(name).length === 0);
  const loading = lost || !after.complete ? loadOf(base, after, stated) : untold;
  const unloaded = (name: string): boolean => found(name).length === 0 && loading.kind === "stated";
  if (lost && loading.kind === "other") return otherwise(null, loading.seen, stated);
  const own = (full: string): boolean => names.some((name) => endsIn(full, name));
  const broken = [...base.tests].flatMap(([name, status]) => {
    const gone = status === "passed" && after.tests.get(name) !== "passed";
    return gone && !own(name) && !unloaded(name) ? [name] : [];
  });
  if (broken.length > 0) {
    return { kind: "failed", because: `it breaks ${broken[0] ?? ""}`, tests: broken };
  }
  if (!after.complete && loading.kind !== "stated") {
    return { kind: "failed", because: "its tests do not run at all", tests: [] };
  }
  const failed = names.filter((name) => found(name).includes("failed"));
  const odd = oddOf(base, after, failed, stated);
  if (odd !== null) return otherwise(odd.name, odd.seen, stated);
  const reds = [
    ...failed.filter((name) => !statusesOf(base.tests, name).includes("failed")),
    ...names.filter(unloaded),
  ];
  const idle = accepts.filter((id) => !reds.some((n) => carriedBy(n).includes(id)));
  if (idle.length > 0) {
    const because = `no test of ${idle.join(", ")} fails without the code: it would prove nothing`;
    return { kind: "failed", because, tests: [] };
  }
  if (reds.length > 0) return { kind: "passed" };
  return { kind: "failed", because: "no test fails without the code", tests: [] };
}

const tooMany = `${failuresMax} failures of other names, more than are read`;

/** The first of the new tests that failed for a reason which the plan does not state. */
function oddOf(base: Report, after: Printed, failed: readonly string[], stated: Stated) {
  const all = readFailures(after, after.output);
  for (const name of failed) {
    if (statusesOf(base.tests, name).includes("failed")) continue;
    const own = failuresOf(all, name);
    // Its own may be one of those that are not read any more.
    if (own.length === 0 && all.length >= failuresMax) return { name, seen: tooMany };
    const causes = own.map(({ text }) => causeOf(text));
    const cause = causes.find((one) => !isStated(one, stated));
    if (cause) return { name, seen: cause.seen };
  }
  return null;
}

type Loading =
  | { readonly kind: "stated" }
  | { readonly kind: "other"; readonly seen: string }
  /** Nothing is said that would keep a test from being loaded. */
  | { readonly kind: "untold" };

const untold: Loading = { kind: "untold" };

/** Why tests could not be loaded: all that is complained about now and was not before. */
function loadOf(base: Printed, after: Printed, stated: Stated): Loading {
  const known = new Set(wordsOf(base));
  let loading = untold;
  for (const line of wordsOf(after)) {
    const complaint = known.has(line) ? null : complaintOf(line);
    if (complaint === null) continue;
    if (!isExpected(complaint, stated)) return { kind: "other", seen: withoutMark(line) };
    loading = { kind: "stated" };
  }
  return loading;
}

/** Every line, and every failure in a line: TAP has type and message in different ones. */
const wordsOf = (report: Printed): readonly string[] => [
  ...plainLines(report.output),
  ...readFailures(report, report.output).map(({ text }) => text.split("\n", 1)[0] ?? ""),
];

/** What runners put in front of a line of a test's output. */
const withoutMark = (line: string): string => line.replace(/^(?:#|E(?= {2})|\[ERROR\])?\s+/u, "");

const seenMax = 200;

/** @param name the test that failed so; null where none could be loaded. */
function otherwise(name: string | null, seen: string, stated: Stated): Verdict {
  const fails = name === null ? "its tests cannot be loaded" : `${name} fails`;
  const because =
    `${fails} without the code, but not for the stated reason: expected was ` +
    `${statedWords(stated)}; seen was: ${seen.slice(0, seenMax)}`;
  return { kind: "failed", because, tests: name === null ? [] : [name] };
}
