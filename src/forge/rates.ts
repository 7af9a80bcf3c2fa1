// The primary rate limit: so many requests an hour for each token's owner, shown in every answer.
import type { Caller } from "./auth.ts";

/** Source: GitHub docs, "Rate limits for the REST API". */
const perHour = { nobody: 60, user: 5000, installation: 15_000, app: 15_000 } as const;
const hourMs = 3_600_000;

export interface Rate {
  readonly limit: number;
  readonly used: number;
  readonly remaining: number;
  /** Seconds since 1970. */
  readonly reset: number;
}

export interface Rates {
  /** Counts one request. @returns the figures after it; `used` over `limit` is too many. */
  spend(caller: Caller): Rate;
  look(caller: Caller): Rate;
}

const keyOf = (caller: Caller): string => {
  switch (caller.kind) {
    case "nobody":
      return "nobody";
    case "app":
      return `app ${caller.app.id}`;
    case "installation":
      return `installation ${caller.token.installation.id}`;
    case "user":
      return `user ${caller.user.id}`;
  }
};

/** Another limit than GitHub's own, for every caller. */
export interface RateLimit {
  readonly requests: number;
  readonly windowMs: number;
}

/** @param limit GitHub's own when it is left out. */
export function makeRates(now: () => number, limit?: RateLimit): Rates {
  const windowMs = limit?.windowMs ?? hourMs;
  const windows = new Map<string, { start: number; used: number }>();
  const windowOf = (caller: Caller) => {
    const key = keyOf(caller);
    const known = windows.get(key);
    if (known !== undefined && now() - known.start < windowMs) return known;
    const fresh = { start: now(), used: 0 };
    windows.set(key, fresh);
    return fresh;
  };
  const look = (caller: Caller): Rate => {
    const { start, used } = windowOf(caller);
    const most = limit?.requests ?? perHour[caller.kind];
    const reset = Math.ceil((start + windowMs) / 1000);
    return { limit: most, used, remaining: Math.max(most - used, 0), reset };
  };
  return {
    look,
    spend(caller) {
      windowOf(caller).used += 1;
      return look(caller);
    },
  };
}

export const rateHeaders = (rate: Rate): Record<string, string> => ({
  "x-ratelimit-limit": String(rate.limit),
  "x-ratelimit-remaining": String(rate.remaining),
  "x-ratelimit-used": String(rate.used),
  "x-ratelimit-reset": String(rate.reset),
  "x-ratelimit-resource": "core",
});
