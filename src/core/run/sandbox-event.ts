// Facts about what was run in the sandbox for a unit: verifications, measures, probes of a runoff.
import type { Instant, Sha } from "../kernel.ts";
import type { Reading } from "../requirement/measured.ts";
import type { Doubt } from "../verify/doubt.ts";

export type SandboxEvent =
  /** A class of a unit's step, or a rebuilt unit (`class` null), was verified on a tree. */
  | {
      readonly kind: "verified";
      readonly at: Instant;
      readonly unit: number;
      readonly attempt: number;
      /** Absent in older journals: the last one. */
      readonly step?: number;
      readonly class: string | null;
      /** The commit that the tree was built on. */
      readonly onto: Sha;
      readonly verdict: "passed" | "failed" | "inconclusive";
      readonly because: string;
      readonly tests: number;
      /** With `passed`: names of the unit's own new tests, and how often each passed. */
      readonly own?: { readonly names: readonly string[]; readonly runs: number };
      /** With `failed`: what speaks against the tests that its step of the unit wrote. */
      readonly doubt?: Doubt & { readonly step: number };
    }
  /** The settings' commands were run for the numbers that the unit must show, on its tree. */
  | {
      readonly kind: "measured";
      readonly at: Instant;
      readonly unit: number;
      readonly attempt: number;
      /** The commit that the tree was built on. */
      readonly onto: Sha;
      /** Digest of the tree that was measured; absent in older journals. */
      readonly tree?: string;
      readonly found: readonly Reading[];
    }
  /** The same on the finished line, before it is proposed to the base branch. */
  | {
      readonly kind: "lineMeasured";
      readonly at: Instant;
      readonly head: Sha;
      readonly found: readonly Reading[];
    }
  /** A probe of a runoff was run on each of the competing answers. */
  | {
      readonly kind: "probed";
      readonly at: Instant;
      readonly unit: number;
      readonly attempt: number;
      readonly step: number;
      /** The probe's sample number. */
      readonly n: number;
      readonly passedBy: readonly string[];
      readonly failedBy: readonly string[];
    };
