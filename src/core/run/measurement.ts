// What the settings' commands measured: with a unit, and on the finished line.
import type { Sha } from "../kernel.ts";
import type { Reading } from "../requirement/measured.ts";

/** With a unit, on the line's head that it was verified on. */
export interface Measurement {
  readonly onto: Sha;
  /** Digest of the tree that was measured; absent in older journals. */
  readonly tree?: string;
  readonly found: readonly Reading[];
}

/** On the line itself. */
export interface LineMeasurement {
  readonly head: Sha;
  readonly found: readonly Reading[];
  /** Who let missed bars pass there; null: nobody did. */
  readonly passedBy: string | null;
}
