// What a command of the command line is, and how it refuses.
import type { Terminal } from "./terminal.ts";

export type Values = Readonly<Record<string, string | boolean | undefined>>;

interface Option {
  readonly type: "string" | "boolean";
  /** What stands for its value in the help, such as `PATH`. */
  readonly value?: string;
  /** What it does, for the help and the README. */
  readonly help: string;
}

export interface Verb {
  /** One line for the list of verbs. */
  readonly help: string;
  readonly options: Readonly<Record<string, Option>>;
  /** How it is called, one or two examples. */
  readonly usage: string;
  /** @returns the exit code. Throws Refusal with a sentence for the person. */
  run(values: Values, terminal: Terminal): Promise<number>;
}

/** A sentence for the person at the terminal: what happened, and what to do. No stack is shown. */
export class Refusal extends Error {}

/** A refusal of how the command was called: an option, a number, a name. */
export class Misuse extends Refusal {}
