// What a run was expected to take when its plan was elected, and beside it what it took.
import { isChild } from "../plan/plan.ts";
import type { RunForecast } from "../run/spend.ts";
import type { Run } from "../run/state.ts";
import { dollars, many } from "./measure.ts";

/** One line in Markdown; null while there is no plan to estimate. */
export function estimateLine(run: Run): string | null {
  const { forecast } = run;
  if (forecast === null || forecast.steps === 0) return null;
  const begun = run.spend.samples > forecast.before.samples;
  const sofar = begun ? ` So far: ${actual(run, forecast)}.` : "";
  return `**Estimate:** ${expected(run, forecast)}${sofar}`;
}

/** For the end: the estimate and what the same elections took. Null for a run without a plan. */
export function estimateAndActual(run: Run): string | null {
  const { forecast } = run;
  if (forecast === null || forecast.steps === 0) return null;
  const took = `Taken: ${actual(run, forecast)}, later attempts and runoffs included.`;
  return `**Estimate and actual**\nEstimate: ${expected(run, forecast)} ${took}`;
}

function expected({ plan }: Run, { steps, samples, microUsd, runs }: RunForecast): string {
  const aside = plan.units.some(isChild) ? ", child runs aside" : "";
  const cost = (share: "mean" | "p90"): string =>
    microUsd ? ` (${dollars(microUsd[share])})` : "";
  const basis =
    runs > 0
      ? `It rests on ${many(runs, "ended run")} of the same models.`
      : "No run of these models has ended yet, so it rests on assumptions about steps.";
  const mean = many(Math.round(samples.mean), "sample");
  return (
    `${mean}${cost("mean")} for one attempt at ${many(steps, "step")}${aside}; ` +
    `nine of ten such runs take at most ${samples.p90}${cost("p90")}. ${basis}`
  );
}

function actual({ spend }: Run, { before, microUsd }: RunForecast): string {
  const cost = microUsd ? ` (${dollars(spend.spent - before.microUsd)})` : "";
  return `${many(spend.samples - before.samples, "sample")}${cost}`;
}
