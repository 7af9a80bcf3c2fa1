// The words between whoever wants commands run on a tree and the sandbox that runs them.
import type { Tree } from "../tree.ts";

/** One verification: a tree, the command that judges it, and what it may use. */
export interface SandboxJob {
  readonly tree: Tree;
  /** Run by `/bin/sh -c` in a private copy of the tree. */
  readonly command: string;
  /** Run the same way before the command; the command runs only when it exits with 0. */
  readonly setup?: string | null;
  /** Wall time for setup and command together, in milliseconds. */
  readonly limitMs: number;
  /** Additional CI-like variables; never secrets. Names that could hold one are refused. */
  readonly env?: Readonly<Record<string, string>>;
}

export type SandboxOutcome =
  | {
      readonly kind: "finished";
      /** Exit code of the command, or 128 + the signal that ended it. */
      readonly code: number;
      /** Standard output and error in the order written; the first MiB of it. */
      readonly output: string;
      readonly ms: number;
    }
  | {
      readonly kind: "limit";
      readonly which: "wall" | "output" | "memory";
      readonly output: string;
      readonly ms: number;
    }
  /**
   * No verdict: the sandbox could not start, or was ended from outside. Says why in a sentence.
   * Lasting: this tree can never be put into it.
   */
  | { readonly kind: "unavailable"; readonly because: string; readonly lasting?: boolean };

/** The port: runs one job and says what became of it. Never rejects for what a job does. */
export interface Sandbox {
  run(job: SandboxJob): Promise<SandboxOutcome>;
}
