// What is done about a webhook once it was read: the one handler of every delivery.
import { unreachable } from "../core/kernel.ts";
import { answer } from "./answering.ts";
import { halt } from "./halting.ts";
import type { Log } from "./log.ts";
import type { Outcome, Own } from "./outcome.ts";
import type { Event } from "./receiving.ts";
import { trigger, type Doorway } from "./trigger.ts";
import { readWebhook } from "./webhook.ts";

export interface ReactParts {
  readonly door: Doorway;
  readonly log: Log;
  own(): Own;
  /** Learns where repositories are from every body. */
  hear(payload: unknown): void;
  /** The app was installed, removed, suspended or taken up again somewhere. */
  installation(id: number, gone: boolean): void;
}

/** @returns the handler; it rejects with Faltered when the delivery has to be handled again. */
export function makeReact(parts: ReactParts): (event: Event) => Promise<void> {
  return async (event) => {
    parts.hear(event.payload);
    const outcome = readWebhook(event.name, event.payload, parts.own(), parts.door.labels);
    const result = await act(parts, outcome);
    const fields = { delivery: event.delivery, event: event.name, outcome: outcome.kind, result };
    if (outcome.kind === "ignored") parts.log.debug("webhook handled", fields);
    else parts.log.info("webhook handled", fields);
  };
}

async function act(parts: ReactParts, outcome: Outcome): Promise<string> {
  switch (outcome.kind) {
    case "ignored":
      return outcome.why;
    case "trigger": {
      const cause = `label:${outcome.issue.id}:${outcome.label}:${outcome.at}`;
      return await trigger(parts.door, { ...outcome, cause, at: Date.parse(outcome.at) });
    }
    case "comment":
      return await answer(parts.door, outcome);
    case "halt":
      return await halt(parts.door, outcome);
    case "wake":
      parts.door.house.wake(outcome.where);
      return "woken";
    case "installation":
      parts.installation(outcome.installation, outcome.gone);
      return outcome.gone ? "gone" : "there";
    default:
      return unreachable(outcome);
  }
}
