// What a run is expected to take, worked out once when its plan is elected: an estimate.
import type { Plan } from "../plan/plan.ts";
import { votesForecast } from "../vote/forecast.ts";
import type { Mixture } from "../vote/odds.ts";
import type { Started } from "./event.ts";
import type { RunForecast } from "./spend.ts";
import type { Run } from "./state.ts";

/** Before any run ended: 80 % of steps with p = .9, 20 % with p = .6. */
const assumed: Mixture = [
  { weight: 0.2, p: 0.6 },
  { weight: 0.8, p: 0.9 },
];

/**
 * First attempts at all steps of the plan, no runoff, no second attempt. Until there is experience
 * a sample costs what those for requirements and plan did.
 */
export function forecastOf(run: Run, plan: Plan): RunForecast {
  const { started, spend } = run;
  const { experience } = started;
  const steps = plan.units.flatMap((unit) => unit.steps.map((step) => step.kind));
  const loads = (["test", "code"] as const).map((kind) => ({
    steps: steps.filter((one) => one === kind).length,
    mixture: experience?.mixtures[kind] ?? assumed,
  }));
  const votes = votesForecast(loads, marginsOf(run));
  const valid = experience?.validShare ?? 1;
  const samples = { mean: votes.mean / valid, p90: Math.ceil(votes.p90 / valid) };
  const sofar = spend.samples > 0 ? spend.spent / spend.samples : 0;
  const price = experience?.microUsdPerSample ?? sofar;
  const microUsd =
    price > 0 ? { mean: samples.mean * price, p90: Math.ceil(samples.p90 * price) } : null;
  const before = { samples: spend.samples, microUsd: spend.spent };
  return { steps: steps.length, samples, microUsd, runs: experience?.runs ?? 0, before };
}

/** Lighter votes take more of them to the same weight. */
function marginsOf({ rule, started }: Run) {
  const mean = meanWeight(started);
  const unanimous = Math.ceil(rule.unanimous / mean);
  const lead = Math.ceil(rule.lead / mean);
  return { unanimous, lead, capVotes: rule.capVotes };
}

function meanWeight({ models = [] }: Started): number {
  if (models.length === 0) return 1;
  return models.reduce((sum, model) => sum + model.weight, 0) / models.length;
}
