// What a microagent answers to a step, once its text was read.

/** One exact replacement inside a very long symbol. */
export interface Hunk {
  readonly search: string;
  readonly replace: string;
}

export interface ImportLine {
  readonly op: "add" | "remove";
  /** One whole import statement. */
  readonly statement: string;
}

/** How the new text is given. */
export type Body =
  | { readonly kind: "whole"; readonly text: string }
  | { readonly kind: "hunks"; readonly hunks: readonly Hunk[] };

export type Edit =
  | {
      readonly kind: "edit";
      readonly summary: string;
      readonly imports: readonly ImportLine[];
      readonly body: Body;
    }
  /** The place already does what the task wants. */
  | { readonly kind: "no change"; readonly summary: string }
  /** The task cannot be done in this place; the way out that keeps models honest. */
  | { readonly kind: "cannot do"; readonly summary: string };

/** What the answer must echo. */
export interface Echo {
  readonly stepId: string;
  /** First 12 hex digits of the SHA-256 of the old text. */
  readonly baseHash: string;
}
