// A run that votes at a chosen pace: many units side by side, and a model that takes its time.
import { defaultConfig } from "../core/config/config.ts";
import type { Started } from "../core/run/event.ts";
import type { Clock, Model } from "../engine/ports.ts";
import { hanoiModel, startOf } from "./hanoi.ts";
import { firstAheadBy, started, unitOfMoves } from "./hanoi-start.ts";
import { random } from "./random.ts";

export interface VotingOptions {
  /** What the model's latency lets through, above 0. */
  readonly votesPerSecond: number;
  /** The run is still voting after so long. */
  readonly seconds: number;
  readonly seed: number;
}

const [disks, k, p] = [20, 3, 0.9978];
/** Together they want more samples than a run may have in flight: the limit is always used up. */
const unitsAtOnce = 24;
const movesPerUnit = 64;
/** What one answer costs, in millionths of a dollar: it must be set aside before it is asked. */
const microUsd = 100;

/** The engine takes its time as well, and timers wake late. */
const headroom = 0.85;

const config = { ...firstAheadBy(k), budget: { ...defaultConfig.budget, runUsd: 1_000_000 } };

/** Enough moves for twice the time at the wanted pace. */
export function startVoting(o: VotingOptions): Started {
  const moves = (2 * o.votesPerSecond * o.seconds) / k;
  const count = unitsAtOnce * Math.ceil(moves / movesPerUnit / unitsAtOnce);
  const units = Array.from({ length: count }, (_, i) =>
    unitOfMoves(i, movesPerUnit, i < unitsAtOnce ? null : i - unitsAtOnce),
  );
  const situation = JSON.stringify({ previous: 0, state: startOf(disks) });
  return started({ disks, index: 0, situation, seed: String(o.seed), plan: { units }, config });
}

/**
 * Answers take half to one and a half times the mean latency. With L samples in flight all the
 * time, the mean for r answers a second is L/r (Little's law).
 */
export function votingModel(o: VotingOptions, clock: Clock): Model {
  const inner = hanoiModel(o.seed, p);
  const chance = random(`latency/${o.seed}`);
  const meanMs = (headroom * config.limits.samplesInFlightMax * 1000) / o.votesPerSecond;
  return {
    costMax: () => microUsd,
    async sample(prompt, draw) {
      const ms = meanMs * (0.5 + chance());
      await new Promise<void>((resolve) => clock.at(clock.now() + ms, resolve));
      const sample = await inner.sample(prompt, draw);
      if (sample.kind === "faltered") return sample;
      return { ...sample, usage: { ...sample.usage, microUsd } };
    },
  };
}
