// A clock that stands still until a test moves it.
import type { Clock } from "../../src/engine/ports.ts";

export interface ManualClock extends Clock {
  /** Moves on and calls what is due, in order of time. */
  advance(ms: number): void;
  /** How many calls are waiting. */
  waiting(): number;
}

export function manualClock(start = Date.UTC(2026, 10, 24, 12)): ManualClock {
  let now = start;
  let alarms: { readonly when: number; readonly wake: () => void }[] = [];
  return {
    now: () => now,
    at: (when, wake) => {
      const alarm = { when, wake };
      alarms.push(alarm);
      return () => void (alarms = alarms.filter((a) => a !== alarm));
    },
    advance: (ms) => {
      const until = now + ms;
      for (;;) {
        const due = alarms.filter((a) => a.when <= until).sort((a, b) => a.when - b.when)[0];
        if (!due) break;
        alarms = alarms.filter((a) => a !== due);
        now = Math.max(now, due.when);
        due.wake();
      }
      now = until;
    },
    waiting: () => alarms.length,
  };
}
