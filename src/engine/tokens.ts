// The most tokens that a prompt and its answer can have, whatever the tokenizer.
import type { Prompt } from "../core/agent/prompt.ts";

/** Tokens that a chat template may add around two messages. */
const templateTokens = 64;

/**
 * No more input tokens than this: a byte-level tokenizer never makes more tokens than there are
 * bytes. Ordinary text has about a quarter of it.
 */
export const inputTokensMax = (prompt: Prompt): number =>
  Buffer.byteLength(prompt.system) + Buffer.byteLength(prompt.user) + templateTokens;

/** Input and output of one call at its most. */
export const tokensMax = (prompt: Prompt): number =>
  inputTokensMax(prompt) + prompt.outputTokensMax;
