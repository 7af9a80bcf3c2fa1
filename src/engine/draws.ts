// How each sample is drawn: model, prompt variant, temperature, seed and marker, by its number.
import { nonceOf } from "../core/agent/nonce.ts";
import type { Draw } from "../core/agent/prompt.ts";
import { variants } from "../core/agent/style.ts";
import { pollKey } from "../core/run/action.ts";
import type { Poll } from "../core/run/event.ts";
import type { Run } from "../core/run/state.ts";

/** Strata that samples take turns in: models × prompt variants, at most 31. */
export const strataOf = (models: number): number => Math.min(31, models * variants);

/** Temperatures taken in turn, so that samples do not copy each other (mdap.md §6.2). */
const temperatures = [0.2, 0.4, 0.6, 0.8] as const;

export function drawFor(run: Run, poll: Poll, n: number, models: number): Draw {
  const turn = n % Math.max(1, run.started.strata);
  return {
    model: turn % models,
    variant: Math.floor(turn / models) % variants,
    temperature: temperatures[n % temperatures.length] ?? 0.2,
    seed: seedOf(`${run.started.seed}/${pollKey(poll)}/${n}`),
  };
}

/** A whole number in 0 … 2^31 - 1, as model servers take for a seed. */
function seedOf(key: string): number {
  let seed = 0;
  for (const char of nonceOf("draw", key)) seed = (seed * 36 + parseInt(char, 36)) % 0x7fffffff;
  return seed;
}

/** The marker of the prompt of one sample. */
export const nonceFor = (run: Run, poll: Poll, n: number): string =>
  nonceOf(run.started.seed, `${pollKey(poll)}/${n}`);
