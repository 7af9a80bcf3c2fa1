// One imaginary model: how often it is right on each task, and which answers it likes best.
import { chanceOf, type Chance } from "../book/chance.ts";

export interface World {
  /** Chance that one answer of the right form is right. */
  readonly accuracy: number;
  /** Shares of the forms of the right answer, in their order; they sum to 1. */
  readonly right: readonly number[];
  /** Shares of the wrong answers, in their order; they sum to 1, the favourite's is 1/2. */
  readonly wrong: readonly number[];
}

/**
 * Correlation of two answers to one task that comes from tasks being unequally hard: .1 spreads a
 * mean of .8 over .40 to .99 (5 % to 95 %: .56 to .96). See research on Beta-distributed p.
 */
const spread = 0.1;

/** How many answers a task has: forms of the right one, at least 1; wrong ones, at least 2. */
export interface Many {
  readonly forms: number;
  readonly wrong: number;
}

/** In how many forms, that no vote key sees to be one, a model writes what is right. */
export const forms = ["one", "several"] as const;
export type Forms = (typeof forms)[number];

/**
 * The worlds of one seed, a task each. Accuracies are the quantiles of a Beta distribution with
 * mean p, dealt to the tasks in an order of the seed's own: their mean is p in every seed.
 * @param p 0 < p < 1.
 */
export function worldsOf(
  p: number,
  seed: string | number,
  tasks: readonly Many[],
  written: Forms,
): World[] {
  const ranks = tasks
    .map((_, i) => ({ i, by: chanceOf(["rank", seed, i])("order") }))
    .sort((a, b) => a.by - b.by)
    .map(({ i }) => i);
  const quantiles = betaQuantiles(p, tasks.length);
  return tasks.map(({ forms, wrong }, i) => ({
    accuracy: quantiles[ranks.indexOf(i)] ?? p,
    right: usual(forms, written, chanceOf(["usual", seed, i])),
    wrong: led(wrong, 0.5, chanceOf(["favourite", seed, i])("answer")),
  }));
}

/** Of the tasks with several forms of the right answer, those in which a model writes more. */
const several = 1 / 3;

/**
 * One form is usual and holds all of the right answers; where more are written, on one task of
 * three, half to all of them, evenly drawn (3/4 on average).
 */
function usual(forms: number, written: Forms, chance: Chance): readonly number[] {
  if (forms === 1) return [1];
  const divided = written === "several" && chance("minds") < several;
  return led(forms, divided ? (1 + chance("share")) / 2 : 1, chance("form"));
}

/** Shares of `many` answers: one, by chance, has `share`, the others equal parts of the rest. */
function led(many: number, share: number, chance: number): readonly number[] {
  const leader = Math.floor(chance * many);
  const other = (1 - share) / (many - 1);
  return Array.from({ length: many }, (_, i) => (i === leader ? share : other));
}

const grid = 4000;

/** The middle quantiles of n equal parts of Beta(p(1−ρ)/ρ, (1−p)(1−ρ)/ρ), ascending. */
function betaQuantiles(p: number, n: number): readonly number[] {
  const a = (p * (1 - spread)) / spread;
  const b = ((1 - p) * (1 - spread)) / spread;
  const density = Array.from({ length: grid }, (_, i) => {
    const x = (i + 0.5) / grid;
    return Math.exp((a - 1) * Math.log(x) + (b - 1) * Math.log1p(-x));
  });
  const whole = density.reduce((sum, one) => sum + one, 0);
  const found: number[] = [];
  let below = 0;
  density.forEach((one, i) => {
    below += one / whole;
    while (found.length < n && below >= (found.length + 0.5) / n) found.push((i + 0.5) / grid);
  });
  return found;
}
