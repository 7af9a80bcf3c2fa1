// The operator's settings for language models, read from the environment: one line per mistake.
import { z } from "zod";
import { complaintsOn, type Complain } from "../core/config/variables.ts";
import { no, ok, type Result } from "../core/kernel.ts";

export interface ModelSetting {
  readonly name: string;
  /** Dollars per million tokens, which is the same as millionths of a dollar per token. */
  readonly priceIn: number;
  readonly priceOut: number;
  /** Calls under way at the same time. */
  readonly concurrency: number;
  readonly requestsPerMinute: number;
  readonly tokensPerMinute: number;
}

export interface OpenaiSettings {
  readonly apiKey: string;
  readonly baseUrl: string;
  /** From sending a request to having its whole answer. */
  readonly deadlineMs: number;
  /** In the order of QUORUM_MODEL; a draw names one by its index. */
  readonly models: readonly [ModelSetting, ...ModelSetting[]];
  /** No more than this is spent on one UTC day, in millionths of a dollar. */
  readonly dayMicroUsdMax: number;
  /** Input and output tokens of one UTC day; null: no limit. */
  readonly dayTokensMax: number | null;
  /** Sentences about what was assumed; to be shown once. */
  readonly notes: readonly string[];
}

type Env = Readonly<Record<string, string | undefined>>;

const standardUrl = "https://api.openai.com/v1";
const standardModel = "gpt-4.1-mini";
const modelsMax = 8;

const number = (min: number, max: number) =>
  z
    .string()
    .trim()
    .regex(/^-?(\d+(\.\d+)?|\.\d+)$/, "is not a number")
    .transform(Number)
    .pipe(z.number().min(min, `is below ${min}`).max(max, `is above ${max}`));

/** What each variable means; the README's table is made from it. */
export const variables = {
  OPENAI_API_KEY: "key of the model server; not needed for a server on this machine",
  OPENAI_BASE_URL: `address of a compatible server, with its version path; default ${standardUrl}`,
  QUORUM_MODEL: `names of up to ${modelsMax} models, separated by commas; default ${standardModel}`,
  QUORUM_PRICE_IN: "dollars per million input tokens: one value, or one per model",
  QUORUM_PRICE_OUT: "dollars per million output tokens: one value, or one per model",
  QUORUM_MODEL_CONCURRENCY: "calls at the same time, 1 to 1000, per model; default 8",
  QUORUM_MODEL_REQUESTS_PER_MINUTE: "requests per minute, per model; default 300",
  QUORUM_MODEL_TOKENS_PER_MINUTE: "input and output tokens per minute, per model; default 200000",
  QUORUM_MODEL_TIMEOUT_SECONDS: "longest wait for one whole answer, 1 to 3600; default 120",
  QUORUM_DAY_USD: "dollars that may be spent on one UTC day, over all runs; default 25",
  QUORUM_DAY_TOKENS:
    "input and output tokens that may be taken on one UTC day, over all runs; no limit by default",
} as const;

type Variable = keyof typeof variables;
type Wrong = Complain<typeof variables>;

/** @returns the settings, or one sentence for each mistake, each naming its variable. */
export function parseSettings(env: Env): Result<OpenaiSettings, readonly string[]> {
  const { mistakes, complain } = complaintsOn(variables);
  const one = (name: Variable, min: number, max: number, standard: number): number =>
    numbers(env, name, min, max, 1, standard, complain)[0] ?? standard;
  const baseUrl = readUrl(env, complain);
  const local = baseUrl !== null && isLocal(baseUrl);
  const apiKey = env["OPENAI_API_KEY"]?.trim() ?? "";
  if (apiKey === "" && !local) complain("OPENAI_API_KEY", "is missing");
  else if (/[^\x21-\x7e]/.test(apiKey)) complain("OPENAI_API_KEY", "holds an odd character");
  const names = readNames(env, complain);
  const each = (name: Variable, min: number, max: number, standard: number): readonly number[] =>
    numbers(env, name, min, max, names.length, standard, complain);
  const priced = env["QUORUM_PRICE_IN"]?.trim() && env["QUORUM_PRICE_OUT"]?.trim();
  const priceIn = each("QUORUM_PRICE_IN", 0, 10_000, local ? 0 : assumedPrice.in);
  const priceOut = each("QUORUM_PRICE_OUT", 0, 10_000, local ? 0 : assumedPrice.out);
  const concurrency = each("QUORUM_MODEL_CONCURRENCY", 1, 1000, 8);
  const requests = each("QUORUM_MODEL_REQUESTS_PER_MINUTE", 1, 1e6, 300);
  const tokens = each("QUORUM_MODEL_TOKENS_PER_MINUTE", 1000, 1e9, 200_000);
  const deadlineMs = one("QUORUM_MODEL_TIMEOUT_SECONDS", 1, 3600, 120) * 1000;
  const dayMicroUsdMax = one("QUORUM_DAY_USD", 0, 1e6, 25) * 1e6;
  const dayTokensMax = one("QUORUM_DAY_TOKENS", 0, 1e12, Infinity);
  const [first, ...others] = names.map((name, i) => ({
    name,
    priceIn: priceIn[i] ?? assumedPrice.in,
    priceOut: priceOut[i] ?? assumedPrice.out,
    concurrency: Math.floor(concurrency[i] ?? 1),
    requestsPerMinute: requests[i] ?? 1,
    tokensPerMinute: tokens[i] ?? 1000,
  }));
  if (mistakes.length > 0 || first === undefined || baseUrl === null) return no(mistakes);
  return ok({
    apiKey: apiKey === "" ? "none" : apiKey,
    baseUrl,
    deadlineMs,
    models: [first, ...others],
    dayMicroUsdMax,
    dayTokensMax: dayTokensMax === Infinity ? null : dayTokensMax,
    notes: priced || local ? [] : [assumption],
  });
}

/** Above what small models cost, so that a money cap errs to the safe side. */
const assumedPrice = { in: 5, out: 20 } as const;
const assumption =
  `No prices are set, so Quorum reckons $${assumedPrice.in} and $${assumedPrice.out} per million ` +
  "input and output tokens; set QUORUM_PRICE_IN and QUORUM_PRICE_OUT to what your models cost.";

function readUrl(env: Env, complain: Wrong): string | null {
  const text = env["OPENAI_BASE_URL"]?.trim() || standardUrl;
  const url = URL.parse(text);
  if (url === null || (url.protocol !== "https:" && url.protocol !== "http:")) {
    complain("OPENAI_BASE_URL", "is not an http(s) address");
    return null;
  }
  if (url.username !== "" || url.password !== "") {
    complain("OPENAI_BASE_URL", "holds a user name or password");
    return null;
  }
  if (url.protocol === "http:" && !isLocal(text)) {
    complain("OPENAI_BASE_URL", "is not encrypted (http) and not on this machine");
    return null;
  }
  return text.replace(/\/+$/, "");
}

const isLocal = (url: string): boolean =>
  /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(URL.parse(url)?.hostname ?? "");

function readNames(env: Env, complain: Wrong): readonly string[] {
  const names = (env["QUORUM_MODEL"]?.trim() || standardModel).split(",").map((n) => n.trim());
  if (names.some((n) => !/^[\x21-\x7e]{1,100}$/.test(n))) complain("QUORUM_MODEL", "holds no name");
  else if (names.length > modelsMax) complain("QUORUM_MODEL", `names ${names.length} models`);
  else if (new Set(names).size < names.length) complain("QUORUM_MODEL", "names a model twice");
  return names;
}

/** One value for all, or as many as asked for. */
function numbers(
  env: Env,
  name: Variable,
  min: number,
  max: number,
  count: number,
  standard: number,
  complain: Wrong,
): readonly number[] {
  const text = env[name]?.trim();
  if (!text) return Array.from({ length: count }, () => standard);
  const parts = text.split(",");
  if (parts.length !== 1 && parts.length !== count) {
    complain(name, `has ${parts.length} values where 1${count > 1 ? ` or ${count}` : ""} belongs`);
    return [];
  }
  const values: number[] = [];
  for (const part of parts) {
    const read = number(min, max).safeParse(part);
    if (read.success) values.push(read.data);
    else complain(name, read.error.issues[0]?.message ?? "is not a number");
  }
  const [only] = values;
  return parts.length === 1 && only !== undefined
    ? Array.from({ length: count }, () => only)
    : values;
}
