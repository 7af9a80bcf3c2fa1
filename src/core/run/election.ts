// One election in progress: samples arrive in any order, the decision is that of their numbers' order.
import { cast, emptyTally, strike, type Tally } from "../vote/tally.ts";
import type { ClassId } from "../vote/ballot.ts";
import { standing, type Standing, type StopRule } from "../vote/rule.ts";
import type { Vote } from "./event.ts";

export interface Candidate {
  readonly class: string;
  readonly text: string;
  /** Number of the first sample that voted for it. */
  readonly n: number;
  readonly flags: readonly string[];
  readonly check: "unchecked" | "passed" | "failed";
}

export interface Election {
  readonly tally: Tally;
  /** Every sample below this number has arrived. */
  readonly upTo: number;
  /** Arrived sample numbers at or above `upTo`, ascending. */
  readonly beyond: readonly number[];
  readonly candidates: readonly Candidate[];
  readonly standing: Standing;
}

const noNumbers: readonly number[] = [];

export function openElection(rule: StopRule): Election {
  return {
    tally: emptyTally,
    upTo: 0,
    beyond: noNumbers,
    candidates: [],
    standing: standing(emptyTally, rule),
  };
}

/** Counts a vote once: a number that has arrived already changes nothing. */
export function count(election: Election, vote: Vote, stratum: number, rule: StopRule): Election {
  const { n } = vote;
  if (n < election.upTo || election.beyond.includes(n)) return election;
  const arrived = arrive(election, n);
  if ("spoiled" in vote) {
    const tally = cast(election.tally, n, stratum, { kind: "spoiled", flags: vote.spoiled });
    return { ...arrived, candidates: election.candidates, tally, standing: standing(tally, rule) };
  }
  const name = vote.class as ClassId;
  const known = election.candidates.find((c) => c.class === vote.class);
  const candidates = known ? election.candidates : [...election.candidates, candidate(vote)];
  const failed = known?.check === "failed";
  const tally = cast(
    election.tally,
    n,
    stratum,
    failed ? { kind: "spoiled", flags: ["check"] } : { kind: "valid", class: name },
  );
  return { ...arrived, candidates, tally, standing: standing(tally, rule) };
}

function candidate(vote: Exclude<Vote, { readonly spoiled: readonly string[] }>): Candidate {
  return {
    class: vote.class,
    text: vote.text ?? "",
    n: vote.n,
    flags: vote.flags ?? [],
    check: "unchecked",
  };
}

function arrive(election: Election, n: number): Pick<Election, "upTo" | "beyond"> {
  if (n === election.upTo && election.beyond.length === 0) {
    return { upTo: n + 1, beyond: noNumbers };
  }
  let upTo = election.upTo;
  const beyond = [...election.beyond, n].sort((a, b) => a - b);
  while (beyond[0] === upTo) {
    beyond.shift();
    upTo += 1;
  }
  return { upTo, beyond };
}

/** A class's check came in; the votes of a failed class are struck from the tally. */
export function checked(
  election: Election,
  name: string,
  verdict: "passed" | "failed",
  rule: StopRule,
): Election {
  const candidates = election.candidates.map((c) =>
    c.class === name && c.check === "unchecked" ? { ...c, check: verdict } : c,
  );
  if (verdict === "passed") return { ...election, candidates };
  const tally = strike(election.tally, name as ClassId);
  return { ...election, candidates, tally, standing: standing(tally, rule) };
}

/**
 * Numbers of the samples that should be under way now: the lowest that have not arrived. Striking
 * a class can end an election while a sample is out; that gap is filled before it is decided, so
 * that the decision stays one of the ballots in number order.
 */
export function wanted(election: Election): number[] {
  if (election.standing.kind === "open") return missing(election, election.standing.short);
  const last = election.beyond.at(-1);
  return last === undefined ? [] : missing(election, last - election.upTo + 1 - election.beyond.length);
}

/** The lowest `howMany` numbers that have not arrived. */
export function missing(election: Election, howMany: number): number[] {
  const numbers: number[] = [];
  for (let n = election.upTo; numbers.length < howMany; n += 1) {
    if (!election.beyond.includes(n)) numbers.push(n);
  }
  return numbers;
}

export type Outcome =
  | { readonly kind: "open" }
  | { readonly kind: "decided"; readonly winner: Candidate; readonly votes: number; readonly runnerUp: number }
  | { readonly kind: "no agreement"; readonly because: string; readonly classes: readonly { text: string; votes: number }[] };

/**
 * What the election has come to. With `checks`, a class is decided only after its check passed,
 * and no agreement is declared while a check is still out.
 */
export function outcome(election: Election, checks: boolean): Outcome {
  const { standing } = election;
  if (standing.kind === "open" || election.beyond.length > 0) return { kind: "open" };
  if (standing.kind === "elected") {
    const winner = election.candidates.find((c) => c.class === standing.class);
    if (!winner || (checks && winner.check !== "passed")) return { kind: "open" };
    return { kind: "decided", winner, votes: standing.votes, runnerUp: standing.runnerUp };
  }
  if (checks && election.candidates.some((c) => c.check === "unchecked")) return { kind: "open" };
  const classes = standing.classes.map((c) => ({
    text: election.candidates.find((k) => k.class === c.class)?.text ?? "",
    votes: c.votes,
  }));
  return { kind: "no agreement", because: standing.because, classes };
}
