// The verdict on tests that are written before their code: on the base they must fail, and because
// the behaviour is not there yet.
import { carriedBy } from "../requirement/carried.ts";
import { endsIn, statusesOf } from "./names.ts";
import type { Report, Status } from "./reader.ts";
import type { Verdict } from "./verdict.ts";

export interface Expected {
  /** Ids of the acceptances whose tests were written; empty when the plan names none. */
  readonly accepts: readonly string[];
  /** Full names of the tests that the step's file holds, old ones included. */
  readonly names: readonly string[];
  /** What the unit's code is going to add: symbols and paths that the base does not have. */
  readonly absent: readonly string[];
}

/** A compiler's, loader's or runner's complaint, in whatever language. */
const complaint = new RegExp(
  "error|cannot|could not|unable|undefined|unresolved|undeclared|not (?:found|defined|declared)|" +
    "does not (?:provide|exist)|no (?:such|module|member|method|field|export)|uninitialized",
  "i",
);

/**
 * Passed: for each acceptance a test that carries its id failed on the base, or could not even be
 * loaded for want of what the unit's code adds; and every other test is as it was.
 * @param after the report of the base with the new tests, and the text it was read from.
 * @returns failed where the tests prove nothing, inconclusive where the base's report is unusable.
 */
export function redFirst(
  base: Report,
  after: Report & { readonly output: string },
  expected: Expected,
): Verdict {
  if (!base.complete) {
    return { kind: "inconclusive", because: "the base's test report cannot be read" };
  }
  const wanting = missingPart(after.output, expected.absent);
  const found = (name: string): readonly Status[] => statusesOf(after.tests, name);
  const unloaded = (name: string): boolean => found(name).length === 0 && wanting !== null;
  const own = (full: string): boolean => expected.names.some((name) => endsIn(full, name));
  const broken = [...base.tests].flatMap(([name, status]) => {
    const lost = status === "passed" && after.tests.get(name) !== "passed";
    return lost && !own(name) && !unloaded(name) ? [name] : [];
  });
  if (broken.length > 0) {
    return { kind: "failed", because: `it breaks ${broken[0] ?? ""}`, tests: broken };
  }
  if (!after.complete && wanting === null) {
    return { kind: "failed", because: "its tests do not run at all", tests: [] };
  }
  const red = (name: string): boolean => found(name).includes("failed") || unloaded(name);
  const reds = expected.names.filter(red);
  const idle = expected.accepts.filter((id) => !reds.some((n) => carriedBy(n).includes(id)));
  if (idle.length > 0) {
    const because = `no test of ${idle.join(", ")} fails without the code: it would prove nothing`;
    return { kind: "failed", because, tests: [] };
  }
  if (reds.length > 0) return { kind: "passed" };
  return { kind: "failed", because: "no test fails without the code", tests: [] };
}

/** The line that complains about something the unit's code adds; null when none does. */
function missingPart(output: string, absent: readonly string[]): string | null {
  for (const line of output.split("\n")) {
    if (!complaint.test(line)) continue;
    if (absent.some((part) => holdsWord(line, part))) return line;
  }
  return null;
}

function holdsWord(line: string, part: string): boolean {
  const at = line.indexOf(part);
  if (at < 0 || part === "") return false;
  const around = [line[at - 1] ?? " ", line[at + part.length] ?? " "];
  return around.every((char) => !/[\w$]/.test(char));
}
