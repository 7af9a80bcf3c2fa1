// What an action's error becomes: the world faltered, or the house has a bug.
import type { Instant } from "../core/kernel.ts";
import type { Event } from "../core/run/event.ts";
import type { Run } from "../core/run/state.ts";
import type { Log } from "./log.ts";
import { Faltered } from "./ports.ts";

/** The event to record for an action that threw; logged as what it is. */
export function failure(run: Run, key: string, error: unknown, at: Instant, log: Log): Event {
  const id = run.started.run;
  if (error instanceof Faltered) {
    const { message: because, outcome, retryAfterMs, lasting, model, unit } = error;
    log.warn({ run: id, key, because, outcome }, "the world faltered");
    const event = { kind: "faltered", at, key, because, outcome, retryAfterMs, lasting } as const;
    return {
      ...event,
      ...(model === null ? {} : { model }),
      ...(unit === null ? {} : { unit }),
    };
  }
  const because = error instanceof Error ? error.message : String(error);
  log.error({ run: id, key, because, stack: error instanceof Error ? error.stack : "" }, "a bug");
  return { kind: "failed", at, because: `${key}: ${because}` };
}
