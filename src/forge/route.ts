// A route: method and path, who may, what the body must be, and what it answers.
import type { z } from "zod";
import type { Demand } from "./access.ts";
import { actorOf, checkAccess } from "./access.ts";
import type { Caller } from "./auth.ts";
import type { Outbox } from "./deliveries.ts";
import type { Scene } from "./events.ts";
import type { Json } from "./json.ts";
import type { Rates } from "./rates.ts";
import { repositoryOnceNamed } from "./moving.ts";
import { Moved, Refusal, notFound } from "./refusal.ts";
import {
  repositoryByName,
  type App,
  type Issue,
  type Pull,
  type Repository,
  type Token,
} from "./store.ts";
import { inTurn, repositoryUrl, type World } from "./world.ts";

export type Answer =
  | {
      readonly status: number;
      readonly body: Json;
      readonly headers?: Readonly<Record<string, string>>;
    }
  | {
      readonly status: number;
      readonly bytes: Buffer;
      readonly headers: Readonly<Record<string, string>>;
    };

export interface Request {
  readonly world: World;
  readonly outbox: Outbox;
  readonly rates: Rates;
  readonly caller: Caller;
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: unknown;
  /** Hears what the route demands of its caller, before that is checked. */
  readonly demanding: (demand: Demand) => void;
}

/** What a route demands, where that depends on what is asked for. */
export type Demands =
  Demand | ((repository: Repository, params: Readonly<Record<string, string>>) => Demand);

export interface Route {
  readonly method: string;
  /** As in GitHub's description: "/repos/{owner}/{repo}/issues". */
  readonly path: string;
  readonly pattern: RegExp;
  readonly names: readonly string[];
  handle(request: Request): Promise<Answer>;
}

const multiSegment = new Set(["path", "ref", "branch", "basehead"]);

/** `{path}`, `{ref}`, `{branch}` and `{basehead}` span slashes, other parameters do not. */
function patternOf(path: string): { pattern: RegExp; names: string[] } {
  const names: string[] = [];
  const source = path.replace(/\{(\w+)\}/g, (_, name: string) => {
    names.push(name);
    return multiSegment.has(name) ? "(.+)" : "([^/]+)";
  });
  return { pattern: new RegExp(`^${source}$`), names };
}

function make(operation: string, handle: Route["handle"]): Route {
  const [method = "", path = ""] = operation.split(" ");
  return { method, path, ...patternOf(path), handle };
}

/** Throws GitHub's 422 for a body of another shape. */
function parseBody<T>(shape: z.ZodType<T>, body: unknown): T {
  const read = shape.safeParse(body ?? {});
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const where = issue?.path.map(String).join("/") ?? "";
  throw new Refusal(422, `Invalid request.\n\n${issue?.message ?? "Unreadable"} (${where}).`);
}

export interface Seen extends Request {
  readonly repository: Repository;
}

export interface Doing<T> extends Scene {
  readonly params: Readonly<Record<string, string>>;
  readonly input: T;
}

/** A route that reads a repository. */
export const reading = (
  operation: string,
  demand: Demands,
  handle: (seen: Seen) => Promise<Answer> | Answer,
): Route =>
  make(`GET ${operation}`, async (request) => {
    const repository = repositoryOf(request, demand, 301);
    return await handle({ ...request, repository });
  });

/** A route that changes a repository; such routes run one after another. */
export const writing = <T>(
  operation: string,
  demand: Demands,
  shape: z.ZodType<T>,
  handle: (doing: Doing<T>) => Promise<Answer> | Answer,
): Route =>
  make(operation, async (request) => {
    const { world, params } = request;
    const repository = repositoryOf(request, demand, 307);
    const input = parseBody(shape, request.body);
    const actor = actorOf(request.caller);
    return await inTurn(
      repository,
      async () => await handle({ world, repository, actor, params, input }),
    );
  });

/** @param redirect the status that leads from a repository's former name to where it is. */
function repositoryOf(request: Request, demands: Demands, redirect: 301 | 307): Repository {
  const { world, path, query, caller, params } = request;
  const { owner = "", repo = "" } = params;
  const repository = repositoryByName(world.store, owner, repo);
  const former = repository === null ? repositoryOnceNamed(world.store, owner, repo) : null;
  const found = repository ?? former;
  if (found === null) throw notFound();
  const demand = typeof demands === "function" ? demands(found, params) : demands;
  request.demanding(demand);
  checkAccess(caller, found, demand);
  if (former === null) return found;
  const rest = path.split("/").slice(4);
  const search = query.size > 0 ? `?${query.toString()}` : "";
  throw new Moved(redirect, [repositoryUrl(world, former), ...rest].join("/") + search);
}

/** A route for apps that identify by their JWT. */
export const asApp = <T>(
  operation: string,
  shape: z.ZodType<T>,
  handle: (request: Request, app: App, input: T) => Promise<Answer> | Answer,
): Route =>
  make(operation, async (request) => {
    if (request.caller.kind !== "app") {
      throw new Refusal(401, "A JSON web token could not be decoded");
    }
    return await handle(request, request.caller.app, parseBody(shape, request.body));
  });

/** A route for installation tokens. */
export const asInstallation = (
  operation: string,
  handle: (request: Request, token: Token) => Promise<Answer> | Answer,
): Route =>
  make(operation, async (request) => {
    if (request.caller.kind !== "installation") {
      throw new Refusal(403, "You must authenticate with an installation access token.");
    }
    return await handle(request, request.caller.token);
  });

/** A route that needs no repository. */
export const open = (
  operation: string,
  handle: (request: Request) => Promise<Answer> | Answer,
): Route => make(operation, async (request) => await handle(request));

export const answer = (body: Json, status = 200): Answer => ({ status, body });

export const nothing: Answer = { status: 204, body: null };

/** A number in the path. Throws 404 for anything else. */
export function numberIn(params: Readonly<Record<string, string>>, name: string): number {
  const text = params[name] ?? "";
  if (!/^\d{1,15}$/.test(text)) throw notFound();
  return Number(text);
}

export function issueIn(repository: Repository, params: Readonly<Record<string, string>>): Issue {
  const number = numberIn(params, "issue_number");
  const issue = repository.issues.get(number);
  if (issue !== undefined) return issue;
  if (repository.departed.get(number) === null) throw new Refusal(410, "This issue was deleted");
  throw notFound();
}

export function pullIn(repository: Repository, params: Readonly<Record<string, string>>): Pull {
  const pull = repository.issues.get(numberIn(params, "pull_number"))?.pull;
  if (!pull) throw notFound();
  return pull;
}

export interface Page<T> {
  readonly items: readonly T[];
  readonly total: number;
  readonly headers: Readonly<Record<string, string>>;
}

/** Cuts a page of a list and links its neighbours. Source: GitHub docs, "Using pagination". */
export function page<T>(request: Request, all: readonly T[]): Page<T> {
  const { query, world, path } = request;
  const size = Math.min(Math.max(Number(query.get("per_page") ?? 30) || 30, 1), 100);
  const at = Math.max(Number(query.get("page") ?? 1) || 1, 1);
  const last = Math.max(Math.ceil(all.length / size), 1);
  const link = (number: number, rel: string): string => {
    const other = new URLSearchParams(query);
    other.set("per_page", String(size));
    other.set("page", String(number));
    return `<${world.url}${path}?${other.toString()}>; rel="${rel}"`;
  };
  const links = [
    ...(at > 1 ? [link(at - 1, "prev"), link(1, "first")] : []),
    ...(at < last ? [link(at + 1, "next"), link(last, "last")] : []),
  ];
  return {
    items: all.slice((at - 1) * size, at * size),
    total: all.length,
    headers: links.length > 0 ? { link: links.join(", ") } : {},
  };
}
