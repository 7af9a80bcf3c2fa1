// One request to GitHub: token of the phase, budget, timeout, shape of the answer, errors mapped.
import { Octokit } from "@octokit/rest";
import type { z } from "zod";
import { no, ok, type Result } from "../core/kernel.ts";
import type { RepositoryRef } from "../core/run/names.ts";
import { Faltered, type Clock } from "../engine/ports.ts";
import type { Budget } from "./budget.ts";
import { faltered, rateLimitMs, readFailure, resetMs, type Failure } from "./failures.ts";
import type { Phase, Tokens } from "./tokens.ts";
import { wait } from "./waiting.ts";

/** A status that the caller takes as an answer. */
export interface Refusal {
  readonly status: number;
  readonly message: string;
}

export interface Call<T> {
  /** "GET /repos/{owner}/{repo}/…"; owner and repo are filled in. */
  readonly route: string;
  readonly phase: Phase;
  /** What is being done, as a gerund, for messages. */
  readonly doing: string;
  readonly parameters?: Readonly<Record<string, unknown>>;
  readonly shape: z.ZodType<T>;
  /** Statuses that are values for the caller; every other one below 200 or above 299 falters. */
  readonly expected?: readonly number[];
  /** Hand over the body as a stream instead of JSON. */
  readonly raw?: boolean;
}

export interface Api {
  readonly repository: RepositoryRef;
  /** Throws Faltered, with `unknown` where a write may have been done. Never repeats a write. */
  call<T>(call: Call<T>): Promise<Result<T, Refusal>>;
  /** Like call, for calls that expect no refusal. */
  want<T>(call: Omit<Call<T>, "expected">): Promise<T>;
  /** Every page of a list. Throws Faltered when there are more than 30 pages of 100. */
  list<T>(call: Omit<Call<readonly T[]>, "expected">): Promise<readonly T[]>;
}

const perPage = 100;
const pagesMax = 30;
const triesMax = 3;
export const timeoutMs = 20_000;
const rawTimeoutMs = 180_000;

/** The client under everything: no authentication, no retries, no throttling of its own. */
export function makeOctokit(baseUrl: string, fetcher: typeof fetch): Octokit {
  const silent = (): void => undefined;
  return new Octokit({
    baseUrl,
    userAgent: "quorum",
    request: { fetch: fetcher },
    log: { debug: silent, info: silent, warn: silent, error: silent },
  });
}

interface Parts {
  readonly octokit: Octokit;
  readonly tokens: Tokens;
  readonly budget: Budget;
  readonly clock: Clock;
}

type Send = <T>(call: Call<T>, write: boolean) => Promise<Result<T, Refusal>>;

/** One request and no more, but for a token that GitHub no longer takes. */
function makeSend(parts: Parts, repository: RepositoryRef): Send {
  const { octokit, tokens, budget, clock } = parts;

  const send = async <T>(call: Call<T>, write: boolean): Promise<Result<T, Failure>> => {
    const token = await tokens.token(repository, call.phase);
    const { owner, name: repo } = repository;
    const place = call.route.includes("{owner}") ? { owner, repo } : {};
    try {
      const answer = await octokit.request(call.route, {
        ...place,
        ...call.parameters,
        headers: { authorization: `token ${token}` },
        request: {
          signal: AbortSignal.timeout(call.raw ? rawTimeoutMs : timeoutMs),
          parseSuccessResponseBody: call.raw !== true,
        },
      });
      const pauseMs = resetMs(plain(answer.headers), clock.now());
      if (pauseMs !== null) budget.pause(clock.now() + pauseMs);
      const read = call.shape.safeParse(answer.data);
      if (read.success) return ok(read.data);
      throw malformed(call.doing, write);
    } catch (error) {
      if (error instanceof Faltered) throw error;
      return no(readFailure(error));
    }
  };

  return async (call, write) => {
    let read = await send(call, write);
    if (!read.ok && read.error.status === 401) {
      tokens.drop(repository.installation);
      read = await send(call, write);
    }
    if (read.ok) return read;
    const failure = read.error;
    const limited = rateLimitMs(failure, clock.now());
    if (limited !== null) budget.pause(clock.now() + limited);
    else if (failure.status !== null && call.expected?.includes(failure.status)) {
      return no({ status: failure.status, message: failure.message });
    }
    throw faltered(failure, call.doing, write, clock.now());
  };
}

export function makeApi(parts: Parts, repository: RepositoryRef): Api {
  const { budget, clock } = parts;
  const once = makeSend(parts, repository);

  const reread = async <T>(call: Call<T>): Promise<Result<T, Refusal>> => {
    for (let tries = 1; ; tries += 1) {
      try {
        return await budget.read(() => once(call, false));
      } catch (error) {
        const passing = error instanceof Faltered && !error.lasting && error.retryAfterMs === null;
        if (!passing || tries >= triesMax) throw error;
        await wait(clock, 250 * 4 ** tries);
      }
    }
  };

  const call = <T>(one: Call<T>): Promise<Result<T, Refusal>> =>
    one.route.startsWith("GET ") ? reread(one) : budget.write(() => once(one, true));

  const want = async <T>(one: Call<T>): Promise<T> => {
    const answer = await call(one);
    if (answer.ok) return answer.value;
    throw malformed(one.doing, !one.route.startsWith("GET "));
  };

  const list = async <T>(one: Call<readonly T[]>): Promise<readonly T[]> => {
    const all: T[] = [];
    for (let page = 1; page <= pagesMax; page += 1) {
      const parameters = { ...one.parameters, per_page: perPage, page };
      const items = await want({ ...one, parameters });
      all.push(...items);
      if (items.length < perPage) return all;
    }
    throw new Faltered(
      `While ${one.doing}, GitHub listed more than ${pagesMax * perPage} entries. ` +
        "Quorum does not decide on a part of them: tidy them up, then comment `/quorum retry`.",
      { outcome: "none", lasting: true },
    );
  };

  return { repository, call, want, list };
}

function malformed(doing: string, write: boolean): Faltered {
  return new Faltered(
    `While ${doing}, GitHub's answer could not be read. Quorum looks again and retries by itself.`,
    { outcome: write ? "unknown" : "none" },
  );
}

function plain(headers: object): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([k, v]) => [k.toLowerCase(), String(v)]));
}
