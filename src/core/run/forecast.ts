// What a run is expected to take, worked out once when its plan is elected: an estimate.
import { isChild, type Plan, type Step } from "../plan/plan.ts";
import { forecast, paidFor, votesChances } from "../vote/forecast.ts";
import type { Mixture } from "../vote/odds.ts";
import type { Started } from "./event.ts";
import type { RunForecast } from "./spend.ts";
import type { Run } from "./state.ts";

/** Before any run ended: 80 % of steps with p = .9, 20 % with p = .6. */
const assumed: Mixture = [
  { weight: 0.2, p: 0.6 },
  { weight: 0.8, p: 0.9 },
];

/** A part is more than a unit; how much more, nobody knows before its own plan is there. */
export const unitsPerChild = 2;

type Counts = Readonly<Record<Step["kind"], number>>;

/**
 * First attempts at all steps of the plan, no runoff, no second attempt: by how many samples ended
 * elections took, checks, doubts and red flags included; where there are too few of them, by how
 * hard steps are and the margins alone. Until there is experience a sample costs what those for
 * requirements and plan did. A child run counts for `unitsPerChild` units as large as those of the
 * plan are on average, and the shortest election of its own plan.
 */
export function forecastOf(run: Run, plan: Plan): RunForecast {
  const { started, spend } = run;
  const own = countsOf(plan);
  const children = plan.units.filter(isChild).length;
  const before = { samples: spend.samples, microUsd: spend.spent };
  const runs = started.experience?.runs ?? 0;
  const known = { steps: own.test + own.code, ...expected(run, own, 0), runs, before };
  if (children === 0) return known;
  const units = Math.max(1, plan.units.length - children);
  const all = (kind: Step["kind"]): number => {
    const each = known.steps === 0 ? 1 : own[kind] / units;
    return own[kind] + Math.round(children * unitsPerChild * each);
  };
  const plans = children * (started.config.vote.proposals + run.rule.unanimous);
  const whole = expected(run, { test: all("test"), code: all("code") }, plans);
  return { ...known, whole: { ...whole, children } };
}

function countsOf(plan: Plan): Counts {
  const kinds = plan.units.flatMap((unit) => unit.steps.map((step) => step.kind));
  const test = kinds.filter((kind) => kind === "test").length;
  return { test, code: kinds.length - test };
}

/** @param more valid votes beside those on steps. */
function expected(
  run: Run,
  counts: Counts,
  more: number,
): Pick<RunForecast, "samples" | "microUsd"> {
  const { spend } = run;
  const { experience } = run.started;
  const loads = (["test", "code"] as const).map((kind) => ({
    steps: counts[kind],
    taking: takingOf(run, kind),
  }));
  const steps = forecast(loads);
  const others = more / (experience?.validShare ?? 1);
  const mean = steps.mean + others;
  const samples = { mean, p90: Math.ceil(steps.p90 + others) };
  const sofar = spend.samples > 0 ? spend.spent / spend.samples : 0;
  const price = experience?.microUsdPerSample ?? sofar;
  const microUsd = price > 0 ? { mean: mean * price, p90: Math.ceil(samples.p90 * price) } : null;
  return { samples, microUsd };
}

/** At index n how often an election on such a step takes n samples: a `taking` of a load. */
function takingOf(run: Run, kind: Step["kind"]): readonly number[] {
  const { experience } = run.started;
  const seen = experience?.samples?.[kind];
  if (seen !== undefined) return seen;
  const votes = votesChances(experience?.mixtures[kind] ?? assumed, marginsOf(run));
  return paidFor(votes, experience?.validShare ?? 1);
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
