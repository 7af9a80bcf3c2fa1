// Ctrl-C, SIGTERM and a closed terminal: a command that works ends orderly, and at once when it is
// told again.
import { constants } from "node:os";
import { Refusal } from "./verb.ts";

type Signal = "SIGINT" | "SIGTERM" | "SIGHUP";

/** npm hands on what the terminal has sent already: within this time it is the same one. */
const sameMs = 1000;

/** What a command ends with that was told to: 128 and the signal's number, as shells do. */
export class Interrupted extends Refusal {
  readonly code: number;
  constructor(signal: Signal, next: string) {
    super(`Ended by ${signal}. ${next}`);
    this.code = 128 + constants.signals[signal];
  }
}

export interface Interrupt {
  /** Aborted with Interrupted. */
  readonly signal: AbortSignal;
  /** What the person is told from now on when they end it: what is kept, and how it goes on. */
  next(words: string): void;
}

/**
 * From now on the first of these signals is told, and a later one ends the process at once.
 * @returns what ends that.
 */
export function hearing(signals: readonly Signal[], told: (signal: Signal) => void): () => void {
  let at: number | null = null;
  const hear = (signal: Signal): void => {
    const now = performance.now();
    if (at === null) {
      at = now;
      console.error("Ending: what is under way is recorded first. Once more ends it at once.");
      told(signal);
    } else if (now - at > sameMs) process.exit(128 + constants.signals[signal]);
  };
  for (const signal of signals) process.on(signal, hear);
  return () => {
    for (const signal of signals) process.off(signal, hear);
  };
}

/** Does a job that is told of signals; it rejects with the signal's reason when it has ended. */
export async function interruptible<T>(job: (interrupt: Interrupt) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  let next = "Nothing was started.";
  const deaf = hearing(["SIGINT", "SIGTERM", "SIGHUP"], (signal) =>
    controller.abort(new Interrupted(signal, next)),
  );
  try {
    return await job({ signal: controller.signal, next: (words) => void (next = words) });
  } finally {
    deaf();
  }
}
