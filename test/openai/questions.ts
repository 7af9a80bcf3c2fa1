// Settings, a prompt and a draw for tests of the model edge.
import type { Draw, Prompt } from "../../src/core/agent/prompt.ts";
import { parseSettings, type OpenaiSettings } from "../../src/openai/settings.ts";

export const key = "sk-test-0123456789abcdef";
export const host = "https://models.example.test";

export function settings(env: Readonly<Record<string, string>> = {}): OpenaiSettings {
  const read = parseSettings({
    OPENAI_API_KEY: key,
    OPENAI_BASE_URL: `${host}/v1`,
    QUORUM_MODEL: "small",
    QUORUM_PRICE_IN: "2",
    QUORUM_PRICE_OUT: "10",
    ...env,
  });
  if (!read.ok) throw new Error(read.error.join("\n"));
  return read.value;
}

export const prompt: Prompt = {
  about: { kind: "step", place: "src/a.ts#f", unit: "u1" },
  system: "Be brief.",
  user: "Write f.",
  nonce: "abcdefghij12",
  outputTokensMax: 100,
};

export const draw: Draw = { model: 0, variant: 0, temperature: 0.4, seed: 7 };

/** A chat completion as OpenAI's server sends it. */
export const completion = (choice: unknown, more: unknown = {}): Record<string, unknown> => ({
  id: "chatcmpl-1",
  object: "chat.completion",
  created: 1,
  model: "small",
  choices: [choice],
  usage: { prompt_tokens: 20, completion_tokens: 5, total_tokens: 25 },
  ...Object(more),
});

export const saying = (content: unknown, finish: unknown = "stop", more: unknown = {}) => ({
  index: 0,
  finish_reason: finish,
  message: { role: "assistant", content, ...Object(more) },
});
