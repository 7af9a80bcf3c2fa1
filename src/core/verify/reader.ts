// What a reader of one runner's output gives back, and the collecting that all readers share.

export type Status = "passed" | "failed" | "skipped";

export type Runner =
  | "node-spec"
  | "tap"
  | "vitest"
  | "jest"
  | "mocha"
  | "pytest"
  | "unittest"
  | "go"
  | "cargo"
  | "surefire"
  | "junit"
  | "rspec"
  | "minitest"
  | "ctest"
  | "unknown";

/** The named tests of one run of a test command. */
export interface Report {
  readonly runner: Runner;
  /** Full name (`suite > name`) to status; a name seen again gets ` #2`, ` #3`, … in order. */
  readonly tests: ReadonlyMap<string, Status>;
  /** The report ends as its runner ends it, and its own counts agree with the tests read. */
  readonly complete: boolean;
}

/**
 * Reads the lines of one runner; null when they do not carry that runner's own summary.
 * @param lines what was printed, lines that are too long to name a test made empty of it: a pattern
 * never sees more than `lineMax` characters.
 * @param whole the same lines as they are, for formats that are no patterns.
 */
export type Reader = (lines: readonly string[], whole: readonly string[]) => Report | null;

/** Characters; a longer line names no test. */
export const lineMax = 500;

/** What joins suite and test in a full name. */
export const nested = " > ";

/** Lines without terminal colours; a lone carriage return stays, so that it cannot hide text. */
export function plainLines(output: string): readonly string[] {
  return output.replace(/\u001b\[[0-9;]*[A-Za-z]/gu, "").split(/\r?\n/u);
}

/** The lines that patterns may see; one that is too long becomes an ellipsis. */
export const shortLines = (lines: readonly string[]): readonly string[] =>
  lines.map((text) => (text.length > lineMax ? "…" : text));

/** Collects statuses by name and counts them. */
export function collect() {
  const tests = new Map<string, Status>();
  const times = new Map<string, number>();
  const counts = { passed: 0, failed: 0, skipped: 0 };
  return {
    tests,
    counts,
    add(path: readonly string[], status: Status): void {
      const name = path.join(nested);
      const time = (times.get(name) ?? 0) + 1;
      times.set(name, time);
      tests.set(time === 1 ? name : `${name} #${time}`, status);
      counts[status] += 1;
    },
  };
}

/** The one match of a pattern among lines, with its index; null when there is none or several. */
export function onlyMatch(lines: readonly string[], pattern: RegExp) {
  const hits = lines.flatMap((line, index) => {
    const match = pattern.exec(line);
    return match ? [{ index, match }] : [];
  });
  const [hit] = hits;
  return hits.length === 1 && hit ? hit : null;
}

/** The number in a capture group; 0 when the group is absent. */
export const numberIn = (match: RegExpExecArray | null | undefined, group = 1): number =>
  Number(match?.[group] ?? 0);
