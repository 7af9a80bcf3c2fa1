// Reads `python3 -m unittest -v`: a name, what the test prints, its result; then failures and sums.
import { once } from "./names.ts";
import { collect, nested, numberIn, onlyMatch, type Reader, type Status } from "./reader.ts";

const summary = /^Ran (\d+) tests? in [\d.]+s$/u;
const verdict = /^(?:OK|FAILED|NO TESTS RAN)(?: \((.*)\))?$/u;
/** Above each failure, and above the sums where there is none. */
const rule = /^(?:={70}|-{70})$/u;
const begun = /^([\w.]+) \(([\w.]+)\)(?: \.\.\. |$)/u;
/** Where a test gets no result of its own, the next one begins in its line. */
const within = /(?<= \.\.\. )(?=[\w.]+ \([\w.]+\)(?: \.\.\. |$))/u;
const results = "ok|FAIL|ERROR|expected failure|unexpected success|skipped ['\"].*['\"]";
const result = new RegExp(`(?:${results})$`, "u");
const subtest = /^ {2}\S.* \.\.\. skipped ['"]/u;
const fixture = /^(?:setUp|tearDown)(?:Class|Module)$/u;

/** A test, or a fixture of a class, and what was printed from its name up to the next. */
interface Segment {
  readonly path: readonly string[];
  readonly isFixture: boolean;
  readonly lines: string[];
}

/**
 * The last result behind a name is the test's, whatever it printed before that. The sums, and the
 * failures that are listed by name, must agree with what was read: a result that something else
 * printed does not. Python 3.12.1 and 3.12.2 do not count tests that are skipped, and up to 3.8
 * fixtures of classes have no name: where those skip or fail, a report is not complete.
 */
export const readUnittest: Reader = (lines) => {
  const sum = onlyMatch(lines, summary);
  if (!sum) return null;
  const found = collect();
  const listed = failuresIn(lines);
  const counts = { ran: 0, skipped: 0, expected: 0, unexpected: 0 };
  let torn = false;
  for (const { path, isFixture, lines: own } of segmentsIn(lines)) {
    const said = own.flatMap((text) => result.exec(text)?.[0] ?? []).at(-1) ?? "";
    const status = said === "" ? "failed" : statusOf(said);
    found.add(path, status);
    counts.ran += isFixture ? 0 : 1;
    counts.expected += said === "expected failure" ? 1 : 0;
    counts.unexpected += said === "unexpected success" ? 1 : 0;
    const skips = own.filter((text) => subtest.test(text)).length;
    counts.skipped += skips > 0 || !said.startsWith("skipped") ? skips : 1;
    const fails = status === "failed" && said !== "unexpected success";
    torn ||= fails !== listed.names.has(path.join(nested));
  }
  const end = lines.slice(sum.index + 1).find((text) => text !== "") ?? "";
  const told = verdict.exec(end)?.[1] ?? "";
  const says = (noun: string): number =>
    numberIn(new RegExp(`(?:^|, )${noun}=(\\d+)`, "u").exec(told));
  const read = new Set([...found.tests.keys()].map(once));
  const complete =
    verdict.test(end) &&
    !torn &&
    [...listed.names].every((name) => read.has(name)) &&
    counts.ran === numberIn(sum.match) &&
    counts.skipped === says("skipped") &&
    counts.expected === says("expected failures") &&
    counts.unexpected === says("unexpected successes") &&
    listed.failures === says("failures") &&
    listed.errors === says("errors");
  return { runner: "unittest", tests: found.tests, complete };
};

/** All above the first rule, cut before each name. */
function segmentsIn(lines: readonly string[]): readonly Segment[] {
  const end = lines.findIndex((text) => rule.test(text));
  const segments: Segment[] = [];
  for (const piece of lines.slice(0, end).flatMap((text) => text.split(within))) {
    const [head, name = "", group = ""] = begun.exec(piece) ?? [];
    if (head === undefined) segments.at(-1)?.lines.push(piece);
    else {
      const lines = [piece.slice(head.length)];
      segments.push({ path: unittestPath(name, group), isFixture: fixture.test(name), lines });
    }
  }
  return segments;
}

/** From Python 3.11 on the group ends with the name. */
export function unittestPath(name: string, group: string): readonly string[] {
  const outer = group.endsWith(`.${name}`) ? group.slice(0, -name.length - 1) : group;
  return [...outer.split("."), name];
}

/** The tests that are listed as failed, and how many failures and errors there are of them. */
function failuresIn(lines: readonly string[]) {
  const names = new Set<string>();
  const count = { FAIL: 0, ERROR: 0 };
  for (const [i, text] of lines.entries()) {
    const [, word, name = "", group = ""] = listing.exec(text) ?? [];
    if ((word !== "FAIL" && word !== "ERROR") || !rule.test(lines[i - 1] ?? "")) continue;
    count[word] += 1;
    names.add(unittestPath(name, group).join(nested));
  }
  return { names, failures: count.FAIL, errors: count.ERROR };
}

/** A failure's title; a subtest is named behind it. */
export const listing = /^(FAIL|ERROR): ([\w.]+) \(([\w.]+)\)(?: .*)?$/u;

function statusOf(said: string): Status {
  if (said === "ok") return "passed";
  return said.startsWith("skipped") || said === "expected failure" ? "skipped" : "failed";
}
