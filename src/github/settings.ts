// The app's settings from the environment: each missing or weak one is one clear line.
import { createPrivateKey } from "node:crypto";
import { complaintsOn, type Complain } from "../core/config/variables.ts";
import { no, ok, type Result } from "../core/kernel.ts";
import { defaultPacing, type Pacing } from "./budget.ts";
import { defaultLabels, type Labels } from "./outcome.ts";
import { isWeak, secretLengthMin } from "./secret.ts";

export interface GithubSettings {
  readonly appId: number;
  readonly privateKey: string;
  /** The webhook secret first, then the one before it while it is rotated. */
  readonly secrets: readonly string[];
  /** Without a slash at its end. */
  readonly apiUrl: string;
  readonly labels: Labels;
  readonly pacing: Pacing;
  /** Between two sweeps for lost webhooks, in milliseconds. */
  readonly sweepMs: number;
  /** For tests and the local forge; the machine's own otherwise. */
  readonly fetch?: typeof fetch;
}

export type Environment = Readonly<Record<string, string | undefined>>;

const labelLengthMax = 50;
export const defaultApiUrl = "https://api.github.com";

/** What each variable means; the README's table is made from it. */
export const variables = {
  APP_ID: "the number on the app's page on GitHub",
  PRIVATE_KEY_PATH: "the `.pem` file of the app's private key, readable by the service's user only",
  PRIVATE_KEY: "the text of that file, in its place",
  WEBHOOK_SECRET:
    `the webhook's secret on the app's page: at least ${secretLengthMin} random characters, ` +
    "for example from `openssl rand -hex 32`",
  WEBHOOK_SECRET_PREVIOUS: "the secret before it, accepted beside it while you rotate",
  GITHUB_API_URL: "only for GitHub Enterprise Server: `https://HOST/api/v3`",
  QUORUM_LABEL: `label that starts a run whose plan waits; default ${defaultLabels.plan}`,
  QUORUM_LABEL_AUTO: `label that starts a run that goes ahead; default ${defaultLabels.auto}`,
  QUORUM_WRITE_SPACING_MS:
    "milliseconds between two writes to GitHub in one installation, 0 to 60000; " +
    `default ${defaultPacing.spacingMs}, which GitHub wants`,
} as const;

type Wrong = Complain<typeof variables>;

/**
 * @param readFile reads a text file; its failure is told with the setting that named the file.
 * @returns the settings, or one sentence for each mistake; never settings that are only half right.
 */
export function readSettings(
  env: Environment,
  readFile: (path: string) => string,
): Result<GithubSettings, readonly string[]> {
  const { mistakes, complain } = complaintsOn(variables);
  const appId = readAppId(env["APP_ID"], complain);
  const privateKey = readKey(env, readFile, complain);
  const secrets = readSecrets(env, complain);
  const apiUrl = readUrl(env["GITHUB_API_URL"], complain);
  const labels = readLabels(env, complain);
  const spacingMs = readSpacing(env["QUORUM_WRITE_SPACING_MS"], complain);
  if (mistakes.length > 0) return no(mistakes);
  const pacing = { ...defaultPacing, spacingMs };
  return ok({ appId, privateKey, secrets, apiUrl, labels, pacing, sweepMs: 300_000 });
}

function readAppId(text: string | undefined, complain: Wrong): number {
  if (!text) complain("APP_ID", "is missing");
  else if (!/^\d{1,12}$/.test(text)) complain("APP_ID", "is not a number");
  return Number(text);
}

function readKey(env: Environment, readFile: (path: string) => string, complain: Wrong): string {
  const path = env["PRIVATE_KEY_PATH"];
  let key = (env["PRIVATE_KEY"] ?? "").replaceAll("\\n", "\n");
  const name = key || !path ? "PRIVATE_KEY" : "PRIVATE_KEY_PATH";
  if (!key && path) {
    try {
      key = readFile(path);
    } catch {
      complain(name, "names a file that cannot be read");
      return "";
    }
  }
  if (!key) complain("PRIVATE_KEY_PATH", "is missing, and so is PRIVATE_KEY");
  else {
    const wrong = wrongKey(key);
    if (wrong !== null) complain(name, wrong);
  }
  return key;
}

/** @returns what is wrong with a private key, or null; the key itself is in no answer. */
function wrongKey(key: string): string | null {
  if (!/-----BEGIN (RSA )?PRIVATE KEY-----[\s\S]+-----END/.test(key)) {
    return "is not PEM: it must begin with -----BEGIN RSA PRIVATE KEY-----";
  }
  try {
    const { asymmetricKeyType } = createPrivateKey(key);
    return asymmetricKeyType === "rsa" ? null : "is no RSA key, which GitHub's apps have";
  } catch {
    // Node's words about it ("DECODER routines::unsupported") help nobody.
    return "is damaged or cut off: download a new one from the app's page";
  }
}

function readSecrets(env: Environment, complain: Wrong): readonly string[] {
  const secrets: string[] = [];
  for (const name of ["WEBHOOK_SECRET", "WEBHOOK_SECRET_PREVIOUS"] as const) {
    const secret = env[name];
    if (!secret) continue;
    if (isWeak(secret)) complain(name, "is weak");
    secrets.push(secret);
  }
  if (!env["WEBHOOK_SECRET"]) complain("WEBHOOK_SECRET", "is missing");
  return secrets;
}

function readUrl(text: string | undefined, complain: Wrong): string {
  if (!text) return defaultApiUrl;
  const url = URL.parse(text);
  const loopback = url !== null && /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname);
  if (url === null || (url.protocol !== "https:" && !loopback)) {
    complain("GITHUB_API_URL", "is not an https address");
  }
  return text.replace(/\/+$/, "");
}

function readLabels(env: Environment, complain: Wrong): Labels {
  const plan = env["QUORUM_LABEL"]?.trim() || defaultLabels.plan;
  const auto = env["QUORUM_LABEL_AUTO"]?.trim() || defaultLabels.auto;
  if (plan.length > labelLengthMax) complain("QUORUM_LABEL", "is longer than GitHub allows");
  if (auto.length > labelLengthMax) complain("QUORUM_LABEL_AUTO", "is longer than GitHub allows");
  const same = plan.toLowerCase() === auto.toLowerCase();
  if (same) complain("QUORUM_LABEL_AUTO", "is the same label as QUORUM_LABEL");
  return { plan, auto };
}

function readSpacing(text: string | undefined, complain: Wrong): number {
  if (!text) return defaultPacing.spacingMs;
  const ms = Number(text);
  const fits = /^\d+$/.test(text.trim()) && ms <= 60_000;
  if (!fits) complain("QUORUM_WRITE_SPACING_MS", "is not such a number");
  return ms;
}
