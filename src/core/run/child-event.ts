// What a run and its child runs know of each other: facts in the journals of both.
import type { Instant, Sha } from "../kernel.ts";
import type { Requirement } from "../requirement/requirement.ts";
import type { RunId } from "./names.ts";
import type { Sum } from "./spend.ts";

/** What a child run was given by the run that started it, frozen like all of its inputs. */
export interface Parent {
  readonly run: RunId;
  /** The parent's issue, and the part in its plan. */
  readonly issue: number;
  readonly unit: string;
  readonly title: string;
  /** 1 for a child of a run that a person set off, 2 for its child, … */
  readonly depth: number;
  /** What the part serves, as the parent elected it; ids are the parent's. */
  readonly requirements: readonly Requirement[];
  /** Files that units beside the part write: the child leaves them alone. */
  readonly taken: readonly string[];
}

/** Money in millionths of a dollar, and tokens; null where the parent has no limit of them. */
export interface Grant {
  readonly microUsd: number;
  readonly tokens: number | null;
}

/** A child run as its parent saw it last. */
export interface ChildView {
  /**
   * `working`; `waiting`: a person must act on the child's own issue; `done`: its pull request is
   * open; `failed`: it is over without one.
   */
  readonly standing: "working" | "waiting" | "done" | "failed";
  /** Raw words: what it does, or why it stands still. */
  readonly because: string;
  readonly merged: number;
  /** 0 before it has a plan. */
  readonly units: number;
  /** The pull request that brings its line into the parent's, and the head of its line. */
  readonly pull: number | null;
  readonly head: Sha | null;
  /** Somebody else pushed to its line: a person must approve what is in it. */
  readonly touched: boolean;
  /** What it took so far, its own children included. */
  readonly microUsd: number;
  readonly tokens: number;
  /** Issues of its own children, theirs included. */
  readonly issues: readonly number[];
}

/** The child run of a unit's attempt as the unit's own run knows it. */
export interface Child {
  readonly issue: number;
  readonly grant: Grant;
  /** Null until it was started: on the line as it stood at `base`. */
  readonly run: RunId | null;
  readonly base: Sha | null;
  readonly view: ChildView | null;
  readonly seenAt: Instant;
  /** What the parent told it last, while that holds. */
  readonly told: "stopped" | "failed" | null;
  /** How often CI was red on its pull request. */
  readonly reds: number;
  /** Its work came to nothing: a retry starts another child run. */
  readonly spent: boolean;
}

/** A pull request of a child run whose work came to nothing: it is to be closed. */
export interface Dropped {
  readonly attempt: number;
  readonly pull: number;
  /** Raw words: why nothing came of it. */
  readonly because: string;
}

/** Facts about the child run of one unit; those of an earlier attempt change nothing. */
interface AboutChild {
  readonly at: Instant;
  /** Index into the plan's units. */
  readonly unit: number;
  readonly attempt: number;
}

export type ChildEvent =
  /** The sub-issue is there: money is set aside for the child from now on. */
  | (AboutChild & {
      readonly kind: "childNamed";
      readonly issue: number;
      /** What the parent's own calls in flight may take. */
      readonly promised: Sum;
    })
  | (AboutChild & {
      readonly kind: "childStarted";
      readonly run: RunId;
      /** Where the parent's line stood when the child began. */
      readonly base: Sha;
    })
  | (AboutChild & { readonly kind: "childSeen"; readonly view: ChildView })
  /** The child was told to stop or go on with its parent, or that its parent is over. */
  | (AboutChild & {
      readonly kind: "childTold";
      readonly order: "stopped" | "retried" | "failed";
    })
  /** The pull request of an attempt that came to nothing is closed, whatever attempt it is now. */
  | (AboutChild & { readonly kind: "childClosed"; readonly pull: number });
