// What a red flag is: why a sample does not count, or why a winner needs a second look.
import type { Severity } from "../config/red-flags.ts";
import type { Edit } from "../patch/edit.ts";
import type { Span } from "../patch/place.ts";
import type { ParsedText, Syntax } from "../patch/syntax.ts";
import type { Step } from "../plan/plan.ts";
import type { Change, Tree } from "../tree.ts";

/** A change of one step as the rules see it: trees before and after, and the edit behind it. */
export interface Reading {
  readonly step: Step;
  readonly before: Tree;
  readonly after: Tree;
  readonly changes: readonly Change[];
  readonly edit: Extract<Edit, { readonly kind: "edit" }>;
  /** The replaced and the new text of the step's place, without imports. */
  readonly oldText: string;
  readonly newText: string;
  /** Where those stand in the step's file before and after. */
  readonly oldSpan: Span;
  readonly newSpan: Span;
  /** The step's file; null where there is none or no grammar fits. */
  readonly oldParsed: ParsedText | null;
  readonly newParsed: ParsedText | null;
  readonly syntax: Syntax;
  /** The most changed lines that need no person. */
  readonly patchLinesMax: number;
  /** Null where a text that was counted before is only read again. */
  readonly whole: Whole | null;
}

/** What is known beyond the step. */
export interface Whole {
  /** Issue, requirements and tasks: what code may well repeat. */
  readonly words: string;
  /** Files that some step of the plan writes, there already or not yet. */
  readonly planned: ReadonlySet<string>;
  /** The tree before the first step of the unit. */
  readonly base: Tree;
}

export interface RedFlag {
  readonly id: string;
  readonly severity: Severity;
  /** When it is raised, for the documentation. */
  readonly rule: string;
  /** What a person is told when it was raised. */
  readonly explain: string;
  /** A sentence when the rule is broken, else null; absent where the answer itself shows it. */
  readonly raised?: (reading: Reading) => string | null;
}

export interface Flagged {
  readonly id: string;
  readonly severity: Severity;
  /** At most 300 characters; may quote the answer. */
  readonly detail: string;
}
