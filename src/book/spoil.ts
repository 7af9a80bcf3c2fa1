// Answers that must not count: cut off, too long, in another form, or refused.
import type { Prompt, Sample } from "../core/agent/prompt.ts";
import type { Chance } from "./chance.ts";
import { textOf, type Formed } from "./transport.ts";

const charactersPerToken = 3.6;
/** How far an overlong answer goes beyond what the prompt allows. */
const excess = 1.25;

const refusals = [
  "I can't help with this change.",
  "I am not able to make this edit without seeing the rest of the repository.",
  "Sorry, the task is not clear enough for me to answer it.",
];

/** The answer as a sample that stopped by itself; tokens are counted as characters / 3.6. */
export const complete = (prompt: Prompt, text: string): Sample => ({
  kind: "answered",
  text,
  finish: "stop",
  usage: usageOf(prompt, text),
});

export function truncated(prompt: Prompt, formed: Formed, chance: Chance): Sample {
  const whole = textOf(formed);
  const text = whole.slice(0, Math.floor(whole.length * (0.3 + 0.6 * chance("cut"))));
  return { kind: "answered", text, finish: "length", usage: usageOf(prompt, text) };
}

/** The answer says the same over and over, well-formed, until it is longer than allowed. */
export function overlong(prompt: Prompt, formed: Formed): Sample {
  const length = prompt.outputTokensMax * charactersPerToken * excess;
  const times = Math.ceil(length / (formed.body.length + 1));
  const body = Array.from({ length: times }, () => formed.body).join("\n");
  return complete(prompt, textOf({ ...formed, body }));
}

/** One of: a code fence, a greeting, no closing marker, a shortened marker, another header. */
export function misformatted(prompt: Prompt, formed: Formed, chance: Chance): Sample {
  const { header, opening, body } = formed;
  const forms = [
    `\`\`\`\n${body}\n\`\`\``,
    `Here is the new version:\n\n${textOf(formed)}`,
    [...header, opening, body].join("\n"),
    textOf(formed).replaceAll(prompt.nonce, prompt.nonce.slice(1)),
    textOf({ ...formed, header: ["DONE", ...header.slice(1)] }),
  ];
  return complete(prompt, forms[Math.floor(chance("form") * forms.length)] ?? body);
}

export function refused(prompt: Prompt, chance: Chance): Sample {
  const text = refusals[Math.floor(chance("refusal") * refusals.length)] ?? "";
  return { kind: "refused", text, usage: usageOf(prompt, text) };
}

/** What is said where the book has nothing: spoiled, naming the place that has no entry. */
export const unanswered = (prompt: Prompt, missing: string): Sample => ({
  kind: "refused",
  text: `The answer book ${missing}.`,
  usage: usageOf(prompt, missing),
});

function usageOf(prompt: Prompt, answer: string) {
  const tokens = (text: string): number => Math.ceil(text.length / charactersPerToken);
  return {
    inputTokens: tokens(prompt.system + prompt.user),
    outputTokens: tokens(answer),
    microUsd: 0,
  };
}
