// The first look at an answer, the same for every question: was one given at all, and whole.
import { no, ok, type Result } from "../kernel.ts";
import type { Prompt, Sample } from "./prompt.ts";

/** A sample that says something; one that faltered is drawn again and never opened. */
export type Answered = Exclude<Sample, { readonly kind: "faltered" }>;

/** An opened sample that counts for nothing, with the red flags that spoiled it. */
export interface Spoiled {
  readonly kind: "spoiled";
  readonly flags: readonly [string, ...string[]];
  /** One line for people; at most 300 characters of it come from the answer. */
  readonly detail: string;
  /** The class that its change would vote for; only where that was asked for and it applies. */
  readonly shadow?: string;
}

export const spoiled = (flag: string, detail: string): Spoiled => ({
  kind: "spoiled",
  flags: [flag],
  detail,
});

/**
 * The text of a complete answer within its limit. Flags: `refusal`, `filter`, `truncation`,
 * `empty`, `length`. An answer without a token count is measured too: 8 characters a token at most.
 */
export function wholeText(sample: Answered, prompt: Prompt): Result<string, Spoiled> {
  if (sample.kind === "refused") return no(spoiled("refusal", excerpt(sample.text)));
  const { text, finish, usage } = sample;
  if (finish === "filter") return no(spoiled("filter", "the provider withheld the answer"));
  if (finish === "length") return no(spoiled("truncation", "cut off by the token limit"));
  if (text.trim() === "") return no(spoiled("empty", "the answer is empty"));
  const { outputTokensMax } = prompt;
  if (usage.outputTokens > outputTokensMax || text.length > outputTokensMax * 8) {
    return no(spoiled("length", `longer than ${outputTokensMax} tokens`));
  }
  return ok(text);
}

const excerpt = (text: string): string => text.replace(/\s+/g, " ").trim().slice(0, 300);
