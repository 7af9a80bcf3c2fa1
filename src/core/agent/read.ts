// Opens an answer to a step: a vote for a class with the change behind it, or a spoiled sample.
import type { Switches } from "../config/red-flags.ts";
import { no, ok, type Result } from "../kernel.ts";
import { applyEdit, type Applied } from "../patch/apply.ts";
import { baseHash } from "../patch/base.ts";
import type { Edit } from "../patch/edit.ts";
import { readEdit } from "../patch/format.ts";
import { voteKey } from "../patch/key.ts";
import { parsedAt } from "../patch/place.ts";
import type { Syntax } from "../patch/syntax.ts";
import type { Step } from "../plan/plan.ts";
import type { Flagged, Reading, Whole } from "../redflag/flag.ts";
import { judge } from "../redflag/judge.ts";
import { textAt, withChanges, type Change, type Tree } from "../tree.ts";
import { spoiled, wholeText, type Answered, type Spoiled } from "./opened.ts";
import type { Prompt } from "./prompt.ts";

/** What an answer is read against. */
export interface SampleFor {
  readonly sample: Answered;
  readonly prompt: Prompt;
  /** What the answer's first line must name. */
  readonly stepId: string;
  readonly step: Step;
  /** The base with the earlier winners of the unit. */
  readonly tree: Tree;
  readonly syntax: Syntax;
  readonly limits: { readonly patchLinesMax: number };
  /** What the repository makes of red flags; absent: nothing else than they are. */
  readonly switches?: Switches;
  /** What is known beyond the step; absent where a text is only read again. */
  readonly whole?: Whole | null;
  /** Whether a spoiled answer is keyed too, so that its flag can be judged. */
  readonly shadow?: boolean;
}

export interface ValidSample {
  readonly kind: "valid";
  /** A vote key, or `no change`. */
  readonly class: string;
  /** Empty for the class `no change`. */
  readonly changes: readonly Change[];
  /** Flags that do not spoil. */
  readonly flags: readonly Flagged[];
}

/** The class of an answer that leaves the place as it is, in so many words or in fact. */
export const noChange = "no change";

/**
 * Pure and total: any text gives a value. What is off is spoiled, never repaired: an answer
 * that is refused, cut off, too long or not in the form, does not apply exactly, or raises a
 * red flag on the tree it makes.
 */
export function readSample(input: SampleFor): ValidSample | Spoiled {
  const { sample, prompt, stepId, step, tree, syntax } = input;
  const text = wholeText(sample, prompt);
  if (!text.ok) return text.error;
  const echo = { stepId, baseHash: baseHash(tree, step, syntax) };
  const edit = readEdit(text.value, prompt.nonce, echo);
  if (!edit.ok) return spoiled("format", edit.error.because);
  if (edit.value.kind === "cannot do") return spoiled("declined", edit.value.summary);
  if (edit.value.kind === "no change") return unchanged([]);
  const read = readingOf(input, edit.value);
  if (!read.ok) return read.error;
  const flags = judge(read.value, input.switches);
  const [first, ...more] = flags.filter((flag) => flag.severity === "spoil");
  if (first) {
    const detail = [first, ...more]
      .map((flag) => flag.detail)
      .join("; ")
      .slice(0, 300);
    const ids = [first.id, ...more.map((flag) => flag.id)] as const;
    const shadow = input.shadow === true ? { shadow: classOf(input, read.value.changes) } : {};
    return { kind: "spoiled", flags: ids, detail, ...shadow };
  }
  const { changes } = read.value;
  const name = classOf(input, changes);
  return name === noChange ? unchanged(flags) : { kind: "valid", class: name, changes, flags };
}

/** The class that a change votes for, or would vote for if nothing had spoiled it. */
function classOf({ tree, step, syntax }: SampleFor, changes: readonly Change[]): string {
  const key = voteKey(tree, changes, step, syntax);
  const same = tree.has(step.target.path) && key === voteKey(tree, [], step, syntax);
  return same ? noChange : key;
}

const unchanged = (flags: readonly Flagged[]): ValidSample => ({
  kind: "valid",
  class: noChange,
  changes: [],
  flags,
});

function readingOf(
  { step, tree, syntax, limits, whole = null }: SampleFor,
  edit: Extract<Edit, { readonly kind: "edit" }>,
): Result<Reading, Spoiled> {
  const applied = applyEdit(tree, step, edit, syntax);
  if (!applied.ok) return no(spoiled("format", applied.error.because));
  const { changes, old: oldSpan, new: newSpan }: Applied = applied.value;
  const after = withChanges(tree, changes);
  const { path } = step.target;
  const slice = (of: Tree, span: typeof oldSpan): string =>
    (textAt(of, path) ?? "").slice(span.start, span.end);
  return ok({
    step,
    before: tree,
    after,
    changes,
    edit,
    oldText: slice(tree, oldSpan),
    newText: slice(after, newSpan),
    oldSpan,
    newSpan,
    oldParsed: parsedAt(tree, path, syntax),
    newParsed: parsedAt(after, path, syntax),
    syntax,
    patchLinesMax: limits.patchLinesMax,
    whole,
  });
}
