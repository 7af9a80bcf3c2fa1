// Time that never goes back: a machine's clock may be set back, and no wait may grow by that.
import type { Instant } from "../core/kernel.ts";
import type { Clock } from "./ports.ts";

export interface SteadyClock extends Clock {
  /** A journal tells of this instant: from now on none before it is told. */
  notBefore(instant: Instant): void;
}

/** The clock, moved ahead by as much as it was seen to be set back; still then while it stands. */
export function steady(clock: Clock): SteadyClock {
  let ahead = 0;
  let last = Number.NEGATIVE_INFINITY;

  function now(): Instant {
    const seen = clock.now() + ahead;
    if (seen < last) ahead += last - seen;
    last = Math.max(last, seen);
    return last;
  }

  return {
    now,
    at: (when, wake) => clock.at(when - ahead, wake),
    notBefore(instant) {
      if (now() >= instant) return;
      ahead += instant - last;
      last = instant;
    },
  };
}
