// Many worlds one after another: what faulted, and what went wrong in spite of it or because of it.
import { simulateWorld, type WorldResult } from "./world.ts";
import type { Bug } from "./repository.ts";

export interface CampaignReport {
  readonly seeds: number;
  readonly crashes: number;
  readonly faults: Readonly<Record<string, number>>;
  /** Seed and sentence of each violation; replay one alone with `--seed`. */
  readonly violations: readonly { readonly seed: number; readonly what: string }[];
  /** Worlds that elected the wrong plan, and units merged wrong: what margins are there for. */
  readonly wrongPlans: number;
  readonly wrongMerged: number;
  readonly units: number;
  /** Child runs, whose own units are not counted. */
  readonly children: number;
  readonly samples: number;
  readonly seconds: number;
  /** Of one process, which keeps one core busy: whole runs a second and core. */
  readonly runsPerSecond: number;
}

/** @param now a monotonic clock in milliseconds, for the figures only. */
export async function campaign(
  seeds: readonly number[],
  bug: Bug | null,
  now: () => number,
  each?: (result: WorldResult) => void,
): Promise<CampaignReport> {
  const started = now();
  const faults: Record<string, number> = {};
  const found: { seed: number; what: string }[] = [];
  const sums = { crashes: 0, wrongPlans: 0, wrongMerged: 0, units: 0, children: 0, samples: 0 };
  for (const seed of seeds) {
    const result = await simulateWorld(seed, bug);
    for (const [kind, times] of Object.entries(result.faults))
      faults[kind] = (faults[kind] ?? 0) + times;
    for (const what of result.violations) found.push({ seed, what });
    sums.crashes += result.crashes;
    if (result.wrongPlan) sums.wrongPlans += 1;
    sums.wrongMerged += result.wrongMerged;
    sums.units += result.units;
    sums.children += result.children;
    sums.samples += result.samples;
    each?.(result);
  }
  const seconds = (now() - started) / 1000;
  return {
    seeds: seeds.length,
    crashes: sums.crashes,
    faults,
    violations: found,
    wrongPlans: sums.wrongPlans,
    wrongMerged: sums.wrongMerged,
    units: sums.units,
    children: sums.children,
    samples: sums.samples,
    seconds,
    runsPerSecond: seeds.length / seconds,
  };
}
