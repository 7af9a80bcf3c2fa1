// One call each: what every kind of answer and error status of a model server is recorded as.
import nock from "nock";
import { afterEach, describe, expect, it } from "vitest";
import type { Sample } from "../../src/core/agent/prompt.ts";
import { openModel } from "../../src/openai/model.ts";
import { manualClock } from "./manual-clock.ts";
import { completion, draw, host, key, prompt, saying, settings } from "./questions.ts";

afterEach(() => {
  const pending = nock.pendingMocks();
  nock.cleanAll();
  expect(pending).toEqual([]);
});

const path = "/v1/chat/completions";
const model = (env?: Readonly<Record<string, string>>) => {
  const clock = manualClock();
  return { clock, ...openModel(settings(env), clock, null) };
};
const json = { "content-type": "application/json" };

/** The sample for one canned reply; exactly one request is made. */
async function sampleFor(status: number, body: unknown, headers = json): Promise<Sample> {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  nock(host).post(path).reply(status, text, headers);
  return model().sample(prompt, draw);
}

const refusal = (code: string | null, message: string, param: string | null = null) => ({
  error: { message, type: "invalid_request_error", param, code },
});

describe("a chat completion", () => {
  it("is asked for with the draw's numbers; its text, tokens and cost are recorded", async () => {
    let sent: unknown = null;
    nock(host, { reqheaders: { authorization: `Bearer ${key}` } })
      .post(path, (body: unknown) => {
        sent = body;
        return true;
      })
      .reply(200, completion(saying("hello")), json);
    expect(await model().sample(prompt, draw)).toEqual({
      kind: "answered",
      text: "hello",
      finish: "stop",
      usage: { inputTokens: 20, outputTokens: 5, microUsd: 20 * 2 + 5 * 10 },
    });
    expect(sent).toEqual({
      model: "small",
      messages: [
        { role: "system", content: "Be brief." },
        { role: "user", content: "Write f." },
      ],
      max_tokens: 100,
      temperature: 0.4,
      seed: 7,
    });
  });

  it.each<[string, unknown, object]>([
    ["cut off", completion(saying("hel", "length")), { finish: "length", text: "hel" }],
    ["withheld", completion(saying(null, "content_filter")), { finish: "filter", text: "" }],
    ["without a finish reason", completion(saying("hel", null)), { finish: "length" }],
    ["with an unknown finish reason", completion(saying("hel", "tired")), { finish: "length" }],
    ["without content", completion(saying(null)), { finish: "stop", text: "" }],
    ["shaped as a tool call", completion(saying(null, "tool_calls")), { finish: "stop", text: "" }],
    ["without choices", { ...completion(null), choices: [] }, { finish: "stop", text: "" }],
  ])("that is %s is an answer that says so", async (_, body, expected) => {
    expect(await sampleFor(200, body)).toMatchObject({ kind: "answered", ...expected });
  });

  it("with a refusal is refused", async () => {
    const body = completion(saying(null, "stop", { refusal: "I cannot." }));
    expect(await sampleFor(200, body)).toMatchObject({ kind: "refused", text: "I cannot." });
  });

  it.each([undefined, null, { prompt_tokens: -1, completion_tokens: "x" }])(
    "with the usage %j is reckoned at no less than it can have cost",
    async (usage) => {
      const sample = await sampleFor(200, { ...completion(saying("x".repeat(30))), usage });
      const bytes = prompt.system.length + prompt.user.length;
      const cost = sample.kind === "answered" ? sample.usage.microUsd : 0;
      expect(cost).toBeGreaterThan(bytes * 2 + 9 * 10);
    },
  );

  it.each<[string, string, Record<string, string>]>([
    ["HTML", "<html>Bad gateway</html>", { "content-type": "text/html" }],
    ["broken JSON", '{"choices":[', json],
    ["nothing", "", json],
    ["another object", '{"hello":1}', json],
    ["a JSON text", '"hi"', json],
    ["null", "null", json],
  ])("that is %s is no answer: tried again, never counted", async (_, body, headers) => {
    nock(host).post(path).reply(200, body, headers);
    const sample = await model().sample(prompt, draw);
    expect(sample).toMatchObject({ kind: "faltered", retryAfterMs: null });
    expect(sample).not.toHaveProperty("lasting");
  });

  it("of more than 1 MiB counts as cut off and as dear as it can have been", async () => {
    const sample = await sampleFor(200, completion(saying("x".repeat(2_000_000))));
    const usage = { microUsd: model().costMax(prompt, draw) };
    expect(sample).toMatchObject({ kind: "answered", text: "", finish: "length", usage });
  });
});

describe("an error status", () => {
  it.each<[number, unknown, Record<string, string>, object]>([
    [429, refusal("rate_limit", "slow down"), { "retry-after": "7" }, { retryAfterMs: 7000 }],
    [429, refusal(null, "slow down"), { "retry-after-ms": "1500" }, { retryAfterMs: 1500 }],
    [429, refusal(null, "slow down"), {}, { retryAfterMs: null }],
    [
      503,
      "<html>busy</html>",
      { "retry-after": "Tue, 24 Nov 2026 12:00:09 GMT", date: "Tue, 24 Nov 2026 12:00:00 GMT" },
      { retryAfterMs: 9000 },
    ],
    [429, refusal("insufficient_quota", "You exceeded your current quota"), {}, { lasting: true }],
    [402, refusal(null, "Insufficient credits"), {}, { lasting: true }],
    [401, refusal("invalid_api_key", `Incorrect API key provided: ${key}`), {}, { lasting: true }],
    [403, refusal(null, "Country not supported"), {}, { lasting: true }],
    [404, refusal("model_not_found", "The model `small` does not exist"), {}, { lasting: true }],
    [400, refusal("context_length_exceeded", "maximum context is 8192"), {}, { lasting: true }],
    [413, "too large", {}, { lasting: true }],
    [400, refusal(null, "bad request"), {}, { lasting: true }],
    [302, "", { location: "https://elsewhere.test/" }, { lasting: true }],
    [500, "", {}, { retryAfterMs: null }],
    [502, "<html>".repeat(500_000), { "content-type": "text/html" }, { retryAfterMs: null }],
    [529, refusal("overloaded", "overloaded"), {}, { retryAfterMs: null }],
  ])("%i is recorded with its wait, or as lasting", async (status, body, more, expected) => {
    const sample = await sampleFor(status, body, { ...json, ...more });
    expect(sample).toMatchObject({ kind: "faltered", ...expected });
    if (!("lasting" in expected)) expect(sample).not.toHaveProperty("lasting");
    const because = sample.kind === "faltered" ? sample.because : "";
    expect(because).toContain(String(status));
    expect(because.length).toBeLessThan(420);
    expect(because).not.toContain(key);
    expect(because).toMatch(/^small: /);
  });

  it("400 for the content of the prompt is an answer withheld at no cost", async () => {
    const sample = await sampleFor(400, refusal("content_filter", "The response was filtered"));
    expect(sample).toMatchObject({ kind: "answered", finish: "filter", usage: { microUsd: 0 } });
  });
});

describe("a server that refuses a field", () => {
  it.each([
    [refusal("unsupported_value", "temperature: not supported", "temperature"), "temperature"],
    [refusal("unsupported_parameter", "Unsupported parameter: 'seed'", "seed"), "seed"],
    [{ error: "Unrecognized request argument supplied: seed" }, "seed"],
  ])("is asked without it from the next call on: %j", async (body, field) => {
    const own = model();
    nock(host).post(path).reply(400, body, json);
    expect(await own.sample(prompt, draw)).toMatchObject({ kind: "faltered", retryAfterMs: 0 });
    let sent: unknown = null;
    nock(host)
      .post(path, (later: unknown) => {
        sent = later;
        return true;
      })
      .reply(200, completion(saying("ok")), json);
    expect(await own.sample(prompt, draw)).toMatchObject({ kind: "answered", text: "ok" });
    expect(sent).not.toHaveProperty(field);
  });

  it("is sent the limit under its other name, and given up when it refuses that too", async () => {
    const own = model();
    const other = refusal("unsupported_parameter", "Use 'max_completion_tokens'", "max_tokens");
    nock(host).post(path).reply(400, other, json);
    await own.sample(prompt, draw);
    nock(host)
      .post(path, (body: Record<string, unknown>) => body["max_completion_tokens"] === 100)
      .reply(400, other, json);
    expect(await own.sample(prompt, draw)).toMatchObject({ kind: "faltered", lasting: true });
  });
});

describe("a server that refuses the key", () => {
  it("is left be for a minute, and asked again after it", async () => {
    const own = model();
    nock(host).post(path).reply(401, refusal("invalid_api_key", "no"), json);
    await own.sample(prompt, draw);
    own.clock.advance(59_000);
    const left = await own.sample(prompt, draw);
    expect(left).toMatchObject({ kind: "faltered", lasting: true, retryAfterMs: 1000 });
    own.clock.advance(1000);
    nock(host)
      .post(path)
      .reply(200, completion(saying("ok")), json);
    expect(await own.sample(prompt, draw)).toMatchObject({ kind: "answered" });
  });
});

describe("several models", () => {
  it("are named by the draw's index and keep their own prices", async () => {
    const both = model({ QUORUM_MODEL: "small,large", QUORUM_PRICE_OUT: "10,30" });
    const second = { ...draw, model: 1 };
    const difference = both.costMax(prompt, second) - both.costMax(prompt, draw);
    expect(difference).toBe(100 * 20);
    nock(host)
      .post(path, (body: Record<string, unknown>) => body["model"] === "large")
      .reply(200, completion(saying("ok")), json);
    const sample = await both.sample(prompt, second);
    expect(sample).toMatchObject({ usage: { microUsd: 20 * 2 + 5 * 30 } });
  });

  it("never cost more than costMax says, whatever the tokenizer", () => {
    const bytes = Buffer.byteLength(prompt.system + prompt.user);
    expect(model().costMax(prompt, draw)).toBeGreaterThanOrEqual(bytes * 2 + 100 * 10);
  });
});
