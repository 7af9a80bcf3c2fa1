// How each sample is drawn: model, prompt variant, temperature, seed and marker, by its number.
import { nonceOf } from "../core/agent/nonce.ts";
import type { Draw } from "../core/agent/prompt.ts";
import { variants } from "../core/agent/style.ts";
import { keyOf, pollKey } from "../core/run/action.ts";
import type { Poll, Started } from "../core/run/event.ts";
import { modelOf, modelsOf, roundOf, variantOf } from "../core/run/origin.ts";
import type { Run } from "../core/run/state.ts";
import { Faltered } from "./ports.ts";

/** Strata that samples take turns in: models × prompt variants, at most 31. */
export const strataOf = (models: number): number => Math.min(31, models * variants);

/**
 * A ladder that each model climbs in its own samples, so that they do not copy each other (mdap.md
 * §6.2). Each round through the strata begins one rung higher: no model and no prompt variant is
 * tied to a temperature.
 */
const temperatures = [0.2, 0.4, 0.6, 0.8] as const;

/** Falters of a model at one sample after which the next model is asked for it. */
const patience = 2;

/**
 * The number's own model, or the next one after it that works: when this sample faltered twice,
 * when a person has to act before the model can be used, or when it is not configured any more.
 * @param names the configured models. Throws Faltered, lasting, when none of the run's is among
 * them.
 */
export function drawFor(run: Run, poll: Poll, n: number, names: readonly string[]): Draw {
  const terms = termsOf(run.started, names);
  const own = modelOf(terms, n);
  const asked = standIn(run, poll, n, own, terms, names);
  return {
    model: names.indexOf(terms.models[asked]?.name ?? ""),
    ...(asked === own ? {} : { standIn: asked }),
    variant: variantFor(run, n, names),
    temperature:
      temperatures[(variantOf(terms, n) + roundOf(terms, n)) % temperatures.length] ?? 0.2,
    seed: seedOf(`${run.started.seed}/${pollKey(poll)}/${n}`),
  };
}

/** The prompt variant of a sample number, whichever model answers. */
export const variantFor = (run: Run, n: number, names: readonly string[]): number =>
  variantOf(termsOf(run.started, names), n) % variants;

/** A journal from before runs named their models draws from those that are configured. */
const termsOf = ({ strata, models }: Started, names: readonly string[]) => ({
  strata,
  models: models ?? names.map((name) => ({ name, weight: 1 })),
});

function standIn(
  run: Run,
  poll: Poll,
  n: number,
  own: number,
  terms: ReturnType<typeof termsOf>,
  names: readonly string[],
): number {
  const count = modelsOf(terms);
  const configured = (i: number): boolean => names.includes(terms.models[i]?.name ?? "");
  const falters = run.falters.get(keyOf({ kind: "sample", poll, n }))?.model ?? 0;
  const first = own + Math.floor(falters / patience);
  const order = Array.from({ length: count }, (_, j) => (first + j) % count).filter(configured);
  const chosen = order.find((i) => !run.down.includes(i)) ?? order[0];
  if (chosen !== undefined) return chosen;
  const list = terms.models.map((m) => m.name).join(", ");
  const because =
    `none of the run's models (${list}) is configured any more; name one of them in ` +
    "QUORUM_MODEL, or start a new run";
  throw new Faltered(because, { outcome: "none", lasting: true });
}

/** A whole number from 0, below 2^31 − 1, as model servers take, that only the key decides. */
export function seedOf(key: string): number {
  let seed = 0;
  for (const char of nonceOf("draw", key)) seed = (seed * 36 + parseInt(char, 36)) % 0x7fffffff;
  return seed;
}

/** The marker of the prompt of one sample. */
export const nonceFor = (run: Run, poll: Poll, n: number): string =>
  nonceOf(run.started.seed, `${pollKey(poll)}/${n}`);
