// Why a test failed, as its runner's words tell it.
import { complaintOf, type Complaint } from "./complaint.ts";
import { asserted } from "./failure.ts";

export type Cause = (
  | { readonly kind: "assertion" }
  | { readonly kind: "timeout" }
  /** An error, what it complains about, and the files in its stack, as the stack names them. */
  | {
      readonly kind: "error";
      readonly complaint: Complaint | null;
      readonly frames: readonly string[];
    }
  /** The report does not say. */
  | { readonly kind: "untold" }
) & {
  /** What was seen, in the runner's words: one line of at most 200 characters. */
  readonly seen: string;
};

const types =
  "\\w*(?:Assert|Expectation(?:NotMet|Failed)|MultipleFailures)\\w*|ComparisonFailure|Failed";
const assertion = new RegExp(
  `^(?:[\\w$]+[.\\\\])*(?:${types})(?: \\[\\w+\\])?(?::|$)|^assert |^\\w*Error: Snapshot `,
  "u",
);
const timeout = /\btimed out\b|\btimeout of \d|\bExceeded timeout of\b|^Failed: Timeout\b/iu;
const program = /^(?:Error: Command failed: |subprocess\.CalledProcessError: )/u;
const property = /^(?:\w*Error: )?Property failed after \d+ tests?/u;
const inner = /^\s*(?:Got|Cause:|\[cause\]:) (?<error>\w*(?:Error|Exception)\b.*)$/gmu;

/**
 * The cause that a failure's text shows. Only its first line says what kind of error it was: the
 * message of an assertion may hold anything.
 */
export function causeOf(text: string): Cause {
  if (text === "" || text === "'test failed'" || text === "test failed") {
    return { kind: "untold", seen: "" };
  }
  if (text.startsWith(asserted.trim())) return ofAssertion(text.slice(asserted.length).trim());
  const first = text.split("\n", 1)[0] ?? "";
  const seen = short(first);
  if (property.test(first)) {
    const errors = [...text.matchAll(inner)].map(({ groups }) => groups?.["error"] ?? "");
    // A property inside a property says nothing: each would be asked for the same error again.
    const error = errors.find((one) => !property.test(one));
    return error === undefined ? { kind: "assertion", seen } : causeOf(`${error}\n${text}`);
  }
  if (timeout.test(first) && !/Assert/u.test(first)) return { kind: "timeout", seen };
  if (assertion.test(first)) return { kind: "assertion", seen };
  if (program.test(first)) return ofProgram(text, seen);
  return { kind: "error", complaint: complaintOf(first), frames: framesIn(text), seen };
}

/** A program that a test runs answers for the code, unless it is not there itself. */
function ofProgram(text: string, seen: string): Cause {
  const complaints = text.split("\n").map(complaintOf);
  const complaint = complaints.find((one) => one?.kind === "module");
  if (!complaint) return { kind: "assertion", seen };
  return { kind: "error", complaint, frames: framesIn(text), seen };
}

/** Where a runner calls everything an assertion, a file that is not there still is none. */
function ofAssertion(text: string): Cause {
  const lines = text.split("\n");
  const first = lines.find((line) => line.trim() !== "") ?? "";
  const seen = short(first);
  const lost = lines.slice(0, 3).map(complaintOf);
  const complaint = lost.find((one) => one?.kind === "file");
  return complaint ? { kind: "error", complaint, frames: [], seen } : { kind: "assertion", seen };
}

/** Looked for where a word begins, so that a long word is not tried from each of its letters. */
const frame = /(?<![\w./@+-])((?:[\w.@+-]*\/)*[\w.@+-]+\.\w{1,5})(?::\d+|", line \d+)/gu;

/** The files that a stack names with a line, each once. */
function framesIn(text: string): readonly string[] {
  const stack = text.slice(text.indexOf("\n") + 1);
  return [...new Set([...stack.matchAll(frame)].map(([, file = ""]) => file))];
}

const seenMax = 200;

const short = (text: string): string => text.trim().replace(/\s+/gu, " ").slice(0, seenMax);
