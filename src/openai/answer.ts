// A chat completion as servers really send it, made a sample; nothing is trusted to be there.
import { z } from "zod";
import type { Answered } from "../core/agent/opened.ts";
import type { Prompt, Usage } from "../core/agent/prompt.ts";
import { usageGuess, usageOf } from "./cost.ts";
import type { ModelSetting } from "./settings.ts";

const tokens = z.number().int().min(0).max(1e9);

const completion = z.object({
  choices: z.array(
    z.object({
      finish_reason: z.string().nullish(),
      message: z.object({ content: z.string().nullish(), refusal: z.string().nullish() }),
    }),
  ),
  usage: z.object({ prompt_tokens: tokens, completion_tokens: tokens }).nullish().catch(null),
});

/** Words for "the model came to its end by itself" among compatible servers. */
const complete = new Set(["stop", "end_turn", "eos", "tool_calls", "function_call"]);

/**
 * @param value what the client parsed, or the text where it was no JSON.
 * @returns the sample, or null when this is no chat completion at all (an HTML page, another API).
 * No choice is an empty answer; a missing or unknown finish reason counts as cut off, because a
 * part must never be taken for the whole.
 */
export function readCompletion(
  value: unknown,
  prompt: Prompt,
  model: ModelSetting,
): Answered | null {
  const read = completion.safeParse(value);
  if (!read.success) return null;
  const [choice] = read.data.choices;
  const text = choice?.message.content ?? "";
  const usage: Usage = read.data.usage
    ? usageOf(read.data.usage.prompt_tokens, read.data.usage.completion_tokens, model)
    : usageGuess(prompt, text, model);
  if (!choice) return { kind: "answered", text: "", finish: "stop", usage };
  const { refusal } = choice.message;
  if (refusal) return { kind: "refused", text: refusal, usage };
  return { kind: "answered", text, finish: finishOf(choice.finish_reason ?? null), usage };
}

function finishOf(reason: string | null): "stop" | "length" | "filter" {
  if (reason === "content_filter") return "filter";
  return reason !== null && complete.has(reason) ? "stop" : "length";
}
