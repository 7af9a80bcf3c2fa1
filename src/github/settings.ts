// The app's settings from the environment: each missing or weak one is one clear line.
import { no, ok, type Result } from "../core/kernel.ts";
import { defaultPacing, type Pacing } from "./budget.ts";
import { defaultLabels, type Labels } from "./outcome.ts";

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

const secretLengthMin = 16;
export const defaultApiUrl = "https://api.github.com";

/**
 * @param readFile reads a text file; its failure is told with the setting that named the file.
 * @returns the settings, or one sentence for each mistake; never settings that are only half right.
 */
export function readSettings(
  env: Environment,
  readFile: (path: string) => string,
): Result<GithubSettings, readonly string[]> {
  const wrong: string[] = [];
  const complain = (text: string): void => {
    wrong.push(text);
  };
  const appId = readAppId(env["APP_ID"], complain);
  const privateKey = readKey(env, readFile, complain);
  const secrets = readSecrets(env, complain);
  const apiUrl = readUrl(env["GITHUB_API_URL"], complain);
  const spacingMs = readSpacing(env["QUORUM_WRITE_SPACING_MS"], complain);
  if (wrong.length > 0) return no(wrong);
  return ok({
    appId,
    privateKey,
    secrets,
    apiUrl,
    labels: {
      plan: env["QUORUM_LABEL"] || defaultLabels.plan,
      auto: env["QUORUM_LABEL_AUTO"] || defaultLabels.auto,
    },
    pacing: { ...defaultPacing, spacingMs },
    sweepMs: 300_000,
  });
}

type Complain = (text: string) => void;

function readAppId(text: string | undefined, complain: Complain): number {
  if (!text) complain("APP_ID is missing: the number on the app's settings page on GitHub.");
  else if (!/^\d{1,12}$/.test(text)) complain("APP_ID must be a number, as on the app's page.");
  return Number(text);
}

function readKey(env: Environment, readFile: (path: string) => string, complain: Complain): string {
  const path = env["PRIVATE_KEY_PATH"];
  let key = (env["PRIVATE_KEY"] ?? "").replaceAll("\\n", "\n");
  if (!key && path) {
    try {
      key = readFile(path);
    } catch {
      complain("PRIVATE_KEY_PATH names a file that cannot be read: check path and permissions.");
      return "";
    }
  }
  if (!key) {
    complain("PRIVATE_KEY or PRIVATE_KEY_PATH is missing: generate a key on the app's page.");
  } else if (!/-----BEGIN (RSA )?PRIVATE KEY-----[\s\S]+-----END/.test(key)) {
    complain("The private key is not PEM: it must begin with -----BEGIN RSA PRIVATE KEY-----.");
  }
  return key;
}

function readSecrets(env: Environment, complain: Complain): readonly string[] {
  const names = ["WEBHOOK_SECRET", "WEBHOOK_SECRET_PREVIOUS"];
  const secrets: string[] = [];
  for (const name of names) {
    const secret = env[name];
    if (!secret) continue;
    if (secret.length < secretLengthMin || /^(development|changeme)/i.test(secret)) {
      complain(`${name} is weak: use at least ${secretLengthMin} random characters.`);
    }
    secrets.push(secret);
  }
  if (!env["WEBHOOK_SECRET"]) {
    complain("WEBHOOK_SECRET is missing: the secret on the app's settings page on GitHub.");
  }
  return secrets;
}

function readUrl(text: string | undefined, complain: Complain): string {
  if (!text) return defaultApiUrl;
  const url = URL.parse(text);
  const loopback = url !== null && /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname);
  if (url === null || (url.protocol !== "https:" && !loopback)) {
    complain("GITHUB_API_URL must be an https address, such as https://host/api/v3.");
  }
  return text.replace(/\/+$/, "");
}

function readSpacing(text: string | undefined, complain: Complain): number {
  if (!text) return defaultPacing.spacingMs;
  const ms = Number(text);
  if (!Number.isFinite(ms) || ms < 0 || ms > 60_000) {
    complain("QUORUM_WRITE_SPACING_MS must be milliseconds from 0 to 60000; GitHub wants 1000.");
  }
  return ms;
}
