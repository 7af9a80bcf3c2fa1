// Location: which files, then which symbols, a plan is shown whole; never what it may change.
import type { StopRule } from "../vote/rule.ts";
import { openChoice } from "./choice.ts";
import { count, openElection, outcome, wanted, type Outcome } from "./election.ts";
import type { EventOf, Locating, Vote } from "./event.ts";
import { originOf } from "./origin.ts";
import { older } from "./rule.ts";
import type { Phase, Run } from "./state.ts";
import { noted } from "./units.ts";

export type LocatingPhase = Extract<Phase, { readonly kind: "locating" }>;

/** The class of a ballot that finds none of the places worth showing. */
export const noPlace = "none";

/** How many places a ballot may name, and how many an election without agreement leaves. */
export const placesMax: Readonly<Record<Locating, number>> = { files: 6, symbols: 12 };

/** Nobody waits for a person over what is shown: a location's ballots are few. */
const ballotsMax = 9;

/** The stop rule of ballots about places: the run's own, with an earlier end. */
export function locationRule(rule: StopRule): StopRule {
  const capVotes = Math.max(rule.lead, Math.min(rule.capVotes, ballotsMax));
  return { ...rule, capVotes, samplesMax: Math.min(rule.samplesMax, capVotes * 2) };
}

/** After the requirements: locate where the settings ask for it, otherwise plan. */
export function afterRequirements(run: Run): Run {
  const asked = older(run.started.config.vote).places ?? 0;
  return asked > 0 && run.started.repository !== null ? locating(run, "files") : planning(run);
}

const planning = (run: Run): Run => ({
  ...run,
  phase: { kind: "choosing", of: "plan", choice: openChoice(run.rule, 0), within: null },
});

function locating(run: Run, of: Locating): Run {
  const election = openElection(locationRule(run.rule));
  return { ...run, phase: { kind: "locating", of, options: null, election } };
}

/** The repository was looked through. No options: it is small enough to be shown as it is. */
export function surveyed(run: Run, event: EventOf<"surveyed">): Run {
  const { phase } = run;
  if (phase.kind !== "locating" || phase.of !== event.of || phase.options !== null) return run;
  const { options, unread } = event;
  const told = unread === undefined ? run : { ...run, unread };
  if (options.length === 0) return located(told, phase.of, []);
  return noted({ ...told, phase: { ...phase, options } });
}

export const locationWants = ({ options, election }: LocatingPhase): number[] =>
  options === null ? [] : wanted(election);

/** Counts ballots; without agreement the places that most of them name are taken. */
export function placed(run: Run, of: Locating, votes: readonly Vote[]): Run {
  const { phase } = run;
  if (phase.kind !== "locating" || phase.of !== of || phase.options === null) return run;
  const rule = locationRule(run.rule);
  let { election } = phase;
  for (const vote of votes) election = count(election, vote, originOf(run.started, vote), rule);
  const result = outcome(election, false);
  if (result.kind === "open") return { ...run, phase: { ...phase, election } };
  const { elections, noAgreement } = run.spend;
  const open = result.kind === "no agreement" ? 1 : 0;
  const spend = {
    ...run.spend,
    elections: elections + 1,
    noAgreement: noAgreement + open,
  };
  return located({ ...run, spend }, of, chosenFrom(result, phase.options, placesMax[of]));
}

function located(run: Run, of: Locating, places: readonly string[]): Run {
  const after = noted({ ...run, places: { ...run.places, [of]: places } });
  return of === "files" && places.length > 0 ? locating(after, "symbols") : planning(after);
}

/** What a class of ballots names: canonical JSON, written by the desk; `none` names nothing. */
const namedBy = (text: string): readonly string[] =>
  text === "" || text === noPlace ? [] : (JSON.parse(text) as readonly string[]);

/** By votes, then in the order of the options; what no option is does not count. */
function chosenFrom(
  result: Exclude<Outcome, { readonly kind: "open" }>,
  options: readonly string[],
  most: number,
): readonly string[] {
  const classes =
    result.kind === "decided" ? [{ text: result.winner.text, votes: 1 }] : result.classes;
  const votes = new Map<string, number>();
  for (const { text, votes: times } of classes) {
    for (const place of namedBy(text)) votes.set(place, (votes.get(place) ?? 0) + times);
  }
  const of = (place: string): number => votes.get(place) ?? 0;
  return options
    .filter((place) => of(place) > 0)
    .map((place, i) => ({ place, i }))
    .sort((a, b) => of(b.place) - of(a.place) || a.i - b.i)
    .slice(0, most)
    .map(({ place }) => place);
}
