// A model that faltered is asked again only after a real wait: the engine waits in virtual time.
import type { Instant } from "../core/kernel.ts";
import { retryAt } from "../core/run/next.ts";
import type { Clock, Model } from "../engine/ports.ts";

/**
 * The same model, whose falters are given back when the engine may try again: after 1 s, 2 s, 4 s
 * up to 5 min, or what the server asked for; those that last, at once.
 */
export function paced(model: Model, clock: Clock): Model {
  const falters = new Map<string, number>();
  const until = (when: Instant): Promise<void> =>
    new Promise((resolve) => void clock.at(when, resolve));
  return {
    costMax: (prompt, draw) => model.costMax(prompt, draw),
    async sample(prompt, draw) {
      const key = `${prompt.nonce}/${draw.seed}`;
      const sample = await model.sample(prompt, draw);
      if (sample.kind !== "faltered") falters.delete(key);
      else if (sample.lasting !== true) {
        const times = (falters.get(key) ?? 0) + 1;
        falters.set(key, times);
        const { because, retryAfterMs } = sample;
        const falter = { times, model: times, because, retryAfterMs, lasting: false } as const;
        await until(retryAt({ ...falter, at: clock.now(), outcome: "none" }, 0));
      }
      return sample;
    },
  };
}
