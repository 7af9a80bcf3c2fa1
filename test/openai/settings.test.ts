// The operator's model settings: defaults, lists, and one clear line per mistake.
import { describe, expect, it } from "vitest";
import { parseSettings } from "../../src/openai/settings.ts";

const read = (env: Record<string, string>) => parseSettings({ OPENAI_API_KEY: "sk-abc", ...env });

describe("parseSettings", () => {
  it("needs nothing but a key, and says that it assumed prices on the safe side", () => {
    const settings = read({});
    expect(settings).toMatchObject({
      ok: true,
      value: { baseUrl: "https://api.openai.com/v1", models: [{ priceIn: 5, priceOut: 20 }] },
    });
    expect(settings.ok && settings.value.notes.join()).toContain("QUORUM_PRICE_IN");
  });

  it("gives one value to all models, or each its own", () => {
    const env = { QUORUM_MODEL: "a, b", QUORUM_PRICE_IN: "1", QUORUM_PRICE_OUT: "2,3.5" };
    expect(read(env)).toMatchObject({
      ok: true,
      value: {
        models: [
          { name: "a", priceIn: 1, priceOut: 2 },
          { name: "b", priceIn: 1, priceOut: 3.5 },
        ],
        notes: [],
      },
    });
  });

  it("needs no key and no price for a server on this machine", () => {
    const settings = parseSettings({ OPENAI_BASE_URL: "http://127.0.0.1:8080/v1/" });
    expect(settings).toMatchObject({
      ok: true,
      value: {
        baseUrl: "http://127.0.0.1:8080/v1",
        models: [{ priceIn: 0, priceOut: 0 }],
        notes: [],
      },
    });
  });

  it.each<[Record<string, string>, string]>([
    [{ OPENAI_API_KEY: " " }, "OPENAI_API_KEY is missing"],
    [{ OPENAI_API_KEY: "sk-a b" }, "OPENAI_API_KEY holds"],
    [{ OPENAI_BASE_URL: "models.example" }, "OPENAI_BASE_URL is not an http(s) address"],
    [{ OPENAI_BASE_URL: "http://models.example/v1" }, "OPENAI_BASE_URL is not encrypted"],
    [{ OPENAI_BASE_URL: "http://localhost.evil.example/v1" }, "OPENAI_BASE_URL is not encrypted"],
    [{ OPENAI_BASE_URL: "https://me:pw@models.example" }, "OPENAI_BASE_URL holds a user name"],
    [{ QUORUM_MODEL: "a,,b" }, "QUORUM_MODEL holds no name"],
    [{ QUORUM_MODEL: "a,a" }, "QUORUM_MODEL names a model twice"],
    [{ QUORUM_MODEL: "a,b,c,d,e,f,g,h,i" }, "QUORUM_MODEL names 9 models"],
    [{ QUORUM_MODEL: "a,b", QUORUM_PRICE_IN: "1,2,3" }, "QUORUM_PRICE_IN has 3 values"],
    [{ QUORUM_PRICE_OUT: "-1" }, "QUORUM_PRICE_OUT is below 0"],
    [{ QUORUM_DAY_USD: "lots" }, "QUORUM_DAY_USD is not a number"],
    [{ QUORUM_DAY_USD: "-1" }, "QUORUM_DAY_USD is below 0"],
    [{ QUORUM_MODEL_CONCURRENCY: "0" }, "QUORUM_MODEL_CONCURRENCY is below 1"],
    [{ QUORUM_MODEL_TIMEOUT_SECONDS: "99999" }, "QUORUM_MODEL_TIMEOUT_SECONDS is above 3600"],
  ])("refuses %j with one line that names it", (env, line) => {
    const settings = read(env);
    expect(settings.ok ? [] : settings.error).toEqual([expect.stringContaining(line)]);
  });

  it("names every mistake at once and never repeats a key", () => {
    const settings = read({ OPENAI_API_KEY: "secret key", QUORUM_DAY_USD: "x", QUORUM_MODEL: "," });
    expect(settings.ok ? [] : settings.error).toHaveLength(3);
    expect(JSON.stringify(settings)).not.toContain("secret");
  });
});
