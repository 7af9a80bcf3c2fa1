// The pace of one installation: writes one by one and spaced, reads a few at a time, pauses obeyed.
import { Faltered, type Clock } from "../engine/ports.ts";
import type { Instant } from "../core/kernel.ts";
import { wait } from "./waiting.ts";

export interface Pacing {
  /** Least time between the starts of two writes. */
  readonly spacingMs: number;
  readonly writesPerMinuteMax: number;
  readonly writesPerHourMax: number;
  readonly readsAtOnceMax: number;
  /** A write that would wait longer than this falters instead, and is asked for again later. */
  readonly waitMsMax: number;
}

/**
 * Below GitHub's own limits of 80 content writes a minute and 500 an hour.
 * Source: GitHub docs, "Rate limits for the REST API", secondary rate limits.
 */
export const defaultPacing: Pacing = {
  spacingMs: 1000,
  writesPerMinuteMax: 60,
  writesPerHourMax: 400,
  readsAtOnceMax: 10,
  waitMsMax: 90_000,
};

export interface Budget {
  /** Runs the job when its turn comes. Throws Faltered when that is too far away. */
  write<T>(job: () => Promise<T>): Promise<T>;
  read<T>(job: () => Promise<T>): Promise<T>;
  /** Nothing is sent before this instant. */
  pause(until: Instant): void;
  /** How many writes were sent, and the least time between two of them; null before the second. */
  figures(): { readonly writes: number; readonly spacingMsLeast: number | null };
}

const minuteMs = 60_000;
const hourMs = 3_600_000;

export function makeBudget(clock: Clock, pacing: Pacing): Budget {
  let pausedUntil: Instant = Number.NEGATIVE_INFINITY;
  let tail: Promise<unknown> = Promise.resolve();
  let writes = 0;
  let spacingMsLeast: number | null = null;
  /** Starts of the writes of the last hour, oldest first. */
  let starts: Instant[] = [];
  const reads = atMost(pacing.readsAtOnceMax);

  const due = (): Instant => {
    const now = clock.now();
    // Where the clock was set back, a write of the future counts as one of now.
    starts = starts.filter((at) => at > now - hourMs).map((at) => Math.min(at, now));
    return Math.max(
      pausedUntil,
      (starts.at(-1) ?? Number.NEGATIVE_INFINITY) + pacing.spacingMs,
      windowEnd(starts, pacing.writesPerMinuteMax, minuteMs),
      windowEnd(starts, pacing.writesPerHourMax, hourMs),
    );
  };

  const untilDue = async (when: () => Instant): Promise<void> => {
    for (let ms = when() - clock.now(); ms > 0; ms = when() - clock.now()) {
      if (ms > pacing.waitMsMax) throw tooFar(ms);
      await wait(clock, ms);
    }
  };

  const turn = async <T>(job: () => Promise<T>): Promise<T> => {
    await untilDue(due);
    const now = clock.now();
    const before = starts.at(-1);
    if (before !== undefined) {
      spacingMsLeast = Math.min(spacingMsLeast ?? Number.POSITIVE_INFINITY, now - before);
    }
    starts.push(now);
    writes += 1;
    return await job();
  };

  return {
    write(job) {
      const mine = tail.then(() => turn(job));
      tail = mine.catch(() => undefined);
      return mine;
    },
    async read(job) {
      await untilDue(() => pausedUntil);
      return await reads(job);
    },
    pause(until) {
      pausedUntil = Math.max(pausedUntil, until);
    },
    figures: () => ({ writes, spacingMsLeast }),
  };
}

/** Runs at most so many jobs at once; the others wait in the order they came. */
function atMost(max: number): <T>(job: () => Promise<T>) => Promise<T> {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (job) => {
    if (running >= max) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    try {
      return await job();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}

/** When a window that holds `max` starts has room again. */
function windowEnd(starts: readonly Instant[], max: number, windowMs: number): Instant {
  const oldest = starts.at(-max);
  return oldest === undefined ? Number.NEGATIVE_INFINITY : oldest + windowMs;
}

function tooFar(ms: number): Faltered {
  const minutes = Math.ceil(ms / minuteMs);
  return new Faltered(
    `GitHub's rate limit for this installation leaves room again in ${minutes} min. ` +
      "Quorum waits and goes on by itself.",
    { outcome: "none", retryAfterMs: ms },
  );
}
