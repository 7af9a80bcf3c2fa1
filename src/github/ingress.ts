// The thin front door: size cap, signature, durable inbox, then 202; it answers constants only.
import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { z } from "zod";
import type { Clock } from "../engine/ports.ts";
import type { Inbox } from "../engine/inbox.ts";
import { causeOf, type Log } from "./log.ts";
import { eventOf, semanticKey } from "./semantic.ts";
import { isSigned } from "./signature.ts";

export interface IngressParts {
  /** The webhook secret, and the one before it during a rotation. */
  readonly secrets: readonly string[];
  readonly inbox: Inbox;
  readonly clock: Clock;
  readonly log: Log;
  /** Called after a new delivery is durable. */
  readonly arrived: () => void;
  /** Why the process cannot work, or null when it can; /readyz says ready or not, no more. */
  readonly unready: () => string | null;
}

export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

export const webhookPath = "/api/github/webhooks";
/** GitHub sends no larger body. Source: GitHub docs, "Webhook events and payloads", payload cap. */
export const bodyBytesMax = 25 * 1024 * 1024;

const answers = {
  202: "accepted\n",
  400: "bad request\n",
  401: "signature does not match\n",
  404: "not found\n",
  405: "method not allowed\n",
  413: "payload too large\n",
  503: "not accepted, deliver again\n",
};

const remedy =
  "GitHub was told so, and the sweep asks it to deliver again; where the disk is full make room, " +
  "Quorum goes on by itself";

const headersShape = z.object({
  "x-github-delivery": z.string().regex(/^[A-Za-z0-9-]{1,100}$/),
  "x-github-event": z.string().regex(/^[a-z0-9_]{1,60}$/),
});

/** So long a delivery that could not be kept makes the process unready: the next may be kept. */
const unkeptMs = 60_000;

/** Nothing of a request is ever echoed, and nothing is acknowledged before it is durable. */
export function makeIngress(parts: IngressParts): Handler {
  let unkeptAt: number | null = null;
  const keeps = (): boolean => unkeptAt === null || parts.clock.now() - unkeptAt > unkeptMs;
  return (request, response) => {
    const path = (request.url ?? "/").split("?")[0];
    if (path === "/healthz") return reply(response, 200, "ok\n");
    if (path === "/readyz") {
      const ready = parts.unready() === null && keeps();
      return reply(response, ready ? 200 : 503, ready ? "ready\n" : "not ready\n");
    }
    if (path !== webhookPath) return close(response, 404);
    if (request.method !== "POST") return close(response, 405);
    receive(parts, request).then(
      (status) => {
        if (status !== 202) return close(response, status);
        unkeptAt = null;
        reply(response, 202, answers[202]);
      },
      (error: unknown) => {
        unkeptAt = parts.clock.now();
        parts.log.error("webhook not kept", { because: causeOf(error), remedy });
        close(response, 503);
      },
    );
  };
}

async function receive(
  parts: IngressParts,
  request: IncomingMessage,
): Promise<202 | 400 | 401 | 413> {
  if (Number(request.headers["content-length"] ?? 0) > bodyBytesMax) return 413;
  const signature = request.headers["x-hub-signature-256"];
  const given = typeof signature === "string" ? signature : undefined;
  // Nobody makes the process hold 25 MB who does not even pretend to have signed them.
  if (given === undefined || !/^sha256=[0-9a-f]{64}$/.test(given)) return 401;
  const raw = await readBody(request);
  if (raw === "too large") return 413;
  if (raw === "broken off") return 400;
  if (!isSigned(raw, given, parts.secrets)) return 401;
  const headers = headersShape.safeParse(request.headers);
  const payload = raw.toString("utf8");
  const body = parseObject(payload);
  if (!headers.success || body === null) return 400;
  const delivery = headers.data["x-github-delivery"];
  const event = eventOf(body) ?? headers.data["x-github-event"];
  const key = semanticKey(body, createHash("sha256").update(raw).digest("hex"));
  const at = parts.clock.now();
  const kept = await parts.inbox.put({ delivery, event, semanticKey: key, payload, at });
  parts.log.info("webhook", { delivery, event, kept, ms: parts.clock.now() - at });
  if (kept === "new") parts.arrived();
  return 202;
}

function readBody(request: IncomingMessage): Promise<Buffer | "too large" | "broken off"> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size > bodyBytesMax) {
        request.pause();
        resolve("too large");
      } else chunks.push(chunk);
    });
    request.on("end", () => resolve(Buffer.concat(chunks, size)));
    request.on("error", () => resolve("broken off"));
    request.on("aborted", () => resolve("broken off"));
  });
}

function parseObject(text: string): object | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

function reply(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, { "content-type": "text/plain", "x-content-type-options": "nosniff" });
  response.end(body);
}

/** Refuses and hangs up, so that an unread body is not read any further. */
function close(response: ServerResponse, status: keyof typeof answers): void {
  response.setHeader("connection", "close");
  reply(response, status, answers[status]);
}
