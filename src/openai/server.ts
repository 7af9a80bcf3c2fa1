// What is known of a model's server: its queue, the fields it refuses, whether to leave it be.
import type OpenAI from "openai";
import type { Draw, Prompt, Sample } from "../core/agent/prompt.ts";
import type { Instant } from "../core/kernel.ts";
import type { Clock } from "../engine/ports.ts";
import { tokensMax } from "../engine/tokens.ts";
import { usageMax } from "./cost.ts";
import { faltered, type Failure, type Falter, type Field } from "./failure.ts";
import { Lane } from "./lane.ts";
import { redacted } from "./redact.ts";
import type { ModelSetting } from "./settings.ts";

/** How long nobody asks a server again that refused our key or account. */
const blockMs = 60_000;
/** A busy server's pause when it names none. */
const pauseMs = 1000;

export interface Server {
  readonly setting: ModelSetting;
  readonly key: string;
  readonly lane: Lane;
  unsupported: ReadonlySet<Field>;
  blocked: { readonly until: Instant; readonly falter: Falter } | null;
}

export const serverOf = (setting: ModelSetting, key: string, clock: Clock): Server => ({
  setting,
  key,
  lane: new Lane(setting, clock),
  unsupported: new Set(),
  blocked: null,
});

/** What a call came to and what it may have taken: millionths of a dollar, and tokens. */
export interface Outcome {
  readonly sample: Sample;
  readonly microUsd: number;
  readonly tokens: number;
}

/**
 * The request for one sample. OpenAI's own server wants `max_completion_tokens`, most compatible
 * ones know only `max_tokens`; a server that refuses the one is sent the other.
 */
export function requestOf(
  prompt: Prompt,
  draw: Draw,
  model: string,
  without: ReadonlySet<Field>,
  baseUrl: string,
): OpenAI.ChatCompletionCreateParamsNonStreaming {
  const own = URL.parse(baseUrl)?.hostname === "api.openai.com";
  const limit = prompt.outputTokensMax;
  const named = own !== without.has("max_tokens");
  return {
    model,
    messages: [
      { role: "system", content: prompt.system },
      { role: "user", content: prompt.user },
    ],
    ...(named ? { max_completion_tokens: limit } : { max_tokens: limit }),
    ...(without.has("temperature") ? {} : { temperature: draw.temperature }),
    ...(without.has("seed") ? {} : { seed: draw.seed }),
  };
}

/** The sample of a server that is left be for now; null when it may be asked. */
export function blockOf({ blocked }: Server, now: Instant): Sample | null {
  if (blocked === null || blocked.until <= now) return null;
  return sampleOf({ ...blocked.falter, retryAfterMs: blocked.until - now });
}

/**
 * Draws the consequences for later calls and makes the failure a sample.
 * @param without what the failed request had already left out or renamed.
 */
export function failed(
  failure: Failure,
  server: Server,
  prompt: Prompt,
  without: ReadonlySet<Field>,
  now: Instant,
): Outcome {
  const { setting, key } = server;
  switch (failure.kind) {
    case "filtered": {
      const usage = { inputTokens: 0, outputTokens: 0, microUsd: 0 };
      return { sample: { kind: "answered", text: "", finish: "filter", usage }, ...nothing };
    }
    case "too large": {
      const usage = usageMax(prompt, setting);
      const sample: Sample = { kind: "answered", text: "", finish: "length", usage };
      return { sample, microUsd: usage.microUsd, tokens: tokensMax(prompt) };
    }
    case "unsupported": {
      const because = `does not take "${failure.field}" (${failure.because})`;
      if (without.has(failure.field)) {
        return failed(faltered(because, { lasting: true }), server, prompt, without, now);
      }
      server.unsupported = new Set([...server.unsupported, failure.field]);
      const next = faltered(`${because}; it is asked otherwise from now on`, { retryAfterMs: 0 });
      return failed(next, server, prompt, without, now);
    }
    case "faltered": {
      const falter = { ...failure, because: `${setting.name}: ${redacted(failure.because, key)}` };
      if (falter.everybody && falter.lasting) server.blocked = { until: now + blockMs, falter };
      else if (falter.everybody) server.lane.pauseUntil(now + (falter.retryAfterMs ?? pauseMs));
      const sample = sampleOf(falter);
      if (falter.billed !== "unknown") return { sample, ...nothing };
      const usage = usageMax(prompt, setting);
      return { sample: { ...sample, usage }, microUsd: usage.microUsd, tokens: tokensMax(prompt) };
    }
  }
}

const nothing = { microUsd: 0, tokens: 0 } as const;

type Faltered = Extract<Sample, { readonly kind: "faltered" }>;

export function sampleOf({ because, retryAfterMs, lasting }: Falter): Faltered {
  return { kind: "faltered", because, retryAfterMs, ...(lasting ? { lasting } : {}) };
}
