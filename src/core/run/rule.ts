// The rules of a run's elections, as they stood when it started.
import type { StopRule } from "../vote/rule.ts";
import type { Started } from "./event.ts";

/** A journal from before a setting existed does not hold it: its run goes on without. */
export const older = <T extends object>(settings: T): Partial<T> => settings;

/** The same for the settings' groups. */
export const since = (config: Started["config"]): Partial<typeof config> => config;

/** The stop rule of all elections of a run, frozen with its settings. */
export function ruleOf(started: Started): StopRule {
  const { vote } = started.config;
  return {
    unanimous: vote.unanimous,
    lead: vote.lead,
    capVotes: vote.votesMax,
    samplesMax: vote.samplesMax,
    strataMin: Math.min(vote.strataMin, started.strata),
    scatterMax: older(vote).scatterMax ?? 0,
    discardsFrom: older(vote).discardsFrom ?? 0,
    ...(started.models?.some((m) => m.weight < 1) ? { weighted: true } : {}),
    ...((older(vote).failuresDissent ?? false) ? { failuresDissent: true } : {}),
  };
}
