// What a run is frozen with that ended runs taught: its models and how hard steps were.
import type { Step } from "../plan/plan.ts";
import type { Caution } from "../vote/caution.ts";
import type { Mixture } from "../vote/odds.ts";

/** A model as a run uses it from its start to its end. */
export interface ModelTerm {
  /** As the operator's settings call it. */
  readonly name: string;
  /** What its votes weigh beside the best one's: above 0, at most 1, a multiple of 1/1024. */
  readonly weight: number;
}

/** What winners must be sure of, by the kind of step. */
export type Cautions = { readonly [K in Step["kind"]]?: Caution };

/** What ended runs taught, frozen when a run starts. */
export interface Experience {
  /** How many runs. */
  readonly runs: number;
  /** How hard steps are, by their kind. */
  readonly mixtures: Readonly<Record<Step["kind"], Mixture>>;
  /**
   * By the kind of step, at index n how many elections took n samples before they ended; absent
   * before enough ended under the same settings.
   */
  readonly samples?: { readonly [K in Step["kind"]]?: readonly number[] };
  /** In older journals, where nothing was doubted before enough elections had ended. */
  readonly cautions?: Cautions;
  /** Share of samples without a red flag, above 0. */
  readonly validShare: number;
  /** Mean cost of one sample for a step, in millionths of a dollar. */
  readonly microUsdPerSample: number;
}
