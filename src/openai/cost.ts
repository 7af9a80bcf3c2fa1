// Tokens and money of one call: what it can cost at most, and what it did cost.
import type { Prompt, Usage } from "../core/agent/prompt.ts";
import { inputTokensMax } from "../engine/tokens.ts";
import type { ModelSetting } from "./settings.ts";

/** The most that a call can cost, in millionths of a dollar, rounded up. */
export const costMax = (prompt: Prompt, model: ModelSetting): number =>
  Math.ceil(inputTokensMax(prompt) * model.priceIn + prompt.outputTokensMax * model.priceOut);

/** A fair guess of all tokens of a call, for the rate limit: 3.6 characters each. */
export const tokensGuess = (prompt: Prompt): number =>
  Math.ceil((prompt.system.length + prompt.user.length) / 3.6) + prompt.outputTokensMax;

/** Usage as the server counted it, priced. */
export function usageOf(inputTokens: number, outputTokens: number, model: ModelSetting): Usage {
  const microUsd = Math.ceil(inputTokens * model.priceIn + outputTokens * model.priceOut);
  return { inputTokens, outputTokens, microUsd };
}

/** Usage of an answer that came without a count: the input at its most, 3 characters a token. */
export const usageGuess = (prompt: Prompt, text: string, model: ModelSetting): Usage =>
  usageOf(inputTokensMax(prompt), Math.ceil(text.length / 3), model);

/** Usage of an answer that nobody read to its end: everything that it can have cost. */
export const usageMax = (prompt: Prompt, model: ModelSetting): Usage =>
  usageOf(inputTokensMax(prompt), prompt.outputTokensMax, model);
