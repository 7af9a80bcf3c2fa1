// Every way in which a request to GitHub can fail, turned into one Faltered that says what to do.
import { z } from "zod";
import { Faltered } from "../engine/ports.ts";

/** What is known about a failed request; `status` is null when no answer came. */
export interface Failure {
  readonly status: number | null;
  readonly message: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The error code of the connection, such as ECONNREFUSED; null when there was none. */
  readonly code: string | null;
}

const answered = z.object({
  status: z.number().int(),
  message: z.string(),
  response: z.object({ headers: z.record(z.string(), z.unknown()) }).optional(),
  cause: z.unknown().optional(),
});

/** Reads whatever octokit threw: an answer with a status, or a connection that broke. */
export function readFailure(error: unknown): Failure {
  const read = answered.safeParse(error);
  const message = error instanceof Error ? error.message : String(error);
  if (!read.success || read.data.response === undefined) {
    return { status: null, message, headers: {}, code: codeOf(error) };
  }
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(read.data.response.headers)) {
    headers[name.toLowerCase()] = String(value);
  }
  return { status: read.data.status, message: read.data.message, headers, code: null };
}

function codeOf(error: unknown): string | null {
  let at: unknown = error;
  for (let depth = 0; depth < 4 && at instanceof Error; depth += 1) {
    const code: unknown = Reflect.get(at, "code");
    if (typeof code === "string") return code;
    at = at.cause;
  }
  return null;
}

/**
 * How long GitHub asks us to stay away, in milliseconds, or null when this is no rate limit.
 * The wait to a reset is measured on GitHub's own clock (the Date header) where it is given.
 * Source: GitHub docs, "Rate limits for the REST API", exceeding the rate limit.
 */
export function rateLimitMs(failure: Failure, now: number): number | null {
  if (failure.status !== 403 && failure.status !== 429) return null;
  const { headers } = failure;
  const after = Number(headers["retry-after"]);
  if (headers["retry-after"] !== undefined && Number.isFinite(after)) {
    return Math.max(1, after) * 1000;
  }
  const untilReset = resetMs(headers, now);
  if (untilReset !== null) return untilReset;
  const limited = /rate limit|abuse detection/i.test(failure.message);
  return limited || failure.status === 429 ? 60_000 : null;
}

/** Milliseconds until the primary limit is reset, or null while requests remain. */
export function resetMs(headers: Readonly<Record<string, string>>, now: number): number | null {
  const reset = Number(headers["x-ratelimit-reset"]);
  if (headers["x-ratelimit-remaining"] !== "0" || !Number.isFinite(reset)) return null;
  const stated = Date.parse(headers["date"] ?? "");
  return Math.max(1000, reset * 1000 - (Number.isFinite(stated) ? stated : now));
}

const neverSent = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "UND_ERR_CONNECT_TIMEOUT"]);

/**
 * @param doing what was attempted, as a gerund: "reading the branch main".
 * @param write whether the request changes something: then a broken answer leaves its outcome open.
 */
export function faltered(failure: Failure, doing: string, write: boolean, now: number): Faltered {
  const { status } = failure;
  const open = write ? "unknown" : "none";
  const say = (what: string, then: string): string => `While ${doing}, ${what}. ${then}`;
  if (status === null) {
    const outcome = failure.code !== null && neverSent.has(failure.code) ? "none" : open;
    const what = `GitHub gave no answer (${failure.code ?? short(failure.message)})`;
    return new Faltered(say(what, "Quorum looks again and retries by itself."), { outcome });
  }
  const limited = rateLimitMs(failure, now);
  if (limited !== null) {
    const what = `GitHub asked for a pause of ${Math.ceil(limited / 1000)} s (${status})`;
    const then = "Quorum waits for this installation and goes on by itself.";
    return new Faltered(say(what, then), { outcome: "none", retryAfterMs: limited });
  }
  const what = `GitHub answered ${status} (${short(failure.message)})`;
  if (status >= 500) {
    return new Faltered(say(what, "Quorum looks again and retries by itself."), { outcome: open });
  }
  const then = advice(failure);
  if (then !== null) return new Faltered(say(what, then), { outcome: "none", lasting: true });
  const retryAfterMs = status === 404 ? 15_000 : 1000;
  return new Faltered(say(what, "Quorum looks again and retries by itself."), {
    outcome: "none",
    retryAfterMs,
  });
}

/** What a person can do where trying again cannot help; null where it can. */
function advice(failure: Failure): string | null {
  switch (failure.status) {
    case 401:
      return (
        "The app was removed there, or its key was revoked: check both, " +
        "then comment `/quorum retry`."
      );
    case 403:
      return forbidden(failure);
    case 301:
    case 410:
    case 451:
      return "It was deleted or moved away; Quorum stops working on it.";
    case 423:
      return "It is locked: unlock it, then comment `/quorum retry`.";
    case 404:
    case 409:
      return null;
    default:
      return "GitHub will not accept this request as it is; see its words in the brackets.";
  }
}

const suspended =
  "The installation is suspended: take it up again in its settings, then comment `/quorum retry`.";

function forbidden(failure: Failure): string {
  if (/suspended/i.test(failure.message)) return suspended;
  if (/archived/i.test(failure.message)) {
    return "The repository is archived: unarchive it, then comment `/quorum retry`.";
  }
  const needed = failure.headers["x-accepted-github-permissions"];
  const which = needed ? ` (it needs ${short(needed)})` : "";
  return (
    `The app lacks a permission here${which}: accept the app's permissions in the ` +
    "installation's settings, then comment `/quorum retry`."
  );
}

/** GitHub's words without the link behind them, at most 300 characters. */
export const short = (text: string): string => (text.split(" - https://")[0] ?? text).slice(0, 300);
