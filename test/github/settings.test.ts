// Settings from the environment, and the manifest that asks for exactly what is used.
import { generateKeyPairSync } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { webhookPath } from "../../src/github/ingress.ts";
import { readSettings } from "../../src/github/settings.ts";
import { permissions } from "../../src/github/tokens.ts";
import { privateKey } from "./world.ts";

const lines = privateKey.trim().split("\n");
/** A copy in which the middle is missing. */
const half = [...lines.slice(0, 9), ...lines.slice(-1)].join("\n");
const elliptic = generateKeyPairSync("ec", {
  namedCurve: "P-256",
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
  publicKeyEncoding: { type: "spki", format: "pem" },
}).privateKey;
const good = { APP_ID: "12", PRIVATE_KEY: privateKey, WEBHOOK_SECRET: "7c1e9a40d2b86f35" };
const read = (more: Readonly<Record<string, string | undefined>>) =>
  readSettings({ ...good, ...more }, (path) => {
    if (path === "key.pem") return privateKey;
    if (path === "half.pem") return half;
    throw new Error("ENOENT /secret/path");
  });

describe("settings", () => {
  it("are read whole", () => {
    expect(read({ WEBHOOK_SECRET_PREVIOUS: "53f68b2d04a9e1c7" })).toMatchObject({
      ok: true,
      value: {
        appId: 12,
        secrets: ["7c1e9a40d2b86f35", "53f68b2d04a9e1c7"],
        apiUrl: "https://api.github.com",
        labels: { plan: "quorum", auto: "quorum:auto" },
        pacing: { spacingMs: 1000 },
      },
    });
  });

  it.each([
    ["a key in a file", { PRIVATE_KEY: undefined, PRIVATE_KEY_PATH: "key.pem" }],
    ["a key with its line breaks written out", { PRIVATE_KEY: privateKey.replaceAll("\n", "\\n") }],
    ["an enterprise server", { GITHUB_API_URL: "https://git.example.com/api/v3/" }],
    ["a server on this machine", { GITHUB_API_URL: "http://127.0.0.1:4000" }],
  ])("take %s", (_name, more) => expect(read(more).ok).toBe(true));

  it.each([
    [{ APP_ID: undefined }, /^APP_ID is missing/],
    [{ APP_ID: "twelve" }, /^APP_ID is not a number/],
    [{ PRIVATE_KEY: undefined }, /^PRIVATE_KEY_PATH is missing/],
    [{ PRIVATE_KEY: "hello" }, /not PEM/],
    [{ PRIVATE_KEY: half }, /^PRIVATE_KEY is damaged or cut off/],
    [{ PRIVATE_KEY: "", PRIVATE_KEY_PATH: "half.pem" }, /^PRIVATE_KEY_PATH is damaged/],
    [{ PRIVATE_KEY: elliptic }, /^PRIVATE_KEY is no RSA key/],
    [{ PRIVATE_KEY: "", PRIVATE_KEY_PATH: "none.pem" }, /cannot be read/],
    [{ WEBHOOK_SECRET: undefined }, /^WEBHOOK_SECRET is missing/],
    [{ WEBHOOK_SECRET: "short" }, /^WEBHOOK_SECRET is weak/],
    [{ WEBHOOK_SECRET: "development" }, /^WEBHOOK_SECRET is weak/],
    [{ WEBHOOK_SECRET: "developmentdevelopment" }, /^WEBHOOK_SECRET is weak/],
    [{ WEBHOOK_SECRET: "x".repeat(64) }, /^WEBHOOK_SECRET is weak/],
    [{ WEBHOOK_SECRET: "abcde".repeat(8) }, /^WEBHOOK_SECRET is weak/],
    [{ WEBHOOK_SECRET: "1234567890123456" }, /^WEBHOOK_SECRET is weak/],
    [{ WEBHOOK_SECRET: "password12345678" }, /^WEBHOOK_SECRET is weak/],
    [{ WEBHOOK_SECRET: "Passw0rd!Passw0rd!" }, /^WEBHOOK_SECRET is weak/],
    [{ WEBHOOK_SECRET: "qwertyuiopASDFGH" }, /^WEBHOOK_SECRET is weak/],
    [{ WEBHOOK_SECRET: "fedcba9876543210" }, /^WEBHOOK_SECRET is weak/],
    [{ WEBHOOK_SECRET: "quorum-webhook-secret-1" }, /^WEBHOOK_SECRET is weak/],
    [{ WEBHOOK_SECRET_PREVIOUS: "x".repeat(64) }, /^WEBHOOK_SECRET_PREVIOUS is weak/],
    [{ WEBHOOK_SECRET_PREVIOUS: "short" }, /^WEBHOOK_SECRET_PREVIOUS is weak/],
    [{ GITHUB_API_URL: "http://git.example.com" }, /^GITHUB_API_URL is not an https address/],
    [{ GITHUB_API_URL: "nonsense" }, /^GITHUB_API_URL is not an https address/],
    [{ QUORUM_WRITE_SPACING_MS: "fast" }, /^QUORUM_WRITE_SPACING_MS/],
  ])("%j is refused in one line", (more, words) => {
    const settings = read(more);
    expect(settings.ok).toBe(false);
    if (settings.ok) return;
    expect(settings.error).toHaveLength(1);
    expect(settings.error[0]).toMatch(words);
    expect(settings.error[0]).not.toMatch(/secret\/path|hello|short|\n/);
  });

  it("take random secrets of the least length, in hexadecimal or base64", () => {
    const secrets = ["c41c04a26ee1e83c", "0d9f7733b1e2a865", "Zt8/pKq2Vw+1xR0b", privateKey];
    expect(secrets.filter((one) => !read({ WEBHOOK_SECRET: one }).ok)).toEqual([]);
  });

  it("name everything that is missing at once", () => {
    const settings = readSettings({}, () => "");
    expect(settings.ok ? [] : settings.error).toHaveLength(3);
  });
});

describe("app.yml", () => {
  const manifest: Record<string, unknown> = parse(readFileSync("app.yml", "utf8"));

  it("asks for exactly these permissions", () => {
    expect(manifest["default_permissions"]).toEqual({
      metadata: "read",
      contents: "write",
      issues: "write",
      pull_requests: "write",
      checks: "write",
      statuses: "read",
    });
  });

  it("asks for no more and no less than the tokens use", () => {
    const union: Record<string, string> = {};
    for (const phase of Object.values(permissions)) {
      for (const [name, level] of Object.entries(phase)) {
        if (union[name] !== "write") union[name] = level;
      }
    }
    expect(manifest["default_permissions"]).toEqual(union);
  });

  it("asks for exactly these events, at the path that is served", () => {
    expect(manifest["default_events"]).toEqual([
      "issues",
      "issue_comment",
      "pull_request",
      "pull_request_review",
      "check_suite",
      "check_run",
      "status",
      "push",
      "repository",
    ]);
    expect(manifest["hook_attributes"]).toMatchObject({
      url: expect.stringMatching(new RegExp(`^https://.+${webhookPath}$`)),
    });
  });
});
