// Every way in which GitHub can fail a request, and what Quorum makes of it.
import nock from "nock";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Faltered } from "../../src/engine/ports.ts";
import { anything } from "../../src/github/answers.ts";
import { bench, host, R, tokensFor } from "./world.ts";

beforeEach(() => {
  tokensFor(4);
});
afterEach(() => nock.cleanAll());

const write = {
  route: "POST /repos/{owner}/{repo}/git/refs",
  phase: "refs",
  doing: "creating a branch",
  parameters: { ref: "refs/heads/quorum/1-abcd", sha: "0" },
  shape: anything,
} as const;
const read = { ...write, route: "GET /repos/{owner}/{repo}/branches", parameters: {} } as const;

async function falterOf(promise: Promise<unknown>): Promise<Faltered> {
  const error: unknown = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error instanceof Faltered) return error;
  throw new Error(`not Faltered: ${String(error)}`);
}

const at = Math.floor(Date.parse("2026-11-24T12:00:00Z") / 1000);
const words = { message: "no" };

describe("what a failed write says", () => {
  const table: readonly [
    name: string,
    status: number,
    body: object | string,
    headers: Record<string, string>,
    want: { outcome: string; lasting: boolean; retryAfterMs: number | null },
  ][] = [
    [
      "a missing permission",
      403,
      { message: "Resource not accessible by integration" },
      { "X-Accepted-GitHub-Permissions": "contents=write" },
      { outcome: "none", lasting: true, retryAfterMs: null },
    ],
    [
      "an archived repository",
      403,
      { message: "Repository was archived so is read-only." },
      {},
      { outcome: "none", lasting: true, retryAfterMs: null },
    ],
    [
      "a secondary limit with a time",
      403,
      { message: "secondary rate limit" },
      { "Retry-After": "7" },
      { outcome: "none", lasting: false, retryAfterMs: 7000 },
    ],
    [
      "a secondary limit without one",
      403,
      { message: "You have exceeded a secondary rate limit" },
      {},
      { outcome: "none", lasting: false, retryAfterMs: 60_000 },
    ],
    [
      "a primary limit",
      403,
      { message: "API rate limit exceeded" },
      {
        "x-ratelimit-remaining": "0",
        "x-ratelimit-reset": String(at + 90),
        date: new Date((at + 30) * 1000).toUTCString(),
      },
      { outcome: "none", lasting: false, retryAfterMs: 60_000 },
    ],
    [
      "too many requests",
      429,
      words,
      { "retry-after": "3" },
      { outcome: "none", lasting: false, retryAfterMs: 3000 },
    ],
    ["something gone", 404, words, {}, { outcome: "none", lasting: false, retryAfterMs: 15_000 }],
    ["a conflict", 409, words, {}, { outcome: "none", lasting: false, retryAfterMs: 1000 }],
    [
      "a repository gone for ever",
      410,
      words,
      {},
      { outcome: "none", lasting: true, retryAfterMs: null },
    ],
    ["an invalid request", 422, words, {}, { outcome: "none", lasting: true, retryAfterMs: null }],
    ["a lock", 423, words, {}, { outcome: "none", lasting: true, retryAfterMs: null }],
    ["a legal block", 451, words, {}, { outcome: "none", lasting: true, retryAfterMs: null }],
    [
      "a crash behind GitHub's door",
      500,
      words,
      {},
      { outcome: "unknown", lasting: false, retryAfterMs: null },
    ],
    [
      "a bad gateway in HTML",
      502,
      "<html>bad</html>",
      { "content-type": "text/html" },
      { outcome: "unknown", lasting: false, retryAfterMs: null },
    ],
  ];
  it.each(table)("%s", async (_name, status, body, headers, want) => {
    const scope = nock(host).post(`${R}/git/refs`).reply(status, body, headers);
    const falter = await falterOf(bench().api.call(write));
    const { outcome, lasting, retryAfterMs } = falter;
    expect({ outcome, lasting, retryAfterMs }).toEqual(want);
    expect(falter.message).toMatch(/^While creating a branch, GitHub .+\. /);
    expect(scope.isDone()).toBe(true);
  });

  it("names the permission that is missing", async () => {
    nock(host)
      .post(`${R}/git/refs`)
      .reply(403, words, { "X-Accepted-GitHub-Permissions": "contents=write" });
    expect((await falterOf(bench().api.call(write))).message).toContain("contents=write");
  });

  it("a broken connection leaves the outcome open", async () => {
    nock(host).post(`${R}/git/refs`).replyWithError("socket hang up");
    expect((await falterOf(bench().api.call(write))).outcome).toBe("unknown");
  });

  it("a refused connection has certainly done nothing", async () => {
    const refused = Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" });
    nock(host).post(`${R}/git/refs`).replyWithError(refused);
    expect((await falterOf(bench().api.call(write))).outcome).toBe("none");
  });

  it("a cut-off answer leaves the outcome open", async () => {
    const json = { "content-type": "application/json" };
    nock(host).post(`${R}/git/refs`).reply(201, '{"ref":"refs/hea', json);
    const call = { ...write, shape: anything.refine((value) => typeof value === "object") };
    expect((await falterOf(bench().api.call(call))).outcome).toBe("unknown");
  });
});

describe("what is tried again", () => {
  it("a write is never sent twice", async () => {
    const scope = nock(host).post(`${R}/git/refs`).times(2).reply(502, "");
    await falterOf(bench().api.call(write));
    expect(scope.pendingMocks()).toHaveLength(1);
  });

  it("a read is sent up to three times", async () => {
    const scope = nock(host).get(`${R}/branches`).times(2).reply(502, "");
    nock(host).get(`${R}/branches`).reply(200, []);
    expect(await bench().api.call(read)).toEqual({ ok: true, value: [] });
    expect(scope.isDone()).toBe(true);
  });

  it("a read that GitHub refuses is not repeated", async () => {
    const scope = nock(host).get(`${R}/branches`).times(2).reply(403, words);
    await falterOf(bench().api.call(read));
    expect(scope.pendingMocks()).toHaveLength(1);
  });

  it("an expired token is renewed once, also for a write", async () => {
    nock(host).post(`${R}/git/refs`).matchHeader("authorization", "token t1").reply(401, words);
    nock(host).post(`${R}/git/refs`).matchHeader("authorization", "token t2").reply(201, {});
    expect((await bench().api.call(write)).ok).toBe(true);
  });

  it("a second refusal of the token needs a person", async () => {
    nock(host).post(`${R}/git/refs`).times(2).reply(401, words);
    const falter = await falterOf(bench().api.call(write));
    expect(falter.lasting).toBe(true);
    expect(falter.message).toContain("its key was revoked");
  });
});

describe("a pause that GitHub asks for", () => {
  it("holds every other request of the installation", async () => {
    const { api, clock } = bench();
    nock(host).post(`${R}/git/refs`).reply(429, words, { "retry-after": "20" });
    nock(host).get(`${R}/branches`).reply(200, []);
    const before = clock.now();
    await falterOf(api.call(write));
    await api.call(read);
    expect(clock.now() - before).toBeGreaterThanOrEqual(20_000);
  });

  it("is taken before GitHub has to refuse, when nothing remains", async () => {
    const { api, clock } = bench();
    const headers = { "x-ratelimit-remaining": "0", "x-ratelimit-reset": String(at + 60) };
    nock(host).get(`${R}/branches`).reply(200, [], headers);
    nock(host).get(`${R}/branches`).reply(200, []);
    await api.call(read);
    await api.call(read);
    expect(clock.now()).toBeGreaterThanOrEqual((at + 60) * 1000);
  });
});
