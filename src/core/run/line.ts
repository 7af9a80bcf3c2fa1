// The branch that units are merged into, and the heads that it is known to have had.
import type { Instant, Sha } from "../kernel.ts";

const headsMax = 64;

/** The integration branch, or the base branch when units merge straight into it. */
export interface Line {
  readonly name: string;
  /** When it was opened or created again; 0 before. */
  readonly openedAt: Instant;
  readonly head: Sha | null;
  /** Known heads, newest first, at most 64: a read that shows an older one lags. */
  readonly heads: readonly Sha[];
  readonly lost: boolean;
  /** Heads that somebody else moved it to, but for merges of units: at most 64. */
  readonly foreign: readonly Sha[];
}

/** The line with a new head, which was read or made. */
export const movedTo = (line: Line, head: Sha): Line => ({
  ...line,
  head,
  heads: [head, ...line.heads].slice(0, headsMax),
  lost: false,
});

/** The line where somebody else has moved it to. */
export const movedBy = (line: Line, head: Sha): Line => ({
  ...movedTo(line, head),
  foreign: [head, ...line.foreign].slice(0, headsMax),
});

/** The line after a merge of ours, and after whatever somebody else has put on top of it. */
export function mergedInto(line: Line, commit: Sha, head: Sha): Line {
  const known = line.heads.includes(head);
  const foreign = line.foreign.filter((one) => one !== commit);
  if (known) return { ...line, foreign };
  const own = { ...line, foreign };
  return head === commit ? movedTo(own, head) : movedBy(own, head);
}
