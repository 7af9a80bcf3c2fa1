// The journal in the engine's hands: when it cannot be used, all runs are put down and, after a
// pause, taken up again from what it holds, as after a crash.
import type { Log } from "./log.ts";
import { Faltered, type Clock, type Journal } from "./ports.ts";

export interface Store {
  /** The journal, whose failed flushes pause the runs. */
  readonly journal: Journal;
  /** Does work on the journal that may fail; then the runs are paused. */
  guarded(work: () => void): void;
  /** The journal lost or took nothing: what memory knows beyond it is dropped. */
  faltered(error: unknown): void;
}

/** How long the journal is left alone after it failed. */
const pauseMs = 5000;
const remedy = "see to the disk; the runs go on by themselves from what is recorded";

/**
 * @param putDown forgets all runs.
 * @param takeUp takes up the live ones again; called after the pause, and again while it fails.
 */
export function openStore(
  journal: Journal,
  clock: Clock,
  log: Log,
  putDown: () => void,
  takeUp: () => void,
): Store {
  let paused = false;

  function faltered(error: unknown): void {
    const because = error instanceof Error ? error.message : String(error);
    log.error({ because, pauseMs, remedy }, "the journal cannot be used; runs are paused");
    putDown();
    if (paused) return;
    paused = true;
    clock.at(clock.now() + pauseMs, () => {
      paused = false;
      guarded(takeUp);
    });
  }

  function guarded(work: () => void): void {
    try {
      work();
    } catch (error) {
      faltered(error);
    }
  }

  return {
    journal: {
      ...journal,
      async flush() {
        try {
          await journal.flush();
        } catch (error) {
          faltered(error);
          throw error;
        }
      },
    },
    guarded,
    faltered,
  };
}

/** Thrown to a caller whose fact or reservation is in no journal. */
export const notRecorded = (): Faltered =>
  new Faltered("the journal could not take it; nothing was done", { outcome: "none" });
