// Hands deliveries to Probot and takes them from it again: one handler for every event.
import { Probot, ProbotOctokit } from "probot";
import type { Delivery } from "../engine/inbox.ts";
import type { GithubSettings } from "./settings.ts";

export interface Event {
  readonly delivery: string;
  readonly name: string;
  readonly payload: unknown;
}

type Received = Parameters<Probot["receive"]>[0];

/** Rejects with what the handler rejected with, inside Probot's AggregateError. */
export function makeReceiver(
  settings: GithubSettings,
  handle: (event: Event) => Promise<void>,
): (delivery: Delivery) => Promise<void> {
  const app = new Probot({
    appId: settings.appId,
    privateKey: settings.privateKey,
    secret: settings.secrets[0],
    baseUrl: settings.apiUrl,
    logLevel: "fatal",
    logFormat: "json",
    Octokit: ProbotOctokit.defaults((options: object) => ({
      ...options,
      throttle: { enabled: false },
      retry: { enabled: false },
    })),
  });
  app.onAny(({ id, name, payload }) => handle({ delivery: id, name, payload }));
  return (delivery) => app.receive(parseReceived(delivery));
}

/** Probot's type demands an event that it knows; it takes every other one as well. */
function parseReceived(delivery: Delivery): Received {
  const payload: unknown = JSON.parse(delivery.payload);
  return { id: delivery.delivery, name: delivery.event, payload } as Received;
}
