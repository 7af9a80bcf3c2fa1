// What a run was expected to take when its plan was elected, and beside it what it took.
import { unitsPerChild } from "../run/forecast.ts";
import type { RunForecast } from "../run/spend.ts";
import type { Run } from "../run/state.ts";
import { dollars, many } from "./measure.ts";

/** One line in Markdown; null while there is no plan to estimate. */
export function estimateLine(run: Run): string | null {
  const { forecast } = run;
  if (forecast === null || isEmpty(forecast)) return null;
  const begun = run.spend.samples > forecast.before.samples;
  const sofar = begun ? ` So far: ${actual(run, forecast)}.` : "";
  return `**Estimate:** ${expected(forecast)}${sofar}`;
}

/** For the end: the estimate and what the same elections took. Null for a run without a plan. */
export function estimateAndActual(run: Run): string | null {
  const { forecast } = run;
  if (forecast === null || isEmpty(forecast)) return null;
  const took = `Taken: ${actual(run, forecast)}, later attempts and runoffs included.`;
  return `**Estimate and actual**\nEstimate: ${expected(forecast)} ${took}`;
}

/** Nothing to vote on: no plan was elected. */
const isEmpty = ({ steps, whole }: RunForecast): boolean => steps === 0 && whole === undefined;

type Expected = Pick<RunForecast, "samples" | "microUsd">;

const cost = ({ microUsd }: Expected, share: "mean" | "p90"): string =>
  microUsd ? ` (${dollars(microUsd[share])})` : "";

const atMost = (of: Expected): string =>
  `nine of ten such runs take at most ${of.samples.p90}${cost(of, "p90")}`;

function expected(forecast: RunForecast): string {
  const { steps, samples, runs, whole } = forecast;
  const basis =
    runs > 0
      ? `It rests on ${many(runs, "ended run")} of the same models.`
      : "No run of these models has ended yet, so it rests on assumptions about steps.";
  const mean = many(Math.round(samples.mean), "sample");
  const one = `${mean}${cost(forecast, "mean")} for one attempt at ${many(steps, "step")}`;
  if (whole === undefined) return `${one}; ${atMost(forecast)}. ${basis}`;
  const children = many(whole.children, "child run");
  const all = `${many(Math.round(whole.samples.mean), "sample")}${cost(whole, "mean")}`;
  return (
    `${one}, and ${all} with ${children}; ${atMost(whole)}. How large a child run is shows when ` +
    `it is planned: until then each counts for ${unitsPerChild} units like those of this plan ` +
    `and a vote on its own plan. ${basis}`
  );
}

function actual({ spend }: Run, { before, microUsd, whole }: RunForecast): string {
  const own = microUsd ? ` (${dollars(spend.spent - before.microUsd)})` : "";
  const children = whole ? `, and ${dollars(spend.children.microUsd)} in child runs` : "";
  return `${many(spend.samples - before.samples, "sample")}${own}${children}`;
}
