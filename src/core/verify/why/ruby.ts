// Why tests of rspec and minitest failed.
import { nested } from "../reader.ts";
import { asserted, failure, parts, type FailureReader } from "./failure.ts";

const numbered = /^ +\d+\) (\S.*)$/u;

/** Below `Failures:` the source, then the type of an error in a line of its own. */
export const whyRspec: FailureReader = (lines) => {
  const start = lines.indexOf("Failures:");
  if (start < 0) return [];
  return parts(
    lines.slice(start + 1),
    (line) => numbered.exec(line)?.[1] ?? null,
    (line) => line.startsWith("Finished in "),
  ).map(({ head, lines: own }) => {
    const words = own.map((line) => line.trim());
    const at = words.findIndex((line) => /^[A-Z]\w*(?:::\w+)*:$/u.test(line));
    const type = words[at] ?? "";
    const below = words.slice(at + 1);
    const error = [`${type} ${below[0] ?? ""}`, ...below.slice(1)];
    const assertion = at < 0 || type.includes("ExpectationNotMet");
    const said = words.filter((line) => !line.startsWith("Failure/Error: "));
    return failure(head, assertion ? [asserted, ...said] : error);
  });
};

const named = /^(\S.*?)#(\S.*?)(?: \[.*\])?:$/u;

/** Each is a Failure, which asserts, or an Error, which does not. */
export const whyMinitest: FailureReader = (lines) =>
  parts(
    lines,
    (line, i) => {
      const [, word] = /^ +\d+\) (Failure|Error):$/u.exec(lines[i - 1] ?? "") ?? [];
      const [, group = "", name = ""] = word === undefined ? [] : (named.exec(line) ?? []);
      if (word === undefined || group === "") return null;
      const path = [...group.split("::"), name.replace(/^test_\d{4}_/u, "")];
      return { test: path.join(nested), word };
    },
    (line) => /^ +\d+\) \w+:$|^\d+ runs, /u.test(line),
  ).map(({ head, lines: own }) =>
    failure(head.test, head.word === "Failure" ? [asserted, ...own] : own),
  );
