// One election in progress: samples arrive in any order, the decision is that of their numbers'
// order.
import { assert } from "../kernel.ts";
import { cast, emptyTally, failedCheck, type Tally } from "../vote/tally.ts";
import type { Ballot, ClassId } from "../vote/ballot.ts";
import { standing, type Standing, type StopRule } from "../vote/rule.ts";
import type { EventOf, Vote } from "./event.ts";
import { flagsOf } from "./flagging.ts";
import type { Origin } from "./origin.ts";

/**
 * A class that has votes. Of its spellings the one with the lowest sample number is kept, so that
 * what is committed does not depend on which answer came first. It is checked once every sample
 * below has arrived: what was checked is what is committed, for no other can take its place then.
 */
export interface Candidate {
  readonly class: string;
  readonly text: string;
  /** Number of the sample whose text it is: the lowest; in older journals the first to arrive. */
  readonly n: number;
  readonly flags: readonly string[];
  /** Flags that are only shown. */
  readonly warned: readonly string[];
  /** How large the unit has become with it, where that is too large; absent in older journals. */
  readonly large?: string;
  readonly check: "unchecked" | "passed" | "failed";
  /** What the check said; empty before it. */
  readonly because: string;
  /** What the check shows against an elected test rather than against this answer. */
  readonly doubt: EventOf<"verified">["doubt"] | null;
  /** What passed; null before, and in older journals. */
  readonly proof: Proof | null;
}

/** What a verification that passed has shown. */
export interface Proof {
  /** Named tests that ran. */
  readonly tests: number;
  /** The unit's own new tests by name, each of which passed in every one of `runs` runs. */
  readonly own: readonly string[];
  readonly runs: number;
}

/** A class that can no longer win a step of a unit. */
export interface Struck {
  readonly step: number;
  readonly class: string;
  readonly because: string;
}

export interface Election {
  /** Every ballot that arrived, by number. */
  readonly ballots: readonly Cast[];
  /** Of all that arrived, votes of struck classes excepted: what dispatch goes by. */
  readonly tally: Tally;
  readonly standing: Standing;
  /**
   * Of the ballots in number order up to the first gap: what decides. The first prefix that ends
   * the election ends it, whatever arrived or was checked when.
   */
  readonly decision: Standing;
  /** The votes that `decision` goes by. */
  readonly deciding: Tally;
  /** Ascending by their numbers. */
  readonly candidates: readonly Candidate[];
  /** Every sample below this number has arrived. */
  readonly upTo: number;
}

export interface Cast extends Origin {
  readonly n: number;
  /** Null for a spoiled ballot. */
  readonly class: string | null;
  /** Red flags and detail of a spoiled one. */
  readonly spoiled?: string;
  /** All flags that were raised; absent where there are none. */
  readonly flags?: readonly string[];
  /** Of a spoiled one: the class that it would have voted for, where that was looked at. */
  readonly shadow?: string;
}

/** What a verification proves; null where it did not pass. */
export function proofOf({ verdict, tests, own }: EventOf<"verified">): Proof | null {
  if (verdict !== "passed") return null;
  return { tests, own: own?.names ?? [], runs: own?.runs ?? 1 };
}

export function openElection(rule: StopRule): Election {
  const start = standing(emptyTally, rule);
  return {
    ballots: [],
    tally: emptyTally,
    standing: start,
    decision: start,
    deciding: emptyTally,
    candidates: [],
    upTo: 0,
  };
}

/** Counts a vote once: a number that has arrived already changes nothing. */
export function count(election: Election, vote: Vote, origin: Origin, rule: StopRule): Election {
  const { n } = vote;
  const { ballots } = election;
  if (n < election.upTo || ballots.some((b) => b.n === n)) return election;
  const cast = castOf(vote, origin);
  const candidates = withCandidate(election.candidates, vote);
  const inOrder = n === election.upTo && ballots.length === n;
  if (!inOrder || election.decision.kind !== "open") {
    return recounted(
      [...ballots, cast].sort((a, b) => a.n - b.n),
      candidates,
      rule,
    );
  }
  const tally = counted(election.tally, cast, candidates);
  const now = standing(tally, rule);
  return {
    ballots: [...ballots, cast],
    tally,
    standing: now,
    decision: now,
    deciding: tally,
    candidates,
    upTo: n + 1,
  };
}

function castOf(vote: Vote, origin: Origin): Cast {
  const { n } = vote;
  const raised = flagsOf(vote);
  const flags = raised.length > 0 ? { flags: raised } : {};
  if ("class" in vote) return { n, ...origin, class: vote.class, ...flags };
  const spoiled = [vote.spoiled.join(", "), vote.detail ?? ""].filter((part) => part !== "");
  const shadow = vote.shadow === undefined ? {} : { shadow: vote.shadow };
  return { n, ...origin, class: null, spoiled: spoiled.join(": "), ...flags, ...shadow };
}

/** Votes repeat a text only where it may take another's place: see `joined` of the engine. */
function withCandidate(candidates: readonly Candidate[], vote: Vote): readonly Candidate[] {
  if (!("class" in vote)) return candidates;
  const { n, flags = [], warned = [], text, class: name, large } = vote;
  const known = candidates.find((c) => c.class === name);
  if (known && (text === undefined || !mayReplace(known, n))) return candidates;
  const unseen = { check: "unchecked", because: "", doubt: null, proof: null } as const;
  const { check, because, doubt, proof } = known ?? unseen;
  const of = { class: name, text: text ?? "", n, flags, warned, check, because, doubt, proof };
  const mine: Candidate = large === undefined ? of : { ...of, large };
  return [...candidates.filter((c) => c !== known), mine].sort((a, b) => a.n - b.n);
}

/** Whether a vote for the class would bring its text; none does once that was checked. */
export const mayReplace = (known: Candidate, n: number): boolean =>
  n < known.n && known.check !== "passed";

/** A vote for a class that failed its check counts as spoiled. */
export function counted(tally: Tally, vote: Cast, candidates: readonly Candidate[]): Tally {
  const { n, stratum, weight, class: name } = vote;
  const failed = candidates.some((c) => c.class === name && c.check === "failed");
  return cast(tally, n, stratum, ballotOf(name, failed), weight);
}

function ballotOf(name: string | null, failed: boolean): Ballot {
  if (name === null) return { kind: "spoiled", flags: ["spoiled"] };
  const of = name as ClassId;
  return failed
    ? { kind: "spoiled", flags: [failedCheck], class: of }
    : { kind: "valid", class: of };
}

/** Counts again in number order, and stops deciding at the first prefix that ends the election. */
function recounted(
  ballots: readonly Cast[],
  candidates: readonly Candidate[],
  rule: StopRule,
): Election {
  let tally = emptyTally;
  let [deciding, decision] = [tally, standing(tally, rule)];
  let upTo = 0;
  for (const ballot of ballots) {
    tally = counted(tally, ballot, candidates);
    if (ballot.n !== upTo) continue;
    upTo += 1;
    if (decision.kind === "open") [deciding, decision] = [tally, standing(tally, rule)];
  }
  const now = standing(tally, rule);
  return { ballots, tally, standing: now, decision, deciding, candidates, upTo };
}

/** A class's check came in; the votes of a failed class are struck. */
export function checked(
  election: Election,
  name: string,
  verdict: "passed" | "failed",
  rule: StopRule,
  seen: Partial<Pick<Candidate, "because" | "doubt" | "proof">> = {},
): Election {
  const candidates = election.candidates.map((c) =>
    c.class === name && c.check === "unchecked" ? { ...c, check: verdict, ...seen } : c,
  );
  if (verdict === "passed") return { ...election, candidates };
  return recounted(election.ballots, candidates, rule);
}

/**
 * Numbers of the samples that should be under way now: the lowest that have not arrived. A strike
 * can leave a gap below what has arrived; it is filled before anything is decided.
 */
export function wanted(election: Election): number[] {
  const { decision, standing: now, ballots, upTo } = election;
  if (decision.kind !== "open") return [];
  if (now.kind === "open") return missing(election, now.short);
  const last = ballots.at(-1)?.n ?? -1;
  return missing(election, Math.max(0, last + 1 - upTo - (ballots.length - upTo)));
}

/** The lowest `howMany` numbers that have not arrived. */
export function missing(election: Election, howMany: number): number[] {
  const numbers: number[] = [];
  for (let n = election.upTo; numbers.length < howMany; n += 1) {
    if (!election.ballots.some((b) => b.n === n)) numbers.push(n);
  }
  return numbers;
}

export type Outcome =
  | { readonly kind: "open" }
  | {
      readonly kind: "decided";
      readonly winner: Candidate;
      readonly votes: number;
      readonly runnerUp: number;
    }
  | {
      readonly kind: "no agreement";
      readonly because: string;
      readonly classes: readonly { class: string; text: string; votes: number }[];
    };

/** Classes among the deciding votes that are not checked yet. */
export const unchecked = ({ candidates, deciding }: Election): readonly Candidate[] =>
  candidates.filter(
    (c) => c.check === "unchecked" && deciding.counts.some((count) => count.class === c.class),
  );

/**
 * What the election has come to. With `checks`, nothing is decided while a class among the deciding
 * votes is unchecked: its failure could let an earlier prefix decide.
 */
export function outcome(election: Election, checks: boolean): Outcome {
  const { decision, candidates } = election;
  if (decision.kind === "open") return { kind: "open" };
  if (checks && unchecked(election).length > 0) return { kind: "open" };
  if (decision.kind === "elected") {
    const winner = candidates.find((c) => c.class === decision.class);
    assert(winner !== undefined, "an elected class has a candidate");
    return { kind: "decided", winner, votes: decision.votes, runnerUp: decision.runnerUp };
  }
  const classes = decision.classes.map(({ class: name, votes }) => {
    const text = candidates.find((known) => known.class === name)?.text ?? "";
    return { class: name, text, votes };
  });
  return { kind: "no agreement", because: endedBecause[decision.because], classes };
}

const endedBecause = {
  cap: "all votes were used up",
  samples: "all samples were used up",
  futile: "the votes left could elect no answer",
  scattered: "no two votes are alike",
  discards: "most samples carry a red flag",
} as const;

const lossesMax = 3;

/** What kept samples from counting, most frequent first: `12 × it failed its check: …`, or "". */
export function losses({ ballots, candidates }: Election): string {
  const times = new Map<string, number>();
  for (const ballot of ballots) {
    const failed = candidates.find((c) => c.class === ballot.class && c.check === "failed");
    const why = failed ? `it failed its check: ${failed.because}` : ballot.spoiled;
    if (why !== undefined) times.set(why, (times.get(why) ?? 0) + 1);
  }
  const sorted = [...times].sort(([, a], [, b]) => b - a).slice(0, lossesMax);
  return sorted.map(([why, many]) => `${many} × ${firstLine(why)}`).join("; ");
}

const firstLine = (text: string): string => text.split("\n", 1)[0]?.slice(0, 200) ?? "";
