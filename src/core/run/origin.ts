// Where a sample comes from, by its number: model and stratum, and what its vote weighs.
import type { Started, Vote } from "./event.ts";

export interface Origin {
  /** 0 … 30: model and prompt variant. */
  readonly stratum: number;
  /** Above 0, at most 1. */
  readonly weight: number;
  /** Index, among the run's, of the model that answered. */
  readonly model: number;
}

type Terms = Pick<Started, "strata" | "models">;

const strataMax = 31;

const strataIn = ({ strata }: Terms): number => Math.max(1, Math.min(strataMax, strata));

/** Samples take turns in strata: number n belongs to the n-th one, counted round and round. */
const turnOf = (terms: Terms, n: number): number => n % strataIn(terms);

/** How often every stratum had its turn before a sample number. */
export const roundOf = (terms: Terms, n: number): number => Math.floor(n / strataIn(terms));

/** How many models the run draws from; 1 where its journal does not name them. */
export const modelsOf = ({ models }: Terms): number => models?.length ?? 1;

/** Index, among the run's, of the model that a sample number is drawn from while all work. */
export const modelOf = (terms: Terms, n: number): number => turnOf(terms, n) % modelsOf(terms);

/** The prompt variant of a sample number, 0 or more. */
export const variantOf = (terms: Terms, n: number): number =>
  Math.floor(turnOf(terms, n) / modelsOf(terms));

/** A vote belongs to the model that answered, where another stood in for its number's. */
export function originOf(terms: Terms, { n, model }: Pick<Vote, "n" | "model">): Origin {
  const turn = turnOf(terms, n);
  const { models } = terms;
  const own = turn % modelsOf(terms);
  const answered = model ?? own;
  if (models === undefined) return { stratum: turn, weight: 1, model: answered };
  const stratum = Math.min(turn - own + answered, strataMax - 1);
  return { stratum, weight: models[answered]?.weight ?? 1, model: answered };
}
