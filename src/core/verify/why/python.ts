// Why tests of pytest and of unittest failed.
import { nested } from "../reader.ts";
import { listing, unittestPath } from "../unittest.ts";
import { failure, parts, type FailureReader } from "./failure.ts";

const section = /^=+ (?:FAILURES|ERRORS) =+$/u;
const title = /^_{3,} (?:ERROR at (?:setup|teardown) of )?(\S.*?) _{3,}$/u;
const place = /^(\S.*?:\d+): (?:in .*|(\w[\w.]*))?$/u;

/**
 * Each failure has a title, its source, lines that begin with E, and a place; what the test printed
 * comes below and is left out.
 */
export const whyPytest: FailureReader = (lines) => {
  const start = lines.findIndex((line) => section.test(line));
  if (start < 0) return [];
  const named = (line: string): string | null => title.exec(line)?.[1] ?? null;
  return parts(lines.slice(start), named, (line) => /^=+ .* =+$|^-+ Captured /u.test(line)).map(
    ({ head, lines: own }) => failure(head.replace(/(?<=^\w+)\./u, nested), told(own)),
  );
};

/** The last error with its type, then the places that it came through. */
function told(own: readonly string[]): readonly string[] {
  const places = own.filter((line) => place.test(line));
  const type = place.exec(places.at(-1) ?? "")?.[2];
  const from = own.findLastIndex(
    (line, i) => line.startsWith("E ") && !own[i - 1]?.startsWith("E "),
  );
  const words = own.slice(from < 0 ? own.length : from).filter((line) => line.startsWith("E "));
  const [first = "", ...rest] = words.map((line) => line.replace(/^E {1,7}/u, ""));
  const typed = /^[\w.]+(?:Error|Exception|Failed|Exit|Warning)?: /u.test(first);
  const plain = first.startsWith("assert ") ? "AssertionError" : type;
  const head = typed || plain === undefined ? first : `${plain}: ${first}`;
  return [head, ...rest, ...places];
}

/** A title, a rule and a traceback, whose last line at the margin is the error; then its output. */
export const whyUnittest: FailureReader = (lines) =>
  parts(
    lines,
    (line) => {
      const [, , name, group = ""] = listing.exec(line) ?? [];
      return name === undefined ? null : unittestPath(name, group).join(nested);
    },
    (line) => /^={70}$|^Std(?:out|err):$|^Ran \d+ tests?\b/u.test(line),
  ).map(({ head, lines: own }) => {
    const trace = own.findLastIndex((line) => line.startsWith("Traceback "));
    const below = own.slice(trace + 1);
    const from = below.findIndex((line) => /^\S/u.test(line));
    const places = below.filter((line) => line.startsWith("  File "));
    return failure(head, from < 0 ? own : [...below.slice(from), ...places]);
  });
