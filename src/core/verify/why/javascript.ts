// Why tests of vitest, jest and mocha failed.
import { nested } from "../reader.ts";
import { asserted, failure, parts, type FailureReader } from "./failure.ts";

/** Each failure opens with ` FAIL  file > suite > name`; several tests may share one error. */
export const whyVitest: FailureReader = (lines) => {
  const start = lines.findIndex((line) => /^⎯+ Failed (?:Tests|Suites) \d+ ⎯+$/u.test(line));
  if (start < 0) return [];
  const named = (line: string): string | null =>
    / ?FAIL {2}(?:\|.*?\| )?(.+)$/u.exec(line)?.[1] ?? null;
  const found = parts(lines.slice(start), named, (line) => /^⎯+\[\d+\/\d+\]⎯$/u.test(line));
  let shared: readonly string[] = [];
  const fromLast = found.toReversed().map(({ head, lines: own }) => {
    if (own.length > 0) shared = own;
    return failure(head, shared);
  });
  return fromLast.toReversed();
};

const bullet = /^ {2}● (.+)$/u;

/** `● suite › name`, indented text below; jest names no type for assertions and plain errors. */
export const whyJest: FailureReader = (lines) =>
  parts(
    lines,
    (line) => bullet.exec(line)?.[1] ?? null,
    (line) => /^\S/u.test(line),
  ).map(({ head, lines: own }) => {
    const bare = own.map((line) => line.replace(/^ {4}/u, ""));
    const first = bare.find((line) => line.trim() !== "") ?? "";
    const typed = /^\w*Error\b.*:|^thrown: /u.test(first);
    const compared = bare.some((line) => /^(?:Expected|Received)\b/u.test(line));
    const assertion = /^(?:expect|assert)[(.]/u.test(first) || (!typed && compared);
    const name = head.replaceAll(" › ", nested);
    return failure(name, assertion ? [asserted, ...bare] : bare);
  });

/** Below `n failing`: a number, the suites and the name in lines of their own, up to a colon. */
export const whyMocha: FailureReader = (lines) => {
  const start = lines.findIndex((line) => /^ {2}\d+ failing$/u.test(line));
  if (start < 0) return [];
  const numbered = /^ {2}\d+\) (.*)$/u;
  return parts(
    lines.slice(start + 1),
    (line) => numbered.exec(line)?.[1] ?? null,
    () => false,
  ).map(({ head, lines: own }) => {
    if (head.endsWith(":")) return failure(head.slice(0, -1), own);
    const last = own.findIndex((line) => line.endsWith(":"));
    const path = [head, ...own.slice(0, last + 1).map((line) => line.trim())];
    return failure(path.join(nested).replace(/:$/u, ""), own.slice(last + 1));
  });
};
