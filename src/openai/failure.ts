// A call that failed: what is recorded, how long to wait, and what to do otherwise next time.
import { APIConnectionError, APIError } from "openai";
import type { Instant } from "../core/kernel.ts";
import { AnswerTooLarge } from "./fetch.ts";

/** Request fields that some models refuse; left out or renamed once a server said so. */
export type Field = "seed" | "temperature" | "max_tokens";

/** Nothing was answered, or nobody knows what. */
export interface Falter {
  readonly kind: "faltered";
  readonly because: string;
  readonly retryAfterMs: number | null;
  /** No retry helps before a person acts. */
  readonly lasting: boolean;
  /** Whether it may have cost money all the same. */
  readonly billed: "no" | "unknown";
  /** Concerns the server or the account, not this prompt: other calls wait too. */
  readonly everybody: boolean;
}

export type Failure =
  | Falter
  | { readonly kind: "unsupported"; readonly field: Field; readonly because: string }
  | { readonly kind: "filtered" }
  | { readonly kind: "too large" };

const tooLongWords = /context.?length|maximum context|too long|too many (input )?tokens/i;
const unsupportedWords =
  /unsupported|not supported|does not support|unrecogni[sz]ed|unknown|extra (input|field)/i;
const quotaWords = /insufficient_quota|current quota|billing|spend(ing)? limit|credit/i;

/** @param error what the client threw. @param now for Retry-After dates. */
export function failureOf(error: unknown, now: Instant): Failure {
  for (let cause = error, depth = 0; cause instanceof Error && depth < 5; depth += 1) {
    if (cause instanceof AnswerTooLarge) return { kind: "too large" };
    cause = cause.cause;
  }
  if (error instanceof APIConnectionError) {
    return faltered(`the model server could not be reached (${rootOf(error)})`, {
      billed: "unknown",
    });
  }
  if (error instanceof APIError) return refusedBy(error, now);
  const what = error instanceof Error ? error.message : String(error);
  return faltered(`the model server's answer could not be read (${what})`, { billed: "unknown" });
}

export function faltered(
  because: string,
  more: Partial<Omit<Falter, "kind" | "because">> = {},
): Falter {
  const standard = { retryAfterMs: null, lasting: false, billed: "no", everybody: false } as const;
  return { kind: "faltered", because, ...standard, ...more };
}

function refusedBy(error: APIError, now: Instant): Failure {
  const status: number | undefined = error.status;
  const { code } = error;
  const said = `${status ?? "no status"}: ${error.message.replace(/^\d{3} /, "")}`;
  const words = `${code ?? ""} ${error.type ?? ""} ${error.message}`;
  switch (status) {
    case 400:
    case 413:
    case 422:
      return badRequest(error, status, words, said);
    case 401:
    case 403:
      return lasting(`the model server refused the key (${said}); check OPENAI_API_KEY`);
    case 402:
      return lasting(`the model account has no credit (${said}); add credit`);
    case 404:
      return lasting(`no such model or address (${said}); check QUORUM_MODEL and OPENAI_BASE_URL`);
    default:
  }
  if (status !== undefined && status >= 300 && status < 400) {
    return lasting(`the model server redirects (${status}); set OPENAI_BASE_URL to where it is`);
  }
  const retryAfterMs = retryAfter(error.headers, now);
  if (status === 429 && quotaWords.test(words)) {
    return lasting(`the model account's quota is used up (${said}); raise it or add credit`);
  }
  const everybody = status === 429 || status === 503 || status === 529;
  return faltered(`the model server answered ${said}`, { retryAfterMs, everybody });
}

const lasting = (because: string): Falter => faltered(because, { lasting: true, everybody: true });

function badRequest(error: APIError, status: number, words: string, said: string): Failure {
  const field = unsupportedField(error, words);
  if (status !== 413 && field !== null) return { kind: "unsupported", field, because: said };
  if (/content_filter|content_policy|content management/i.test(words)) return { kind: "filtered" };
  if (status === 413 || tooLongWords.test(words)) {
    const advice = "choose a model with a larger context, or split the step";
    return faltered(`the prompt is too long for the model (${said}); ${advice}`, { lasting: true });
  }
  return faltered(`the model server refused the request (${said})`, { lasting: true });
}

function unsupportedField(error: APIError, words: string): Field | null {
  const known = error.code === "unsupported_parameter" || error.code === "unsupported_value";
  if (!known && !unsupportedWords.test(words)) return null;
  const named = `${error.param ?? ""} ${error.message}`;
  if (/max_(completion_)?tokens/.test(named)) return "max_tokens";
  if (/\btemperature\b/.test(named)) return "temperature";
  return /\bseed\b/.test(named) ? "seed" : null;
}

const waitMax = 86_400_000;

/** `Retry-After`, seconds or a date (RFC 9110 §10.2.3), or `retry-after-ms`; null when absent. */
function retryAfter(headers: Headers | undefined, now: Instant): number | null {
  const ms = Number.parseFloat(headers?.get("retry-after-ms") ?? "");
  const text = headers?.get("retry-after") ?? "";
  const seconds = /^\s*\d+(\.\d+)?\s*$/.test(text) ? Number(text) : Number.NaN;
  const date = Date.parse(headers?.get("date") ?? "");
  const until = Date.parse(text) - (Number.isNaN(date) ? now : date);
  const wait = [ms, seconds * 1000, until].find((value) => !Number.isNaN(value));
  return wait === undefined ? null : Math.min(waitMax, Math.max(0, Math.ceil(wait)));
}

/** The innermost message: "fetch failed" alone helps nobody. */
function rootOf(error: Error): string {
  let at = error;
  for (let depth = 0; depth < 5 && at.cause instanceof Error; depth += 1) at = at.cause;
  const code: unknown = Reflect.get(at, "code");
  const coded = typeof code === "string" && !at.message.includes(code);
  return coded ? `${code} ${at.message}` : at.message;
}
