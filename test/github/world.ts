// A GitHub made of single nocked answers, and the clock, log and house that the tests look into.
import { generateKeyPairSync } from "node:crypto";
import nock from "nock";
import { sha, type Instant } from "../../src/core/kernel.ts";
import type { Event, Started } from "../../src/core/run/event.ts";
import type { RepositoryRef, RunId } from "../../src/core/run/names.ts";
import type { Clock } from "../../src/engine/ports.ts";
import { makeApi, makeOctokit, type Api } from "../../src/github/api.ts";
import { defaultPacing, makeBudget, type Budget } from "../../src/github/budget.ts";
import type { House, RunSeen, Where } from "../../src/github/house.ts";
import type { Log } from "../../src/github/log.ts";
import { makeTokens } from "../../src/github/tokens.ts";
import { object } from "../contract/objections.ts";
import { validatingRequests } from "../contract/openapi/validate.ts";

export const host = "https://api.github.test";
export const appId = 77;
export const repo: RepositoryRef = { installation: 5, id: 42, owner: "octo", name: "hello" };
export const R = `/repos/${repo.owner}/${repo.name}`;
export const shaOf = (digit: string) => sha(digit.repeat(40));

export const privateKey = generateKeyPairSync("rsa", { modulusLength: 2048 })
  .privateKey.export({ type: "pkcs1", format: "pem" })
  .toString();

/** A clock that jumps to the next wake-up whenever the process has nothing else to do. */
export function jumpingClock(start: Instant = Date.parse("2026-11-24T12:00:00Z")): Clock {
  let now = start;
  let wakes: { readonly when: Instant; readonly wake: () => void }[] = [];
  const jump = (): void => {
    const next = wakes.toSorted((a, b) => a.when - b.when)[0];
    if (!next) return;
    wakes = wakes.filter((one) => one !== next);
    now = Math.max(now, next.when);
    next.wake();
  };
  return {
    now: () => now,
    at(when, wake) {
      const one = { when, wake };
      wakes.push(one);
      setImmediate(jump);
      return () => {
        wakes = wakes.filter((other) => other !== one);
      };
    },
  };
}

/** A clock that stands until it is moved; moving it wakes what became due. */
export function standingClock(start: Instant = Date.parse("2026-11-24T12:00:00Z")) {
  let now = start;
  let wakes: { readonly when: Instant; readonly wake: () => void }[] = [];
  return {
    now: () => now,
    at(when: Instant, wake: () => void) {
      const one = { when, wake };
      wakes.push(one);
      return () => {
        wakes = wakes.filter((other) => other !== one);
      };
    },
    move(ms: number) {
      now += ms;
      for (const one of wakes.filter((each) => each.when <= now)) {
        wakes = wakes.filter((other) => other !== one);
        one.wake();
      }
    },
  };
}

export const silence: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

/** Tokens for everybody; returns what was asked for with each. */
export function tokensFor(times = 1): unknown[] {
  const asked: unknown[] = [];
  nock(host)
    .post(`/app/installations/${repo.installation}/access_tokens`)
    .times(times)
    .reply(async (request: Request) => {
      asked.push(await request.json());
      const token = { token: `t${asked.length}`, expires_at: "2099-01-01T00:00:00Z" };
      return [201, { ...token, permissions: {}, repository_selection: "selected" }];
    });
  return asked;
}

/** Checks what Quorum asks; the answers are single fields that a test made up. */
export const asking = validatingRequests(
  (input, init) => globalThis.fetch(input, init),
  object,
);

export interface Bench {
  readonly api: Api;
  readonly clock: Clock;
  readonly budget: Budget;
}

export function bench(clock: Clock = jumpingClock()): Bench {
  const octokit = makeOctokit(host, asking);
  const tokens = makeTokens({ appId, privateKey }, octokit, clock);
  const budget = makeBudget(clock, defaultPacing);
  return { api: makeApi({ octokit, tokens, budget, clock }, repo), clock, budget };
}

export interface FakeHouse extends House {
  readonly started: Started[];
  readonly told: { readonly run: RunId; readonly event: Event }[];
  readonly woken: Where[];
  /** What became of runs; live where nothing is said. */
  readonly standings: Map<RunId, RunSeen["standing"]>;
}

/** Keeps runs in memory; every started run is live. */
export function fakeHouse(): FakeHouse {
  const started: Started[] = [];
  const told: { readonly run: RunId; readonly event: Event }[] = [];
  const woken: Where[] = [];
  const standings = new Map<RunId, RunSeen["standing"]>();
  return {
    standings,
    started,
    told,
    woken,
    terms: () => ({
      sandboxed: true,
      strata: 2,
      seed: "seed",
      pace: { quietMs: 1, lookMs: 1, publishMs: 1 },
    }),
    start(one) {
      if (started.some((other) => other.run === one.run)) return Promise.resolve("exists");
      started.push(one);
      return Promise.resolve("started");
    },
    tell(run, event) {
      told.push({ run, event });
      return Promise.resolve({ ok: true, value: undefined });
    },
    wake: (where) => woken.push(where),
    runsOf: (repositoryId, issue) =>
      started
        .filter((one) => one.repository?.id === repositoryId && one.issue.number === issue)
        .map((one) => ({ id: one.run, standing: standings.get(one.run) ?? "live" })),
    words: (run, about) => `words about the ${about} of ${run}`,
  };
}
