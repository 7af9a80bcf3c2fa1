// Shares with their confidence intervals, and the interval that a prediction allows.
import { shareAtLeast } from "../core/vote/share.ts";

export interface Share {
  readonly count: number;
  readonly of: number;
  readonly share: number;
  /** Clopper–Pearson, 95 %, two-sided. */
  readonly low: number;
  readonly high: number;
}

const side = 0.975;

/** @param of at least 1. */
export const shareOf = (count: number, of: number): Share => ({
  count,
  of,
  share: count / of,
  low: shareAtLeast(count, of, side),
  high: 1 - shareAtLeast(of - count, of, side),
});

export interface Mean {
  readonly mean: number;
  /** The normal interval of 95 % of a mean; both are the mean itself where there is one number. */
  readonly low: number;
  readonly high: number;
}

/** @param numbers at least one, of decisions that are independent of each other. */
export function meanOf(numbers: readonly number[]): Mean {
  const { length } = numbers;
  const mean = numbers.reduce((sum, n) => sum + n, 0) / length;
  const squares = numbers.reduce((sum, n) => sum + (n - mean) ** 2, 0);
  const half = length > 1 ? 1.96 * Math.sqrt(squares / (length - 1) / length) : 0;
  return { mean, low: mean - half, high: mean + half };
}

export const times = ({ mean, low, high }: Mean, factor: number): Mean => ({
  mean: mean * factor,
  low: low * factor,
  high: high * factor,
});

export interface Predicted {
  /** Mean chance of error of the decisions that were merged. */
  readonly mean: number;
  /** Of 100 such sets of decisions 95 have at least and at most this share of errors. */
  readonly low: number;
  readonly high: number;
}

/**
 * How many errors independent decisions should show; null where nothing was predicted.
 * @param errors a chance for each, 0 … 1.
 */
export function predictedOf(errors: readonly number[]): Predicted | null {
  if (errors.length === 0) return null;
  let chances: readonly number[] = [1];
  for (const error of errors) {
    const next = Array.from({ length: chances.length + 1 }, () => 0);
    chances.forEach((chance, n) => {
      next[n] = (next[n] ?? 0) + chance * (1 - error);
      next[n + 1] = (next[n + 1] ?? 0) + chance * error;
    });
    chances = next;
  }
  const total = errors.length;
  const mean = errors.reduce((sum, error) => sum + error, 0) / total;
  const low = quantile(chances, 1 - side) / total;
  return { mean, low, high: quantile(chances, side) / total };
}

function quantile(chances: readonly number[], wanted: number): number {
  let below = 0;
  const place = chances.findIndex((chance) => (below += chance) >= wanted);
  return place < 0 ? chances.length - 1 : place;
}
