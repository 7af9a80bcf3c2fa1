// Reads rspec's documentation format: groups by indentation, and a sum at the end.
import { collect, numberIn, onlyMatch, type Reader, type Status } from "./reader.ts";

const summary = /^(\d+) examples?, (\d+) failures?(?:, (\d+) pending)?(?:, \d+ errors? .*)?$/u;
const line = /^((?: {2})*)(\S.*?)(?: \((FAILED - \d+|PENDING: .*)\))?$/u;

interface Entry {
  readonly depth: number;
  readonly name: string;
  readonly mark: string | undefined;
}

/**
 * An entry with a deeper one below it is a group, any other an example. Outermost groups follow an
 * empty line; other lines without indentation were printed by tests, and an indented one that was
 * printed is one entry too many.
 */
export const readRspec: Reader = (lines) => {
  const sum = onlyMatch(lines, summary);
  const end = lines.findIndex((text) => /^(?:Pending:|Failures:|Finished in )/u.test(text));
  if (!sum || end === -1) return null;
  const found = collect();
  const entries = entriesOf(lines.slice(0, end));
  let path: string[] = [];
  for (const [i, { depth, name, mark }] of entries.entries()) {
    path = path.slice(0, depth);
    if ((entries[i + 1]?.depth ?? 0) > depth) path.push(name);
    else if (depth > 0) found.add([...path, name], statusOf(mark));
  }
  const complete =
    found.tests.size === numberIn(sum.match) &&
    found.counts.failed === numberIn(sum.match, 2) &&
    found.counts.skipped === numberIn(sum.match, 3);
  return { runner: "rspec", tests: found.tests, complete };
};

function entriesOf(lines: readonly string[]): readonly Entry[] {
  return lines.flatMap((text, i) => {
    const [, indent = "", name, mark] = line.exec(text) ?? [];
    const outermost = (lines[i - 1] ?? "") === "";
    if (name === undefined || (indent === "" && !outermost)) return [];
    return [{ depth: indent.length / 2, name, mark }];
  });
}

function statusOf(mark: string | undefined): Status {
  if (mark === undefined) return "passed";
  return mark.startsWith("PENDING") ? "skipped" : "failed";
}
