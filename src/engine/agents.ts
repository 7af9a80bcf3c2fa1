// What the engine asks the pure rooms for: prompts, opened samples, and the patch of elected texts.
import type { Result } from "../core/kernel.ts";
import type { Change, Tree } from "../core/tree.ts";
import type { Draw, Prompt, Sample } from "../core/agent/prompt.ts";
import type { Locating, Poll, Vote } from "../core/run/event.ts";
import type { Run, Won } from "../core/run/state.ts";

/** One sample that is to be drawn. */
export interface Question {
  readonly run: Run;
  readonly poll: Poll;
  readonly n: number;
  /** The base tree with the earlier winners of the unit; empty for a run without a repository. */
  readonly tree: Tree;
  /** The same without those winners; absent where there are none. */
  readonly base?: Tree;
}

/** A text that is to be turned into files: which step wrote it, and with which sample's marker. */
export interface Written {
  readonly attempt: number;
  readonly texts: readonly Pick<Won, "text" | "n">[];
}

/** The tests of a probe, and the tree of each competing answer with them. */
export interface Probing {
  readonly names: readonly string[];
  readonly trees: readonly { readonly class: string; readonly tree: Tree }[];
}

export interface Surveyed {
  readonly options: readonly string[];
  readonly unread?: number;
}

export interface Agents {
  prompt(question: Question): Promise<Prompt>;
  draw(question: Question): Draw;
  /**
   * Places of the base tree that agents choose from before they plan; none where everything can
   * be shown. With them how many files nobody reads, since all of them are too much.
   */
  survey(run: Run, of: Locating, tree: Tree): Promise<Surveyed>;
  /** Total: any answer becomes a vote, valid or spoiled. */
  open(question: Question, prompt: Prompt, sample: Opened): Vote;
  /**
   * The changes that a unit's texts make to a tree, in step order; an error when they no longer
   * fit.
   */
  apply(run: Run, unit: number, written: Written, tree: Tree): Result<readonly Change[], string>;
  /** What running a probe of a runoff needs; null when the probe cannot be read again. */
  probe(question: Question): Probing | null;
  /** Full names of the tests that the changes of the unit's test steps contain. */
  tests(run: Run, unit: number, changes: readonly Change[]): readonly string[];
}

/** Samples that say something; a faltered one never reaches an agent. */
export type Opened = Exclude<Sample, { readonly kind: "faltered" }>;
