// Against a real socket: servers that are silent or slow, cut the line, never end, or are away.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import type { DayStore } from "../../src/engine/day-store.ts";
import { Faltered } from "../../src/engine/ports.ts";
import { memoryDays } from "../../src/engine/day-store.ts";
import { tokensMax } from "../../src/engine/tokens.ts";
import { openDayAccount } from "../../src/openai/account.ts";
import { DayLedger } from "../../src/openai/ledger.ts";
import { openModel } from "../../src/openai/model.ts";
import { manualClock } from "./manual-clock.ts";
import { completion, draw, prompt, saying, settings } from "./questions.ts";

let server: Server | null = null;

afterEach(async () => {
  const open = server;
  server = null;
  if (!open) return;
  open.closeAllConnections();
  await new Promise((done) => open.close(done));
});

type Handle = (request: IncomingMessage, reply: ServerResponse) => void;

async function listen(handle: Handle): Promise<string> {
  const started = createServer((request, reply) => {
    request.resume();
    request.on("end", () => handle(request, reply));
  });
  server = started;
  await new Promise<void>((done) => started.listen(0, "127.0.0.1", done));
  return `http://127.0.0.1:${(started.address() as AddressInfo).port}/v1`;
}

const at = (url: string, more: Record<string, string> = {}) =>
  settings({ OPENAI_BASE_URL: url, ...more });
const head = { "content-type": "application/json" };

describe("a model server", () => {
  it("that never answers is given up at the deadline, and the line is cut", async () => {
    const clock = manualClock();
    let gone = false;
    const closed = Promise.withResolvers<void>();
    const url = await listen((request) => {
      request.socket.on("close", () => {
        gone = true;
        closed.resolve();
      });
      clock.advance(120_000);
    });
    const model = openModel(at(url), clock, null);
    const sample = await model.sample(prompt, draw);
    expect(sample).toMatchObject({
      kind: "faltered",
      because: "small: no answer within 120 s",
      usage: { microUsd: model.costMax(prompt, draw) },
    });
    await closed.promise;
    expect(gone).toBe(true);
  });

  it("is waited for no longer once Quorum ends: what it may cost stays counted", async () => {
    const ended = new AbortController();
    const url = await listen(() => ended.abort());
    const clock = manualClock();
    const model = openModel(at(url), clock, null);
    const most = model.costMax(prompt, draw);
    const ask = () => model.sample(prompt, draw, ended.signal);
    const because = "small: Quorum was stopped before an answer came";
    expect(await ask()).toMatchObject({ kind: "faltered", because, usage: { microUsd: most } });
    expect(await ask()).not.toHaveProperty("usage");
    expect(clock.waiting()).toBe(0);
  });

  it("that drips its answer is given up at the same deadline", async () => {
    const clock = manualClock();
    const url = await listen((_, reply) => {
      reply.writeHead(200, head);
      reply.write('{"choices":', () => clock.advance(120_000));
    });
    const sample = await openModel(at(url), clock, null).sample(prompt, draw);
    expect(sample).toMatchObject({ kind: "faltered", because: "small: no answer within 120 s" });
  });

  it("that cuts the line, before or during its answer, has answered nothing", async () => {
    const clock = manualClock();
    let calls = 0;
    const url = await listen((request, reply) => {
      calls += 1;
      if (calls === 1) request.socket.destroy();
      else {
        reply.writeHead(200, { ...head, "content-length": "1000" });
        reply.write(JSON.stringify(completion(saying("ok"))), () => request.socket.destroy());
      }
    });
    const model = openModel(at(url), clock, null);
    for (const _ of [1, 2]) {
      const sample = await model.sample(prompt, draw);
      expect(sample).toMatchObject({ kind: "faltered", retryAfterMs: null });
      expect(sample).not.toHaveProperty("lasting");
    }
    expect(calls).toBe(2);
  });

  it("that sends without end is cut at 1 MiB", async () => {
    const closed = Promise.withResolvers<void>();
    const url = await listen((request, reply) => {
      request.socket.on("close", () => closed.resolve());
      reply.writeHead(200, head);
      const block = "x".repeat(65_536);
      const more = (): void => {
        while (!reply.destroyed && reply.write(block));
        reply.once("drain", more);
      };
      more();
    });
    const sample = await openModel(at(url), manualClock(), null).sample(prompt, draw);
    expect(sample).toMatchObject({ kind: "answered", finish: "length", text: "" });
    await closed.promise;
  });

  it("that is away is named with the reason", async () => {
    const url = await listen(() => undefined);
    server?.close();
    const sample = await openModel(at(url), manualClock(), null).sample(prompt, draw);
    const because: unknown = expect.stringContaining("ECONNREFUSED");
    expect(sample).toMatchObject({ kind: "faltered", because });
  });

  it("gets no more calls at once than configured", async () => {
    let underWay = 0;
    let most = 0;
    const replies: ServerResponse[] = [];
    const url = await listen((_, reply) => {
      underWay += 1;
      most = Math.max(most, underWay);
      replies.push(reply);
      if (replies.length < 2) return;
      for (const waiting of replies.splice(0)) {
        underWay -= 1;
        waiting.writeHead(200, head).end(JSON.stringify(completion(saying("ok"))));
      }
    });
    const model = openModel(at(url, { QUORUM_MODEL_CONCURRENCY: "2" }), manualClock(), null);
    const drawn = await Promise.all(Array.from({ length: 6 }, () => model.sample(prompt, draw)));
    expect(drawn.map((s) => s.kind)).toEqual(Array.from({ length: 6 }, () => "answered"));
    expect(most).toBe(2);
  });
});

const accountOf = (days: DayStore, env: Record<string, string>) =>
  openDayAccount(days, at("http://127.0.0.1:9", env), () => Date.parse("2026-11-24T12:00:00Z"));

describe("the day's tokens", () => {
  const good: Handle = (_, response) =>
    void response.writeHead(200, head).end(JSON.stringify(completion(saying("ok"))));

  it("are counted beside its money, and given back where one of both does not reach", async () => {
    const days = memoryDays();
    const url = await listen(good);
    const most = tokensMax(prompt);
    const env = { QUORUM_DAY_TOKENS: String(most + 10), QUORUM_PRICE_IN: "1" };
    const account = accountOf(days, env);
    const model = openModel(at(url, env), manualClock(), account);
    expect(await model.sample(prompt, draw)).toMatchObject({ kind: "answered" });
    const taken = account.tokens?.today();
    expect(taken).toBe(20 + 5);
    expect(days.read("2026-11-24 tokens")).toBeGreaterThanOrEqual(20 + 5);
    const spent = account.money?.today();
    expect(spent).toBeGreaterThan(0);
    expect(await model.sample(prompt, draw)).toMatchObject({
      kind: "faltered",
      because: expect.stringContaining("(QUORUM_DAY_TOKENS)"),
      retryAfterMs: 12 * 3_600_000,
    });
    expect([account.money?.today(), account.tokens?.today()]).toEqual([spent, taken]);
  });
});

describe("the day's money", () => {
  const spend = async (limit: number, reply: Handle) => {
    const clock = manualClock();
    const days = memoryDays();
    let calls = 0;
    const url = await listen((request, response) => {
      calls += 1;
      reply(request, response);
    });
    const ledger = new DayLedger(days, limit, () => clock.now());
    const model = openModel(at(url), clock, { money: ledger, tokens: null, giveBack: () => {} });
    const sample = await model.sample(prompt, draw);
    const most = model.costMax(prompt, draw);
    ledger.giveBack();
    return { sample, most, calls, spent: days.read("2026-11-24") };
  };
  const good: Handle = (_, response) =>
    void response.writeHead(200, head).end(JSON.stringify(completion(saying("ok"))));

  it("is set aside before the call and settled to what it cost", async () => {
    const { spent, calls } = await spend(1e6, good);
    expect([calls, spent]).toEqual([1, 90]);
  });

  it("that does not reach stops the call and says until when", async () => {
    const { sample, calls, spent } = await spend(50, good);
    expect(sample).toMatchObject({ kind: "faltered", retryAfterMs: 12 * 3_600_000 });
    expect([calls, spent]).toEqual([0, 0]);
  });

  it("comes back after a refusal, and stays spent when nobody knows", async () => {
    const refused = await spend(1e6, (_, response) => void response.writeHead(500).end());
    expect(refused.spent).toBe(0);
    const cut = await spend(1e6, (request) => void request.socket.destroy());
    expect(cut.spent).toBe(cut.most);
  });

  it("that cannot be counted stops the call, and never costs an answer its place", async () => {
    const clock = manualClock();
    const full = new Faltered("the disk is full", { outcome: "none" });
    const url = await listen(good);
    const drawnFrom = (days: DayStore) =>
      openModel(at(url), clock, accountOf(days, {})).sample(prompt, draw);
    const fails = (): never => {
      throw full;
    };
    const unreserved = await drawnFrom({ ...memoryDays(), reserve: fails });
    expect(unreserved).toMatchObject({ kind: "faltered", because: "the disk is full" });
    const unsettled = await drawnFrom({ ...memoryDays(), add: fails });
    expect(unsettled).toMatchObject({ kind: "answered", text: "ok" });
  });
});
