// What a command is: its pattern, the permission it needs, its words and what it comes to.
import type { Actor, Event } from "../run/event.ts";
import type { Instant } from "../kernel.ts";

/** What somebody may do in a repository, ascending. */
export type Level = "none" | "read" | "triage" | "write" | "admin";

/** What a command comes to, once its sender was permitted. */
export type Effect =
  | { readonly kind: "tell"; readonly event: Event }
  | { readonly kind: "start"; readonly mode: "plan" | "auto" }
  | { readonly kind: "words"; readonly about: "status" | "why" }
  | { readonly kind: "help"; readonly verb: string | null };

/** The arguments behind the verb did not fit; `problem` says what is wrong with them. */
export interface Misused {
  readonly kind: "misused";
  readonly problem: string;
}

export interface Command {
  readonly verb: string;
  /** How it is written, arguments included: `reject [reason]`. */
  readonly usage: string;
  readonly needs: Level;
  /** One sentence for `/quorum help` and the README. */
  readonly help: string;
  /** What was typed behind the verb, trimmed, at most 500 characters. Total. */
  effect(args: string, by: Actor, at: Instant): Effect | Misused;
}

export const misused = (problem: string): Misused => ({ kind: "misused", problem });

/** The answer of a command that takes no arguments. */
export const alone = (args: string, effect: Effect): Effect | Misused =>
  args === "" ? effect : misused("it takes nothing behind it");
