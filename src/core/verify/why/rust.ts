// Why tests of `cargo test` failed.
import { nested } from "../reader.ts";
import { asserted, failure, linesMax, parts } from "./failure.ts";
import type { Failure, FailureReader } from "./failure.ts";

const title = /^---- (\S.*?) stdout ----$/u;
const panic = /^thread '(.+?)'(?: \(\d+\))? panicked at (\S+:\d+:\d+):$/u;
/** Panics of an operation rather than of an assertion or of an `unwrap`. */
const operation =
  /^(?:index out of bounds|attempt to |range (?:start|end) index|byte index|slice index|divide)/u;

/**
 * A test that says nothing but why it panicked asserted something; an operation that failed did
 * not. The thread's name is that of its test, whatever a test printed into the block of another.
 */
export const whyCargo: FailureReader = (lines) => {
  const start = lines.indexOf("failures:");
  if (start < 0) return [];
  const below = lines.slice(start + 1);
  const panics = below.flatMap((line, i): readonly Failure[] => {
    const [, thread, at] = panic.exec(line) ?? [];
    if (thread === undefined) return [];
    // No more than is kept, with its place: a report may be nothing but panics.
    const near = below.slice(i + 1, i + linesMax);
    const end = near.findIndex((text) => text === "" || text.startsWith("note: "));
    const words = end < 0 ? near : near.slice(0, end);
    const kind = operation.test(words[0] ?? "") ? "panic: " : asserted;
    const [first = "", ...rest] = words;
    return [failure(nameOf(thread), [`${kind}${first}`, ...rest, `at ${at ?? ""}`])];
  });
  const quiet = parts(
    below,
    (line) => title.exec(line)?.[1] ?? null,
    (line) => line === "failures:",
  )
    .filter(({ lines: own }) => own.some((line) => /^(?:Error: |note: test did not)/u.test(line)))
    .map(({ head, lines: own }) => failure(nameOf(head), [asserted, ...own]));
  return [...panics, ...quiet];
};

const nameOf = (name: string): string => name.split("::").join(nested);
