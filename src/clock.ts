// The machine's clock behind the Clock port; only the entries hand it out.
import type { Clock } from "./engine/ports.ts";
import type { Turns } from "./engine/turns.ts";

const timerMsMax = 2 ** 31 - 1;

/** Resolves after everything else that waits had its turn. */
export const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Others wait for their turn no longer than this, and one piece of work. */
const turnMs = 20;

/** Turns by the clock: due when the last one was passed on long enough ago. */
export function machineTurns(): Turns {
  let since = performance.now();
  return {
    due: () => performance.now() - since > turnMs,
    async pass() {
      await breathe();
      since = performance.now();
    },
  };
}

/** Waits run by the monotonic clock: one that is set meanwhile makes none longer or shorter. */
export const machineClock: Clock = {
  now: () => Date.now(),
  at(when, wake) {
    const end = performance.now() + when - Date.now();
    let timer = setTimeout(check, delay());
    function delay(): number {
      return Math.min(timerMsMax, Math.max(0, Math.ceil(end - performance.now())));
    }
    function check(): void {
      if (performance.now() >= end) wake();
      else timer = setTimeout(check, delay());
    }
    return () => clearTimeout(timer);
  },
};
