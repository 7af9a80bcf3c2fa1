// What a runner says about a test that failed: the words of its report, bounded.
import { nested } from "../reader.ts";
import { endsIn } from "../names.ts";

export interface Failure {
  /** The test as this part of the report names it: often without its file or its suites. */
  readonly test: string;
  /**
   * The error's type and message first (`TypeError: f is not a function`), then its stack. Where
   * the runner itself tells failed assertions from errors, or prints no type for them, they begin
   * with `assertion: `.
   */
  readonly text: string;
}

/**
 * Reads why tests failed out of the lines of one runner. A test may be named several times, since
 * what tests print can look like a failure: who judges must hold all of them against it.
 */
export type FailureReader = (
  lines: readonly string[],
  whole: readonly string[],
) => readonly Failure[];

/** Begins the text of a failure that the runner calls a failed assertion. */
export const asserted = "assertion: ";

/** Failures that are read of one report. */
export const failuresMax = 500;
/** Lines that are kept of a failure. */
export const linesMax = 60;
const charsMax = 4000;

/** At most 60 lines and 4,000 characters of a failure's text, without the indent of its first. */
export function failure(test: string, lines: readonly string[]): Failure {
  const from = lines.findIndex((line) => line.trim() !== "");
  const shown = from < 0 ? [] : lines.slice(from, from + linesMax);
  return { test, text: shown.join("\n").trim().slice(0, charsMax) };
}

const flat = (name: string): string => name.replaceAll(nested, " ");

/**
 * All that a report says about one test: of the failures that name it best, each, and those of the
 * tests inside it.
 */
export function failuresOf(all: readonly Failure[], name: string): readonly Failure[] {
  const ways: readonly ((test: string) => boolean)[] = [
    (test) => flat(test) === flat(name),
    (test) => endsIn(test, name) || endsIn(name, test),
    (test) => flat(test).endsWith(` ${flat(name)}`),
  ];
  for (const way of ways) {
    const found = all.filter(({ test }) => way(test));
    if (found.length === 0) continue;
    const inside = (test: string): boolean =>
      found.some((outer) => test.startsWith(`${outer.test}${nested}`));
    return [...found, ...all.filter(({ test }) => inside(test))];
  }
  return [];
}

/** Lines cut into parts, each from a line that opens one to the line before the next or the end. */
export function parts<Head>(
  lines: readonly string[],
  opens: (line: string, i: number) => Head | null,
  ends: (line: string) => boolean,
): readonly { readonly head: Head; readonly lines: readonly string[] }[] {
  const list: { head: Head; lines: string[] }[] = [];
  let open: string[] | null = null;
  for (const [i, line] of lines.entries()) {
    const head = opens(line, i);
    if (head !== null) list.push({ head, lines: (open = []) });
    else if (ends(line)) open = null;
    else open?.push(line);
  }
  return list;
}
