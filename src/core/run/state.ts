// The state of a run: what the fold of its journal says, each phase carrying only its own data.
import type { Instant, Sha } from "../kernel.ts";
import type { Check } from "../gate/checks.ts";
import type { Plan } from "../plan/plan.ts";
import type { Serving } from "../plan/serving.ts";
import type { Requirement } from "../requirement/requirement.ts";
import type { Vector } from "../vector.ts";
import type { Votes } from "../vote/caution.ts";
import type { StopRule } from "../vote/rule.ts";
import type { Election, Proof, Struck } from "./election.ts";
import type { Flaggings } from "./flagging.ts";
import type { Child, Dropped } from "./child-event.ts";
import type { Choosing, Locating, Started } from "./event.ts";
import type { Falter } from "./falter.ts";
import type { Line } from "./line.ts";
import type { LineMeasurement, Measurement } from "./measurement.ts";
import type { Runoff } from "./runoff.ts";
import type { RunForecast, Spend, Sum } from "./spend.ts";

/**
 * What a run waits for.
 * choosing: proposals, then ballots · locating: a survey, then ballots · approval: a person's
 * `/quorum approve` · units: elections, verification, CI and merges · closing: the final pull
 * request · done, failed: nothing · stuck: a person's `/quorum retry`, after the cause was dealt
 * with · stopped: the same.
 */
export type Phase =
  | {
      readonly kind: "choosing";
      readonly of: Choosing;
      readonly choice: Choice;
      /** The plan so far and its part that is split now; null while the whole is chosen. */
      readonly within: Within | null;
    }
  | {
      readonly kind: "locating";
      readonly of: Locating;
      /** Null until the repository was surveyed. */
      readonly options: readonly string[] | null;
      readonly election: Election;
    }
  | { readonly kind: "approval" }
  | { readonly kind: "units" }
  | { readonly kind: "closing" }
  | { readonly kind: "done" }
  | {
      readonly kind: "stuck";
      readonly cause: string;
      /** Between what the agents did not agree, when that is the cause; most votes first. */
      readonly contenders: readonly Contender[];
      readonly resume: LivePhase;
    }
  | {
      readonly kind: "stopped";
      readonly by: string;
      readonly cause: string;
      readonly resume: LivePhase;
    }
  | { readonly kind: "failed"; readonly because: string };

export type LivePhase = Exclude<Phase, { readonly kind: "stuck" | "stopped" | "failed" | "done" }>;

export interface Within {
  readonly plan: Plan;
  /** Index of the part. */
  readonly part: number;
  /** Parts split before it, plus one: what tells its polls from others. */
  readonly round: number;
}

/** Requirements or a plan: a few proposals, then ballots that name one of them. */
export interface Choice {
  /** How often it was made before, without agreement or rejected. */
  readonly retry: number;
  readonly part: "propose" | "choose";
  readonly election: Election;
  /** Distinct proposals in the order of their first sample; empty while proposing. */
  readonly proposals: readonly Proposal[];
}

export interface Proposal {
  readonly class: string;
  /** Canonical JSON. */
  readonly text: string;
  /** How many samples proposed it. */
  readonly times: number;
}

/** A proposal that stood against others when the ballots did not agree on one. */
export interface Contender {
  readonly of: Choosing;
  /** Canonical JSON, cut at 20,000 characters; null for the ballots that found none right. */
  readonly text: string | null;
  readonly votes: number;
  /** How many samples proposed it. */
  readonly times: number;
}

/** The winner of one step: the text that gets committed and how it won. */
export interface Won {
  readonly class: string;
  readonly text: string;
  /** The sample that it came with: its prompt's marker is made from this number. */
  readonly n: number;
  readonly votes: number;
  readonly runnerUp: number;
  readonly samples: number;
  /** Flags that do not spoil but ask for a person at the gate. */
  readonly flags: readonly string[];
  /** Flags that are only shown. */
  readonly warned: readonly string[];
  /** How large the unit is with it, in words, where that is too large. */
  readonly large?: string;
  /** True when ballots decided after agents had not agreed. */
  readonly runoff: boolean;
  /** Chance that it is wrong, by earlier runs; absent without them. */
  readonly error?: number;
}

export interface Look {
  readonly at: Instant;
  readonly head: Sha;
  readonly ci: "green" | "red" | "pending";
  readonly because: string;
  readonly changesRequestedBy: readonly string[];
  readonly approvedBy: readonly string[];
}

export interface Push {
  readonly head: Sha;
  /** The line's head that it was built on. */
  readonly onto: Sha;
  readonly at: Instant;
}

/**
 * What a unit waits for.
 * waiting: merges of the units it needs · voting: samples and checks of one step · elected:
 * verification, push, pull request, CI, reviews, merge · replanning: proposals for other steps,
 * then ballots · merged: nothing · stuck: a person.
 */
export type UnitPhase =
  | { readonly kind: "waiting"; readonly missing: number }
  /** A child run works it, or is to be started. */
  | { readonly kind: "child" }
  | {
      readonly kind: "voting";
      readonly onto: Sha;
      readonly step: number;
      readonly election: Election;
      readonly won: readonly Won[];
      /** Opened when the election ended without agreement between two answers or more. */
      readonly runoff: Runoff | null;
    }
  | {
      readonly kind: "elected";
      readonly won: readonly Won[];
      /** The line head on which the whole unit passed; null before. */
      readonly verifiedOnto: Sha | null;
      /** Named tests that ran when it was verified there as a whole; 0 before. */
      readonly tests: number;
      readonly proof: Proof | null;
      /** What the settings' commands measured on the line's head that it was verified on. */
      readonly measured: Measurement | null;
      readonly push: Push | null;
      readonly look: Look | null;
    }
  | {
      readonly kind: "merged";
      readonly won: readonly Won[];
      readonly proof: Proof | null;
      readonly measured: Measurement | null;
      readonly head: Sha;
      readonly commit: Sha;
    }
  | {
      /** No agreement, every attempt failed, or too large: the unit is planned anew, once. */
      readonly kind: "replanning";
      readonly choice: Choice;
      readonly cause: string;
      readonly classes: readonly Competing[];
      /** Where it goes on unless it is split: what was agreed on is only too large. */
      readonly instead?: UnitPhase;
    }
  | {
      readonly kind: "stuck";
      readonly cause: string;
      /** The competing classes, when agents did not agree. */
      readonly classes: readonly Competing[];
    };

/** One of the answers between which agents did not agree. */
export interface Competing {
  readonly text: string;
  readonly votes: number;
  /** Tests written to tell the answers apart that do: how many there are, and it passes. */
  readonly told?: { readonly of: number; readonly passed: number };
  /** What it is, where it does not answer the same question as the others; a few words. */
  readonly what?: string;
}

export interface UnitState {
  readonly attempt: number;
  /** Attempts allowed before a person is asked; grows with each retry. */
  readonly attemptsMax: number;
  readonly phase: UnitPhase;
  /** Why earlier attempts failed, newest last, at most three; goes into the prompts. */
  readonly evidence: readonly string[];
  /** Head of the unit's branch as we left it; kept over attempts. */
  readonly branch: Sha | null;
  readonly pull: number | null;
  /** The attempt that the pull request's body is evidence of; 0 before there is one. */
  readonly describedAttempt: number;
  readonly gatePosted: string | null;
  /** What its samples took since it began, or since a person asked for another try. */
  readonly spend: Sum;
  /** Planned anew once; the next time a person is asked. */
  readonly replanned: boolean;
  /** Tests that were elected and found wrong: they cannot win again under this plan. */
  readonly struck: readonly Struck[];
  /** A test of it was put in doubt by code that agrees; the next time a person is asked. */
  readonly doubted: boolean;
  /** What its samples tell of the red flags, over all steps and attempts. */
  readonly flagging: Flaggings;
  /** How votes fell that did not agree on a place, for those of a later attempt at it. */
  readonly torn?: { readonly place: string; readonly votes: Votes };
  /** Inconclusive verifications in a row, and when the last one came. */
  readonly unclear: { readonly times: number; readonly at: Instant } | null;
  /** The child run of this attempt; null before its issue is there, and for units. */
  readonly child: Child | null;
  /** Pull requests of earlier child runs that are still to be closed. */
  readonly dropped: readonly Dropped[];
}

export interface Run {
  readonly started: Started;
  readonly rule: StopRule;
  readonly phase: Phase;
  readonly requirements: readonly Requirement[];
  /** How often the choice that was decided last had been made before. */
  readonly retry: number;
  /** Paths, and `path#symbol`, that a plan is shown whole; empty where nothing was located. */
  readonly places: Readonly<Record<Locating, readonly string[]>>;
  /** Files of the base that were too much to read; absent where none was. */
  readonly unread?: number;
  readonly plan: Plan;
  /** What the elected plan is expected to take; null while there is none. */
  readonly forecast: RunForecast | null;
  /** For each unit, the units that need it. */
  readonly dependents: readonly (readonly number[])[];
  readonly serving: Serving;
  readonly units: Vector<UnitState>;
  /** Units that may have something under way: neither waiting nor merged, ascending. */
  readonly active: readonly number[];
  readonly merged: number;
  readonly line: Line;
  /** The test command on the base: to be run, names its tests (or need not), or names none. */
  readonly rehearsal: "due" | "passed" | "mute";
  readonly lineLook: {
    readonly at: Instant;
    /** When this head was looked at first. */
    readonly since: Instant;
    readonly head: Sha;
    readonly ci: Look["ci"];
    readonly because: string;
  } | null;
  /** The newest measurement of the finished line; null before. */
  readonly lineMeasured: LineMeasurement | null;
  readonly final: { readonly pull: number; readonly draft: boolean } | null;
  readonly spend: Spend;
  readonly falters: ReadonlyMap<string, Falter>;
  /** Models of the run, by index, that cannot be used before a person acts. */
  readonly down: readonly number[];
  /** No merge before this instant: the outcome of an earlier one is not known yet. */
  readonly mergesHeldUntil: Instant;
  readonly resumedAt: Instant | null;
  /** Grows when something happened that people should see. */
  readonly revision: number;
  readonly published: {
    readonly revision: number;
    readonly at: Instant;
    readonly comment: number;
  } | null;
  /** Failed checks of the newest red CI, for prompts and people. */
  readonly redChecks: readonly Check[];
  /** The latest instant that an event told; a machine's clock may have been set back since. */
  readonly at: Instant;
}

export const isOver = ({ phase }: Run): boolean => ["done", "failed"].includes(phase.kind);
