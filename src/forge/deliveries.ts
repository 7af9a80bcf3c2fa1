// Webhooks on their way: signed, logged, sent once; sent again only when somebody asks.
import { createHmac, randomUUID } from "node:crypto";
import type { Background } from "./background.ts";
import type { FaultPlan } from "./faults.ts";
import type { JsonObject } from "./json.ts";
import { presentUser } from "./present/account.ts";
import { presentRepository } from "./present/repository.ts";
import { newId, type App, type Installation, type Repository } from "./store.ts";
import { nodeId, type Event, type World } from "./world.ts";

export interface Delivery {
  readonly id: number;
  readonly guid: string;
  readonly app: App;
  readonly event: string;
  readonly action: string | null;
  readonly installation: Installation | null;
  readonly repository: Repository | null;
  readonly redelivery: boolean;
  readonly deliveredAt: number;
  readonly body: string;
  headers: Readonly<Record<string, string>>;
  durationMs: number;
  /** 0 when no answer came. */
  statusCode: number;
  status: string;
  response: string;
}

export interface Outbox {
  /** Queues an event for every app that should hear of it. */
  emit(event: Event): void;
  /** Sends a logged delivery again, under its old GUID. @returns false when it is not known. */
  redeliver(app: App, id: number): boolean;
  /** Tells an app something that belongs to no repository, such as `ping`. */
  tell(app: App, installation: Installation | null, event: Event): void;
  /** Newest first. */
  log(): readonly Delivery[];
}

/** Source: GitHub docs, "Best practices for using webhooks": an answer within 10 seconds. */
const timeoutMs = 10_000;

/** Source: GitHub docs, "Validating webhook deliveries". */
export const sign = (secret: string, body: string): string =>
  `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`;

export function makeOutbox(world: () => World, background: Background, faults: FaultPlan): Outbox {
  const log: Delivery[] = [];
  const lines = new Map<App, { tail: Promise<void>; held: Delivery[] }>();
  let nth = 0;

  const lineOf = (app: App) => {
    const line = lines.get(app) ?? { tail: Promise.resolve(), held: [] };
    lines.set(app, line);
    return line;
  };

  /** One delivery after the other to one app; what was held back goes behind the next. */
  const queue = (delivery: Delivery): void => {
    const line = lineOf(delivery.app);
    const held = line.held.splice(0);
    line.tail = [delivery, ...held].reduce(
      (before, one) => before.then(() => post(one)),
      line.tail,
    );
    background.track(line.tail);
  };

  const dispatch = (delivery: Delivery): void => {
    nth += 1;
    log.unshift(delivery);
    const { event, action, guid, redelivery, app } = delivery;
    const fault = faults.delivery?.({ event, action, guid, redelivery, nth }) ?? null;
    switch (fault?.kind) {
      case undefined:
        return queue(delivery);
      case "lost":
        delivery.status = "Service Timeout";
        return;
      case "duplicated":
        queue(delivery);
        return queue(delivery);
      case "reordered": {
        const line = lineOf(app);
        line.held.push(delivery);
        const alone = line.tail.then(() => undefined);
        background.track(alone.then(() => release(delivery)));
        return;
      }
      case "delayed":
        background.track(
          new Promise<void>((resolve) => {
            setTimeout(() => {
              queue(delivery);
              resolve();
            }, fault.ms);
          }),
        );
    }
  };

  /** Sends a delivery that was held back when nothing came to go before it. */
  const release = (delivery: Delivery): Promise<void> =>
    new Promise((resolve) => {
      setTimeout(() => {
        const line = lineOf(delivery.app);
        if (line.held.includes(delivery)) {
          line.held = line.held.filter((one) => one !== delivery);
          queue(delivery);
        }
        resolve();
      }, 50);
    });

  const deliver = (app: App, installation: Installation | null, event: Event): void => {
    if (app.webhookUrl === null) return;
    dispatch({
      id: newId(world().store),
      guid: randomUUID(),
      app,
      event: event.name,
      action: event.action,
      installation,
      repository: event.repository,
      redelivery: false,
      deliveredAt: world().now(),
      body: JSON.stringify(payloadOf(world(), installation, event)),
      headers: {},
      durationMs: 0,
      statusCode: 0,
      status: "",
      response: "",
    });
  };

  return {
    emit(event) {
      for (const installation of world().store.installations.values()) {
        const { app } = installation;
        const hears = event.only === null ? app.events.includes(event.name) : event.only === app;
        const inside = event.repository !== null && installation.repositories.has(event.repository);
        if (hears && inside && installation.suspended === null) deliver(app, installation, event);
      }
    },
    redeliver(app, id) {
      const old = log.find((one) => one.id === id && one.app === app);
      if (old === undefined) return false;
      const fresh = { headers: {}, durationMs: 0, statusCode: 0, status: "", response: "" };
      const { store, now } = world();
      dispatch({ ...old, ...fresh, id: newId(store), redelivery: true, deliveredAt: now() });
      return true;
    },
    tell: deliver,
    log: () => log,
  };
}

function payloadOf(world: World, installation: Installation | null, event: Event): JsonObject {
  const whole = event.name === "ping" || event.name.startsWith("installation");
  return {
    ...(event.action === null ? {} : { action: event.action }),
    ...event.payload,
    ...(event.repository ? { repository: presentRepository(world, event.repository) } : {}),
    ...(event.name === "ping" ? {} : { sender: presentUser(world, event.actor.user) }),
    ...(installation !== null && !whole
      ? { installation: { id: installation.id, node_id: nodeId("Installation", installation.id) } }
      : {}),
  };
}

/** Source: GitHub docs, "Webhook events and payloads", delivery headers. */
async function post(delivery: Delivery): Promise<void> {
  const { app, body } = delivery;
  if (app.webhookUrl === null) return;
  delivery.headers = {
    accept: "*/*",
    "content-type": "application/json",
    "user-agent": "GitHub-Hookshot/forge",
    "x-github-delivery": delivery.guid,
    "x-github-event": delivery.event,
    "x-github-hook-id": String(app.hookId),
    "x-github-hook-installation-target-id": String(app.id),
    "x-github-hook-installation-target-type": "integration",
    "x-hub-signature-256": sign(app.webhookSecret, body),
  };
  const started = performance.now();
  try {
    const signal = AbortSignal.timeout(timeoutMs);
    const answer = await fetch(app.webhookUrl, {
      method: "POST",
      headers: delivery.headers,
      body,
      signal,
    });
    delivery.response = (await answer.text()).slice(0, 10_000);
    delivery.statusCode = answer.status;
    delivery.status = answer.ok ? "OK" : `Invalid HTTP Response: ${answer.status}`;
  } catch {
    delivery.status = "failed to connect to host";
  }
  delivery.durationMs = performance.now() - started;
}
