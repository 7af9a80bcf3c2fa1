// Checks requests, answers and webhooks against slices of GitHub's own OpenAPI description.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv, type ValidateFunction } from "ajv";
import addFormats from "ajv-formats";
import { z } from "zod";
import { checkMutation, checkMutationAnswer } from "./graphql.ts";

const schema = z.union([z.boolean(), z.record(z.string(), z.unknown())]).nullable();
const operation = z.object({
  parameters: z.array(
    z.object({ name: z.string(), in: z.string(), required: z.boolean(), schema }),
  ),
  body: z.object({ required: z.boolean(), schema }).nullable(),
  responses: z.record(z.string(), schema),
});
type Operation = z.output<typeof operation>;

const restText = readFileSync(join(import.meta.dirname, "slice.json"), "utf8");
const hookText = readFileSync(join(import.meta.dirname, "webhooks.json"), "utf8");
const rest: unknown = JSON.parse(restText);
const hooks: unknown = JSON.parse(hookText);

/** Every operation of the contract: "GET /app" and what GitHub says of it. */
export const operations: Readonly<Record<string, Operation>> = z
  .object({ operations: z.record(z.string(), operation) })
  .parse(rest).operations;

/** Every webhook of the contract: "issues-labeled", "push". */
export const webhooks: readonly string[] = Object.keys(
  z.object({ events: z.record(z.string(), z.unknown()) }).parse(hooks).events,
);

function makeAjv(coerceTypes: boolean): Ajv {
  // Compiled once per process, for a few calls: speed of compiling counts, not of running.
  const quick = { code: { optimize: false }, inlineRefs: false } as const;
  const ajv = new Ajv({ strict: false, allErrors: false, coerceTypes, ...quick });
  addFormats.default(ajv);
  ajv.addFormat("repo.nwo", /^[^/]+\/[^/]+$/);
  // GitHub's own payloads have addresses such as `1+some-app[bot]@users.noreply.github.com`.
  ajv.addFormat("email", /^[^\s@]+@[^\s@]+$/);
  ajv.addSchema({ $id: "rest", ...z.record(z.string(), z.unknown()).parse(rest) });
  ajv.addSchema({ $id: "hooks", ...z.record(z.string(), z.unknown()).parse(hooks) });
  return ajv;
}

const exact = makeAjv(false);
const coercing = makeAjv(true);
const compiled = new Map<string, ValidateFunction>();

function check(
  pointer: readonly string[],
  document: string,
  value: unknown,
  ajv: Ajv,
): string | null {
  const key = `${document}#/${pointer.map(escape).join("/")}`;
  const validate = compiled.get(key) ?? ajv.compile({ $ref: key });
  compiled.set(key, validate);
  if (validate(value)) return null;
  return ajv.errorsText(validate.errors, { dataVar: "body" });
}

/** A JSON pointer inside a URI fragment. */
const escape = (part: string): string =>
  encodeURIComponent(part.replaceAll("~", "~0").replaceAll("/", "~1"));

interface Template {
  readonly name: string;
  readonly method: string;
  readonly pattern: RegExp;
  readonly literals: number;
}

const spanning = new Set(["path", "ref", "branch", "basehead"]);

const templates: readonly Template[] = Object.keys(operations)
  .map((name) => {
    const [method = "", path = ""] = name.split(" ");
    const source = path.replace(/\{(\w+)\}/g, (_, part: string) =>
      spanning.has(part) ? ".+" : "[^/]+",
    );
    const literals = path.split("/").filter((part) => part !== "" && !part.startsWith("{")).length;
    return { name, method, pattern: new RegExp(`^${source}$`), literals };
  })
  .toSorted((a, b) => b.literals - a.literals);

/** The operation that a request belongs to, or null. */
export const operationOf = (method: string, path: string): string | null =>
  templates.find((one) => one.method === method && one.pattern.test(path))?.name ?? null;

/** What GitHub's description has against a request; empty when nothing. */
export function checkRequest(method: string, url: URL, body: unknown): readonly string[] {
  const name = operationOf(method, url.pathname);
  const known = name === null ? undefined : operations[name];
  if (name === null || known === undefined)
    return [`GitHub describes no ${method} ${url.pathname}`];
  return [...checkQuery(name, known, url), ...checkBody(name, known, body)];
}

/** Query parameters arrive as text; numbers and booleans are read from it as GitHub does. */
function checkQuery(name: string, known: Operation, url: URL): string[] {
  const problems: string[] = [];
  const query = known.parameters.filter((one) => one.in === "query");
  for (const [key, text] of url.searchParams) {
    const index = known.parameters.findIndex((one) => one.in === "query" && one.name === key);
    if (index < 0) problems.push(`${name}: unknown query parameter "${key}"`);
    else {
      const pointer = ["operations", name, "parameters", String(index), "schema"];
      const problem = check(pointer, "rest", text, coercing);
      if (problem !== null) problems.push(`${name}: ${key}=${text}: ${problem}`);
    }
  }
  const missing = query.filter((one) => one.required && !url.searchParams.has(one.name));
  return [
    ...problems,
    ...missing.map((one) => `${name}: query parameter "${one.name}" is missing`),
  ];
}

function checkBody(name: string, known: Operation, body: unknown): string[] {
  if (known.body === null || known.body.schema === null) {
    return body === undefined ? [] : [`${name}: a body where none is described`];
  }
  if (body === undefined) return known.body.required ? [`${name}: the body is missing`] : [];
  const problem = check(["operations", name, "body", "schema"], "rest", body, exact);
  if (problem !== null) return [`${name}: ${problem}`];
  const allowed = propertiesOf(known.body.schema, 0);
  if (allowed === null || typeof body !== "object" || body === null || Array.isArray(body))
    return [];
  const unknown = Object.keys(body).filter((key) => !allowed.has(key));
  return unknown.map((key) => `${name}: unknown property "${key}" in the body`);
}

const shape = z.object({
  $ref: z.string().optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  oneOf: z.array(z.unknown()).optional(),
  anyOf: z.array(z.unknown()).optional(),
  allOf: z.array(z.unknown()).optional(),
});

/** Names that an object may have at its top, over all alternatives; null when anything goes. */
function propertiesOf(value: unknown, depth: number): Set<string> | null {
  const read = shape.safeParse(value);
  if (!read.success || depth > 8) return null;
  const { $ref: ref, properties, oneOf = [], anyOf = [], allOf = [] } = read.data;
  if (ref !== undefined) return propertiesOf(lookUp(ref), depth + 1);
  const parts = [...oneOf, ...anyOf, ...allOf].map((part) => propertiesOf(part, depth + 1));
  const names = [...Object.keys(properties ?? {}), ...parts.flatMap((part) => [...(part ?? [])])];
  return names.length === 0 ? null : new Set(names);
}

function lookUp(ref: string): unknown {
  let here: unknown = rest;
  for (const part of ref.slice(2).split("/")) {
    const read = z.record(z.string(), z.unknown()).safeParse(here);
    here = read.success ? read.data[part] : undefined;
  }
  return here;
}

/** Statuses that every operation may have, described or not. */
const anywhere = new Set([304, 400, 401, 403, 404, 429, 500, 502, 503, 504]);

/** What GitHub's description has against an answer; empty when nothing. */
export function checkAnswer(
  method: string,
  url: URL,
  status: number,
  body: unknown,
): readonly string[] {
  const name = operationOf(method, url.pathname);
  const known = name === null ? undefined : operations[name];
  if (name === null || known === undefined) return [];
  const described = known.responses[String(status)];
  if (described === undefined || (status >= 400 && described === null)) {
    if (described === undefined && !anywhere.has(status))
      return [`${name}: GitHub describes no status ${status}`];
    const message = z.object({ message: z.string() }).safeParse(body).success;
    return message || status >= 500 || status === 304
      ? []
      : [`${name}: ${status} without a message`];
  }
  if (described === null || described === true) return [];
  const problem = check(["operations", name, "responses", String(status)], "rest", body, exact);
  return problem === null ? [] : [`${name} ${status}: ${problem}`];
}

/** GraphQL has a schema of its own. */
const isGraph = (path: string): boolean => path.endsWith("/graphql");

/** A fetch that checks every request and tells what is wrong with it; it never changes one. */
export function validatingRequests(
  fetcher: typeof fetch,
  onViolation: (problem: string) => void,
): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    const url = new URL(request.url);
    const sent = parseJson(await request.clone().text());
    const problems = isGraph(url.pathname)
      ? checkMutation(sent)
      : checkRequest(request.method, url, sent);
    problems.forEach(onViolation);
    return await fetcher(input, init);
  };
}

/**
 * A fetch that checks every request and every answer, and tells what is wrong; it never changes
 * either. Give it wherever a client of GitHub takes a fetch.
 */
export function validatingFetch(
  fetcher: typeof fetch,
  onViolation: (problem: string) => void,
): typeof fetch {
  const asking = validatingRequests(fetcher, onViolation);
  return async (input, init) => {
    const response = await asking(input, init);
    if (response.redirected) return response;
    const request = new Request(input, init);
    const url = new URL(request.url);
    const json = response.headers.get("content-type")?.includes("json") === true;
    const got = json ? parseJson(await response.clone().text()) : undefined;
    const problems =
      isGraph(url.pathname) && response.ok
        ? checkMutationAnswer(parseJson(await request.text()), got)
        : checkAnswer(request.method, url, response.status, got);
    problems.forEach(onViolation);
    return response;
  };
}

function parseJson(text: string): unknown {
  if (text === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** What GitHub's description has against a webhook's payload; null when nothing. */
export function validateWebhook(
  event: string,
  action: string | null,
  payload: unknown,
): string | null {
  const plain = event.replaceAll("_", "-");
  const name = action === null ? plain : `${plain}-${action.replaceAll("_", "-")}`;
  if (!webhooks.includes(name)) return `GitHub describes no webhook ${name}`;
  const problem = check(["events", name], "hooks", payload, exact);
  return problem === null ? null : `${name}: ${problem}`;
}
