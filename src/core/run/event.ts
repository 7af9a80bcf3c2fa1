// Facts in the past tense; the journal is a list of them, and the fold of the list is the run.
import type { Instant, Sha } from "../kernel.ts";
import type { Config } from "../config/config.ts";
import type { Check } from "../gate/checks.ts";
import type { Cautions, Experience, ModelTerm } from "./terms.ts";
import type { ChildEvent, Parent } from "./child-event.ts";
import type { RepositoryRef, RunId } from "./names.ts";
import type { SandboxEvent } from "./sandbox-event.ts";

/** The issue as it was read at the trigger; later edits do not reach the run. */
export interface IssueSnapshot {
  readonly number: number;
  readonly title: string;
  readonly body: string;
}

/** Who set something off, by numeric id, as permitted at that moment. */
export interface Actor {
  readonly id: number;
  readonly login: string;
}

/** One question put to a vote: proposals and ballots for a choice, or one step of one attempt. */
export type Poll =
  | {
      readonly kind: "propose" | "choose";
      readonly of: Choosing;
      /** The one unit that is planned anew; absent while the run itself chooses. */
      readonly unit?: { readonly index: number; readonly attempt: number };
      /** The split of a part of the plan, counted from 1; absent while the whole is chosen. */
      readonly round?: number;
      /**
       * How often the run's choice was made before, without agreement or rejected: it draws afresh.
       * Absent in older journals, whose votes belong to whatever choice is open.
       */
      readonly retry?: number;
    }
  /** Ballots about the places that a plan is shown whole. */
  | { readonly kind: "locate"; readonly of: Locating }
  | {
      readonly kind: "step";
      /** Index into the plan's units. */
      readonly unit: number;
      readonly attempt: number;
      readonly step: number;
      /** In the runoff after no agreement: a test that tells the answers apart, or a ballot. */
      readonly part?: "probe" | "ballot";
    };

export type Choosing = "requirements" | "plan";
/** What a plan is shown whole: files first, then symbols of them. */
export type Locating = "files" | "symbols";

/**
 * An opened sample as it is recorded; `text` only with the first vote for its class, `model` (an
 * index into the run's) only where another than its number's answered. Flags that are only shown
 * are `warned`; `shadow` is the class that a spoiled sample would have voted for: it counts for
 * nothing, and is compared with the elected one.
 */
export type Vote =
  | {
      readonly n: number;
      readonly class: string;
      readonly text?: string;
      readonly flags?: readonly string[];
      readonly warned?: readonly string[];
      /** How large the unit has become with it, where that asks for a person; in words. */
      readonly large?: string;
      readonly model?: number;
    }
  | {
      readonly n: number;
      readonly spoiled: readonly string[];
      readonly detail?: string;
      readonly shadow?: string;
      readonly model?: number;
    };

/** How CI reaches a unit's pull request; found out at the trigger from the workflows' filters. */
export type CiRoute = "units" | "line" | "none";

/** Waits in milliseconds; frozen with the run so that every replay waits alike. */
export interface Pace {
  /**
   * Longer than a request's timeout plus GitHub's read lag: the wait before an unknown outcome
   * is looked up.
   */
  readonly quietMs: number;
  /** Between two looks at CI when no webhook wakes the run. */
  readonly lookMs: number;
  /** Between two edits of the status comment. */
  readonly publishMs: number;
}

export interface Started {
  readonly kind: "started";
  readonly at: Instant;
  readonly run: RunId;
  /** Null for a run that publishes nothing: it only votes. */
  readonly repository: RepositoryRef | null;
  readonly issue: IssueSnapshot;
  readonly by: Actor;
  readonly base: { readonly branch: string; readonly head: Sha };
  readonly config: Config;
  /** `plan`: wait for an approval; `auto`: go. */
  readonly mode: "plan" | "auto";
  readonly ciRoute: CiRoute;
  /** Where a sandbox stands behind the run. */
  readonly sandboxed: boolean;
  /**
   * False: the operator lets no code be pushed that no sandbox verified. Absent in runs that the
   * operator of an app did not start, and in journals from before there was the setting.
   */
  readonly pushUnverified?: boolean;
  /** Number of strata, models × prompt variants. */
  readonly strata: number;
  /** The models drawn from; absent in older journals: one, or several that all weigh 1. */
  readonly models?: readonly ModelTerm[];
  /** What ended runs taught, for the estimate; absent while none has ended. */
  readonly experience?: Experience;
  /** How much to doubt winners; absent where margins alone decide, and in older journals. */
  readonly cautions?: Cautions;
  /** Random text that prompt markers and draws are made from; unknown to issue and repository. */
  readonly seed: string;
  /** Waits, in milliseconds, that the operator chose. */
  readonly pace: Pace;
  /** A plan given by the caller: then nothing is elected but its steps. JSON of a Plan. */
  readonly plan?: unknown;
  /** The run whose part of a plan this one works; absent for a run that a person set off. */
  readonly parent?: Parent;
}

export type Event =
  | Started
  /** A process took the run up again; outcomes of writes under way before are unknown. */
  | { readonly kind: "resumed"; readonly at: Instant }
  /** Money set aside before the calls that may spend it, in millionths of a dollar. */
  | { readonly kind: "reserved"; readonly at: Instant; readonly microUsd: number }
  | {
      readonly kind: "sampled";
      readonly at: Instant;
      readonly poll: Poll;
      /** None where a call brought no answer and may have been billed all the same. */
      readonly votes: readonly Vote[];
      /** What these samples cost, in millionths of a dollar, and their tokens. */
      readonly microUsd: number;
      readonly tokens: number;
    }
  /** The test command was run on the base; `because` says why it cannot judge anything. */
  | {
      readonly kind: "rehearsed";
      readonly at: Instant;
      readonly because: string | null;
      readonly tests: number;
    }
  /** The places that agents choose from; none where everything can be shown. */
  | {
      readonly kind: "surveyed";
      readonly at: Instant;
      readonly of: Locating;
      readonly options: readonly string[];
      /** Files known by their path alone, since all were too much to read; absent where none is. */
      readonly unread?: number;
    }
  | SandboxEvent
  | { readonly kind: "approved"; readonly at: Instant; readonly by: Actor }
  | {
      readonly kind: "rejected";
      readonly at: Instant;
      readonly by: Actor;
      readonly because: string;
    }
  | {
      readonly kind: "stopped";
      readonly at: Instant;
      readonly by: Actor;
      /** What else than a command did it, such as the issue that was closed. */
      readonly because?: string;
    }
  | { readonly kind: "retried"; readonly at: Instant; readonly by: Actor }
  | { readonly kind: "lineOpened"; readonly at: Instant; readonly head: Sha }
  | { readonly kind: "lineMoved"; readonly at: Instant; readonly head: Sha | null }
  | {
      readonly kind: "pushed";
      readonly at: Instant;
      readonly unit: number;
      readonly attempt: number;
      readonly head: Sha;
      readonly onto: Sha;
    }
  /** The elected text does not apply to the line as it stands now, or the branch is not ours. */
  | {
      readonly kind: "displaced";
      readonly at: Instant;
      readonly unit: number;
      readonly attempt: number;
      readonly because: "stale" | "branch moved" | "branch gone" | "pull closed";
      readonly detail: string;
      /** Where the unit's branch stands, when that is known and not where we left it. */
      readonly head: Sha | null;
    }
  /** The unit's pull request is open and described. */
  | { readonly kind: "opened"; readonly at: Instant; readonly unit: number; readonly pull: number }
  | {
      readonly kind: "looked";
      readonly at: Instant;
      readonly unit: number;
      readonly head: Sha;
      readonly ci: "green" | "red" | "pending";
      readonly because: string;
      readonly failed: readonly Check[];
      readonly changesRequestedBy: readonly string[];
      readonly approvedBy: readonly string[];
    }
  | {
      readonly kind: "merged";
      readonly at: Instant;
      readonly unit: number;
      readonly head: Sha;
      readonly commit: Sha;
      /** Where the target stands after it. */
      readonly line: Sha;
    }
  /** The early draft pull request from line to base, or the final one. */
  | {
      readonly kind: "finalOpened";
      readonly at: Instant;
      readonly pull: number;
      readonly draft: boolean;
    }
  | {
      readonly kind: "lineLooked";
      readonly at: Instant;
      readonly head: Sha;
      readonly ci: "green" | "red" | "pending";
      readonly because: string;
    }
  /** What people see was brought up to this revision of the run. */
  | {
      readonly kind: "published";
      readonly at: Instant;
      readonly revision: number;
      readonly comment: number;
    }
  | {
      readonly kind: "gatePosted";
      readonly at: Instant;
      readonly unit: number;
      readonly head: Sha;
      readonly conclusion: string;
    }
  | {
      readonly kind: "faltered";
      readonly at: Instant;
      readonly key: string;
      readonly because: string;
      readonly outcome: "none" | "unknown";
      readonly retryAfterMs: number | null;
      readonly lasting: boolean;
      /** With `lasting`: only this model of the run is out; the others go on without it. */
      readonly model?: number;
      /** With `lasting`: only this unit waits for a person; the others go on. */
      readonly unit?: number;
    }
  | ChildEvent
  | { readonly kind: "failed"; readonly at: Instant; readonly because: string };

export type EventOf<K extends Event["kind"]> = Extract<Event, { readonly kind: K }>;
