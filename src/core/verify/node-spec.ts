// Reads `node --test` with its spec reporter, whose raw test output could imitate its own lines.
import { collect, type Reader, type Status } from "./reader.ts";

const line =
  /^( *)([✔✖﹣⚠▶]) (.*?)(?: \(\d+(?:\.\d+)?ms\))?(?: # (SKIP|TODO|EXPECTED FAILURE).*)?$/u;
const keys = ["tests", "suites", "pass", "fail", "cancelled", "skipped", "todo"] as const;

/**
 * A suite opens with `▶`, its tests follow deeper, and it closes with its own mark. The reporter
 * passes on what tests print, so marks are believed only where a line starts with one, and only
 * when all lines together are as many as the one summary at the end counts.
 */
export const readNodeSpec: Reader = (lines) => {
  const summaries = lines.flatMap((text, index) => (/^ℹ tests \d+$/u.test(text) ? [index] : []));
  const end = summaries.at(-1);
  if (end === undefined) return null;
  const summary = readSummary(lines, end);
  const found = collect();
  const open: string[] = [];
  let closed = 0;
  let torn = summaries.length !== 1;
  let closedFailed = false;
  for (const text of lines.slice(0, end)) {
    const match = line.exec(text);
    if (!match) {
      torn ||= /[✔✖﹣▶]/u.test(text);
      continue;
    }
    const [, indent = "", mark = "", name = "", directive] = match;
    const depth = indent.length / 2;
    if (depth > open.length || !Number.isInteger(depth)) {
      torn = true;
    } else if (mark === "▶") {
      torn ||= depth !== open.length;
      open.push(name);
    } else if (depth === open.length - 1 && open.at(-1) === name) {
      open.pop();
      closed += 1;
      closedFailed ||= mark === "✖";
    } else {
      torn ||= depth !== open.length;
      found.add([...open.slice(0, depth), name], statusOf(mark, directive));
    }
  }
  const total = found.tests.size + closed;
  const failed = found.counts.failed > 0 || closedFailed;
  const agrees =
    summary !== null &&
    total === summary.tests + summary.suites &&
    failed === summary.fail + summary.cancelled > 0;
  return {
    runner: "node-spec",
    tests: found.tests,
    complete: agrees && !torn && open.length === 0,
  };
};

function statusOf(mark: string, directive: string | undefined): Status {
  if (directive !== undefined || mark === "﹣" || mark === "⚠") return "skipped";
  return mark === "✔" ? "passed" : "failed";
}

/** The seven counts in their order, closed by the duration; null when any is missing. */
function readSummary(lines: readonly string[], from: number) {
  const counts = keys.map((key, offset) => {
    const match = /^ℹ (\w+) (\d+)$/u.exec(lines[from + offset] ?? "");
    return match?.[1] === key ? Number(match[2]) : null;
  });
  const [tests, suites, , fail, cancelled] = counts;
  const timed = /^ℹ duration_ms \d/u.test(lines[from + keys.length] ?? "");
  if (!timed || counts.includes(null)) return null;
  return { tests: tests ?? 0, suites: suites ?? 0, fail: fail ?? 0, cancelled: cancelled ?? 0 };
}
