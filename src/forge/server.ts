// The HTTP side of the forge: one request from headers to answer, with faults where wanted.
import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { wordsOf, type Demand } from "./access.ts";
import { callerOf, type Caller } from "./auth.ts";
import type { Outbox } from "./deliveries.ts";
import type { ApiFault, FaultPlan } from "./faults.ts";
import { rateHeaders, type Rate, type Rates } from "./rates.ts";
import { Moved, Refusal, notFound, refusalBody } from "./refusal.ts";
import type { Answer, Route } from "./route.ts";
import type { Permissions } from "./store.ts";
import type { World } from "./world.ts";

export interface ApiRecord {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly status: number;
  /** Slug of the app, login of the person, or null. */
  readonly by: string | null;
  /** Permissions of which any one lets an app do it, as GitHub's header says; null for none. */
  readonly accepts: string | null;
  /** What the installation token grants that it was asked with; null for other callers. */
  readonly granted: Permissions | null;
  readonly at: number;
}

export interface ServerParts {
  readonly world: () => World;
  readonly outbox: Outbox;
  readonly rates: Rates;
  readonly routes: readonly Route[];
  readonly faults: FaultPlan;
  /** Everything that was asked, oldest first. */
  readonly log: ApiRecord[];
  /** Resolves when what is known now is kept, where the forge is kept. */
  kept(): Promise<void>;
}

const bodyBytesMax = 40 * 1024 * 1024;

/** Makes the server; the caller lets it listen. */
export function makeServer(parts: ServerParts): Server {
  let nth = 0;
  return createServer((request, response) => {
    nth += 1;
    serve(parts, request, response, nth).catch((error: unknown) => {
      const body = { message: error instanceof Error ? error.message : "Server Error" };
      if (!response.headersSent) response.writeHead(500, { "content-type": "application/json" });
      response.end(JSON.stringify(body));
    });
  });
}

async function serve(
  parts: ServerParts,
  request: IncomingMessage,
  response: ServerResponse,
  nth: number,
): Promise<void> {
  const method = request.method ?? "GET";
  const url = new URL(request.url ?? "/", "http://localhost");
  const path = url.pathname;
  const body = await readBody(request);
  const fault = parts.faults.api?.({ method, path, nth }) ?? null;
  const { now, store } = parts.world();
  let caller: Caller = { kind: "nobody" };
  let answer: Answer;
  let rate = parts.rates.look(caller);
  let accepts: string | null = null;
  const demanding = (demand: Demand): void => {
    accepts = wordsOf(demand);
  };
  try {
    caller = callerOf(store, request.headers.authorization, now());
    rate = path === "/rate_limit" ? parts.rates.look(caller) : parts.rates.spend(caller);
    if (rate.used > rate.limit) throw new Refusal(403, "API rate limit exceeded");
    if (fault !== null && !carriedOut(fault)) answer = { status: 500, body: null };
    else answer = await run(parts, { method, path, url, body, caller, demanding });
    if (method !== "GET") await parts.kept();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const headers = error instanceof Moved ? { location: error.location } : {};
    answer = { status: error.status, body: refusalBody(error), headers };
  }
  const status = fault === null || fault.kind === "broken" ? answer.status : fault.status;
  const query = url.search;
  const granted = caller.kind === "installation" ? caller.token.permissions : null;
  const by = nameOf(caller);
  parts.log.push({ method, path, query, status, by, accepts, granted, at: now() });
  if (fault !== null) return spoil(response, fault, rate);
  const header = accepts === null ? {} : { "x-accepted-github-permissions": accepts };
  write(response, { ...answer, headers: { ...header, ...answer.headers } }, rate, now());
}

const carriedOut = (fault: ApiFault): boolean => fault.kind !== "limited" && fault.when === "after";

function nameOf(caller: Caller): string | null {
  switch (caller.kind) {
    case "nobody":
      return null;
    case "app":
      return caller.app.slug;
    case "installation":
      return caller.token.installation.app.slug;
    case "user":
      return caller.user.login;
  }
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    if (!(chunk instanceof Buffer)) continue;
    bytes += chunk.length;
    if (bytes > bodyBytesMax) throw new Error("The request is too large");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly url: URL;
  readonly body: Buffer;
  readonly caller: Caller;
  readonly demanding: (demand: Demand) => void;
}

async function run(parts: ServerParts, asked: Asked): Promise<Answer> {
  const { method, path, url, caller, demanding } = asked;
  for (const route of parts.routes) {
    if (route.method !== method) continue;
    const found = route.pattern.exec(path);
    if (found === null) continue;
    const params = Object.fromEntries(
      route.names.map((name, index) => [name, decode(found[index + 1] ?? "")]),
    );
    const body = parseJson(asked.body);
    const { world, outbox, rates } = parts;
    const query = url.searchParams;
    const from = { caller, path, params, query, body, demanding };
    return await route.handle({ world: world(), outbox, rates, ...from });
  }
  throw notFound();
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw notFound();
  }
}

function parseJson(bytes: Buffer): unknown {
  if (bytes.length === 0) return undefined;
  try {
    return JSON.parse(bytes.toString("utf8"));
  } catch {
    throw new Refusal(400, "Problems parsing JSON");
  }
}

const requestId = (): string =>
  randomBytes(14)
    .toString("hex")
    .toUpperCase()
    .replace(/^(.{4})(.{7})(.{7})(.*)$/, "$1:$2:$3:$4");

function write(response: ServerResponse, answer: Answer, rate: Rate, now: number): void {
  const headers = {
    date: new Date(now).toUTCString(),
    "x-github-request-id": requestId(),
    "x-github-media-type": "github.v3; format=json",
    ...rateHeaders(rate),
    ...answer.headers,
  };
  if ("bytes" in answer) {
    response.writeHead(answer.status, headers).end(answer.bytes);
    return;
  }
  if (answer.status === 204) {
    response.writeHead(204, headers).end();
    return;
  }
  const type = { "content-type": "application/json; charset=utf-8" };
  response.writeHead(answer.status, { ...type, ...headers }).end(JSON.stringify(answer.body));
}

function spoil(response: ServerResponse, fault: ApiFault, rate: Rate): void {
  switch (fault.kind) {
    case "broken":
      response.destroy();
      return;
    case "error":
      response.writeHead(fault.status, {
        "content-type": "application/json",
        ...rateHeaders(rate),
      });
      response.end(JSON.stringify({ message: "Server Error" }));
      return;
    case "limited": {
      const wait = { "retry-after": String(fault.retryAfterSeconds) };
      const type = { "content-type": "application/json" };
      response.writeHead(fault.status, { ...type, ...rateHeaders(rate), ...wait });
      const message = "You have exceeded a secondary rate limit. Please wait before you try again.";
      response.end(JSON.stringify({ message, documentation_url: "https://docs.github.com/rest" }));
    }
  }
}
