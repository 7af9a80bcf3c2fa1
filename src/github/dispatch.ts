// Works off the inbox: one handler for all, retried with growing waits, then a dead letter.
import { Faltered, type Clock } from "../engine/ports.ts";
import type { Delivery, Inbox } from "../engine/inbox.ts";
import type { Instant } from "../core/kernel.ts";
import { causeOf, type Log } from "./log.ts";

export interface Dispatcher {
  /** Something new may be in the inbox. */
  wake(): void;
  /** Takes nothing new; resolves when what is in hand is finished. */
  drain(): Promise<void>;
}

interface Parts {
  readonly inbox: Inbox;
  readonly clock: Clock;
  readonly log: Log;
  readonly handle: (delivery: Delivery) => Promise<void>;
}

const atOnceMax = 4;
const triesMax = 10;

export function makeDispatcher({ inbox, clock, log, handle }: Parts): Dispatcher {
  const inHand = new Set<Promise<void>>();
  let draining = false;
  let cancel = (): void => undefined;

  const work = async (delivery: Delivery): Promise<void> => {
    try {
      await handle(delivery);
      inbox.done(delivery.delivery);
    } catch (error) {
      const cause = rootOf(error);
      const again = againAt(delivery.tries, cause, clock.now());
      inbox.failed(delivery.delivery, causeOf(cause), again);
      const fields = { delivery: delivery.delivery, event: delivery.event, tries: delivery.tries };
      if (again === null) log.error("delivery given up", { ...fields, because: causeOf(cause) });
      else log.warn("delivery put back", { ...fields, because: causeOf(cause) });
    }
  };

  const pump = (): void => {
    cancel();
    while (inHand.size < atOnceMax) {
      const delivery = draining ? null : inbox.claim(clock.now());
      if (delivery === null) break;
      const job = work(delivery).finally(() => {
        inHand.delete(job);
        pump();
      });
      inHand.add(job);
    }
    cancel = (): void => undefined;
    if (draining || inHand.size >= atOnceMax) return;
    const due = inbox.dueAt();
    if (due !== null) cancel = clock.at(Math.max(due, clock.now() + 1), pump);
  };

  return {
    wake: pump,
    async drain() {
      draining = true;
      cancel();
      await Promise.all(inHand);
    },
  };
}

/** Waits of 5 s, 10 s, 20 s … up to 10 minutes, or what GitHub asked for; null gives up. */
export function againAt(tries: number, cause: unknown, now: Instant): Instant | null {
  if (tries >= triesMax) return null;
  if (cause instanceof Faltered && cause.lasting) return null;
  const asked = cause instanceof Faltered ? (cause.retryAfterMs ?? 0) : 0;
  return now + Math.max(asked, Math.min(600_000, 5000 * 2 ** (tries - 1)));
}

/** The Faltered inside what Probot throws, or else the error itself. */
function rootOf(error: unknown): unknown {
  if (error instanceof AggregateError) {
    const inner: unknown[] = error.errors;
    return rootOf(inner.find((one) => rootOf(one) instanceof Faltered) ?? inner[0]);
  }
  if (error instanceof Error && !(error instanceof Faltered) && error.cause instanceof Faltered) {
    return error.cause;
  }
  return error;
}
