// After no agreement: the classes with most votes, told apart by tests that run, put to ballots.
import type { StopRule } from "../vote/rule.ts";
import { count, missing, openElection, outcome, wanted } from "./election.ts";
import type { Candidate, Election, Outcome } from "./election.ts";
import type { Vote } from "./event.ts";
import type { Origin } from "./origin.ts";

/** The class of a ballot that finds no answer right. */
export const noneOfThem = "none";

/** Independent tests that must agree before they take an answer off the ballot. */
const agreeingMin = 3;

/** What running one probe on every candidate showed. */
export interface Found {
  /** The probe's sample number. */
  readonly n: number;
  /** Classes that passed all of its tests, and classes that failed one. */
  readonly passedBy: readonly string[];
  readonly failedBy: readonly string[];
}

export interface Runoff {
  /** Most votes first; the answers that the first election was divided between. */
  readonly candidates: readonly Candidate[];
  /** Tests that were drawn to tell the candidates apart; by authors who answer alone. */
  readonly probes: Election;
  readonly found: readonly Found[];
  readonly ballots: Election;
}

export interface RunoffFrame {
  readonly rule: StopRule;
  /** Answers that are put to ballots; below 2 there is no runoff. */
  readonly candidatesMax: number;
  /** Probes wanted; 0 where nothing can be run. */
  readonly probesMax: number;
  originOf(vote: Vote): Origin;
}

/** @returns null where there are not two answers to choose from, or none are wanted. */
export function openRunoff(
  election: Election,
  classes: Extract<Outcome, { readonly kind: "no agreement" }>["classes"],
  { rule, candidatesMax }: RunoffFrame,
): Runoff | null {
  const candidates = classes
    .slice(0, candidatesMax)
    .flatMap((c) => election.candidates.find((known) => known.class === c.class) ?? []);
  if (candidates.length < 2) return null;
  return { candidates, probes: openElection(rule), found: [], ballots: openElection(rule) };
}

/** Numbers of the probes that should be under way; at most twice as many as wanted are drawn. */
export function probesWanted({ probes }: Runoff, { probesMax }: RunoffFrame): number[] {
  const { valid, spoiled } = probes.tally;
  const room = 2 * probesMax - valid - spoiled;
  return missing(probes, Math.max(0, Math.min(probesMax - valid, room)));
}

/**
 * Probes that can be run and were not yet. Equal ones are run once, in the spelling with the lowest
 * number: each waits for the samples below its own.
 */
export const unrun = (runoff: Runoff): readonly Candidate[] =>
  runoff.probes.candidates.filter((c) => c.n < runoff.probes.upTo && !isKnown(runoff, c.n));

const isKnown = ({ found }: Runoff, n: number): boolean => found.some((f) => f.n === n);

/** Whether everything is known that the ballots are shown. */
const probed = (runoff: Runoff, frame: RunoffFrame): boolean =>
  probesWanted(runoff, frame).length === 0 &&
  runoff.probes.ballots.length === runoff.probes.upTo &&
  unrun(runoff).length === 0;

/** Numbers of the ballots that should be under way: none before every probe was run. */
export const ballotsWanted = (runoff: Runoff, frame: RunoffFrame): number[] =>
  probed(runoff, frame) ? wanted(runoff.ballots) : [];

/**
 * The answers on the ballot: without those that three independent tests fail and none passes, of
 * tests that some other answer passes. A single test never takes an answer off: it may be wrong.
 */
export function onBallot(runoff: Runoff): readonly Candidate[] {
  const { candidates } = runoff;
  const telling = tellingIn(runoff);
  const left = candidates.filter(({ class: name }) => {
    const failed = telling.filter((f) => f.failedBy.includes(name)).length;
    return failed < agreeingMin || telling.some((f) => f.passedBy.includes(name));
  });
  return left.length > 0 ? left : candidates;
}

/** Counts votes for a probe or a ballot once. */
export function counted(
  runoff: Runoff,
  part: "probe" | "ballot",
  votes: readonly Vote[],
  { rule, originOf }: RunoffFrame,
): Runoff {
  const key = part === "probe" ? "probes" : "ballots";
  let election = runoff[key];
  for (const vote of votes) election = count(election, vote, originOf(vote), rule);
  return { ...runoff, [key]: election };
}

/** A probe was run on every candidate; told twice, it counts once. */
export function ran(runoff: Runoff, { n, passedBy, failedBy }: Found): Runoff {
  if (isKnown(runoff, n) || !runoff.probes.candidates.some((c) => c.n === n)) return runoff;
  const found = [...runoff.found, { n, passedBy, failedBy }].sort((a, b) => a.n - b.n);
  return { ...runoff, found };
}

/** Probes that some answer passes and some other fails. */
const tellingIn = ({ found }: Runoff): readonly Found[] =>
  found.filter((f) => f.passedBy.length > 0 && f.failedBy.length > 0);

/** Classes that a probe tells apart, in pairs: whatever is right, they are not both. */
export function apartIn({ candidates, found }: Runoff): readonly (readonly [string, string])[] {
  const names = candidates.map((c) => c.class);
  const parted = (a: string, b: string): boolean =>
    found.some(({ passedBy, failedBy }) => passedBy.includes(a) && failedBy.includes(b));
  return names.flatMap((a, i) =>
    names.slice(i + 1).flatMap((b) => (parted(a, b) || parted(b, a) ? [[a, b] as const] : [])),
  );
}

/** What the probes showed, to follow a cause; empty where none was run. */
export function toldApart(runoff: Runoff): string {
  const { length } = runoff.found;
  if (length === 0) return "";
  return `; ${tellingIn(runoff).length} of ${length} tests written for it tell them apart`;
}

/** How one of the answers stands in the tests that tell them apart; nothing where none does. */
export function tellingOf(runoff: Runoff, { class: name }: { readonly class: string }) {
  const telling = tellingIn(runoff);
  const passed = telling.filter((f) => f.passedBy.includes(name)).length;
  return telling.length === 0 ? {} : { told: { of: telling.length, passed } };
}

export type RunoffOutcome =
  | { readonly kind: "open" }
  | {
      readonly kind: "decided";
      readonly winner: Candidate;
      readonly votes: number;
      readonly runnerUp: number;
    }
  | { readonly kind: "no agreement"; readonly because: string };

/** What the ballots have come to. */
export function runoffOutcome(runoff: Runoff): RunoffOutcome {
  const result = outcome(runoff.ballots, false);
  if (result.kind === "open") return result;
  if (result.kind === "no agreement") {
    return { kind: "no agreement", because: `nor in ballots between them (${result.because})` };
  }
  const winner = runoff.candidates.find((c) => c.class === result.winner.class);
  if (winner) return { ...result, winner };
  return { kind: "no agreement", because: "and the ballots found none of them right" };
}
