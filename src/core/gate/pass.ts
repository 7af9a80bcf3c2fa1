// The pass: the only value that permits a merge. Only gate() makes one (see gate.ts).
import type { Brand, Sha } from "../kernel.ts";

/** Permits merging one pull request at one exact head onto one exact target head. */
export type Pass = Brand<
  {
    readonly pull: number;
    readonly head: Sha;
    /** The head of the target branch that the verified tree was built on. */
    readonly onto: Sha;
    readonly title: string;
  },
  "Pass"
>;
