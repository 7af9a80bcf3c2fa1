// The actions under way, and how long a process that ends waits for them.
import type { Action } from "../core/run/action.ts";
import type { RunId } from "../core/run/names.ts";
import type { Log } from "./log.ts";
import type { Clock } from "./ports.ts";

/** How long answers and the sandbox are waited for … */
export const waitMs = 60_000;
/** … and how long then for models to say what calls cost that they were told to give up. */
const graceMs = 1000;

/** What the next process does again: nothing outside knows of it, and its money is set aside. */
const repeatable: ReadonlySet<Action["kind"]> = new Set([
  "sample",
  "survey",
  "verify",
  "measure",
  "measureLine",
  "probe",
  "rehearse",
]);

export interface UnderWay {
  begin(action: Action, run: RunId, key: string): void;
  end(action: Action): void;
  /**
   * Resolves when nothing is under way, or, after a minute and the log's word of it, nothing but
   * what the next process does again.
   * @param giveUp is called after that minute. @returns whether nothing is under way.
   */
  settled(giveUp: () => void): Promise<boolean>;
}

export function openUnderWay(clock: Clock, log: Log): UnderWay {
  const all = new Map<Action, { readonly run: RunId; readonly key: string }>();
  let idle: (() => void) | null = null;

  function tell(): void {
    const keys = new Map<RunId, string[]>();
    for (const [{ kind }, { run, key }] of all) {
      if (repeatable.has(kind)) keys.set(run, [...(keys.get(run) ?? []), key]);
    }
    const message = "not done in time and given up: the next start takes it up again";
    for (const [run, list] of keys) log.warn({ run, keys: list, waitedMs: waitMs }, message);
  }

  return {
    begin: (action, run, key) => void all.set(action, { run, key }),
    end(action) {
      all.delete(action);
      idle?.();
    },
    async settled(giveUp) {
      const done = Promise.withResolvers<void>();
      let late = false;
      idle = () => {
        if ([...all.keys()].every(({ kind }) => late && repeatable.has(kind))) done.resolve();
      };
      const asked = clock.now();
      const cancels = [
        clock.at(asked + waitMs, () => {
          tell();
          giveUp();
        }),
        clock.at(asked + waitMs + graceMs, () => {
          late = true;
          idle?.();
        }),
      ];
      idle();
      await done.promise;
      for (const cancel of cancels) cancel();
      return all.size === 0;
    },
  };
}
