// What the GitHub edge asks of the house: start a run, tell it something, wake it, words about it.
import type { Result } from "../core/kernel.ts";
import type { Config } from "../core/config/config.ts";
import type { Event, Pace, Started } from "../core/run/event.ts";
import type { Cautions, Experience, ModelTerm } from "../core/run/terms.ts";
import type { RunId } from "../core/run/names.ts";

/** Where something happened; whatever is given narrows the runs that wake. */
export interface Where {
  readonly repositoryId: number;
  readonly issue?: number;
  readonly branch?: string;
  readonly head?: string;
  readonly pull?: number;
}

/** The part of a run's beginning that the operator decides, not the repository. */
export interface Terms {
  readonly sandboxed: boolean;
  readonly strata: number;
  readonly models?: readonly ModelTerm[];
  readonly experience?: Experience;
  readonly cautions?: Cautions;
  readonly seed: string;
  readonly pace: Pace;
}

export interface RunSeen {
  readonly id: RunId;
  /** `stopped`: a person stopped it, and a retry or a new run is their next word. */
  readonly standing: "live" | "stopped" | "over";
}

export interface House {
  terms(config: Config): Terms;
  /** Durable when it resolves. Throws Faltered when the store cannot take it. */
  start(started: Started): Promise<"started" | "exists">;
  /** `error` is a sentence for the person who asked. */
  tell(run: RunId, event: Event): Promise<Result<void, string>>;
  wake(where: Where): void;
  /** Newest first. */
  runsOf(repositoryId: number, issue: number): readonly RunSeen[];
  /** Rendered Markdown. */
  words(run: RunId, about: "status" | "why"): string;
}
