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
}

/** The line with a new head, which was read or made. */
export const movedTo = (line: Line, head: Sha): Line => ({
  ...line,
  head,
  heads: [head, ...line.heads].slice(0, headsMax),
  lost: false,
});
