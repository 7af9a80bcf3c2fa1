// Ballots over proposals: shown in an order of their own, they name one of them or none.
import { z } from "zod";
import type { Requirement } from "../requirement/requirement.ts";
import { requirementData } from "./ask.ts";
import { dataBlock, jsonInstructions, readJson, type Datum } from "./envelope.ts";
import { issueData, type IssueText } from "./issue.ts";
import { spoiled, wholeText, type Answered, type Spoiled } from "./opened.ts";
import type { Prompt } from "./prompt.ts";
import { inOrder, systemText, wordingOf, type Asking } from "./style.ts";

export interface ChoiceContext extends Asking {
  readonly of: "requirements" | "plan";
  /** Id of the unit that is planned anew, or title of the part that is split; null: neither. */
  readonly unit: string | null;
  readonly issue: IssueText;
  /** The elected requirements; empty while they are what is chosen. */
  readonly requirements: readonly Requirement[];
  /** Canonical JSON of each proposal in the order shown on this ballot; see shuffled(). */
  readonly options: readonly string[];
}

const tasks = {
  requirements: [
    "Choose the list of requirements that says what the issue demands, all of it and nothing else.",
    "Decide which list of requirements states the issue's demands, complete and without additions.",
  ],
  plan: [
    "Choose the plan whose units, once merged, fulfil all requirements with the least change.",
    "Decide which plan fulfils every requirement in the smallest, best separated steps.",
  ],
} as const;

/** The class of a ballot that finds no proposal right. */
export const none = "none";

/** Asks for `{"because": "…", "choice": 1}` or `{"because": "…", "choice": "none"}`. */
export function askChoice(context: ChoiceContext): Prompt {
  const { of, unit, issue, requirements, options, nonce, variant, outputTokensMax } = context;
  const shown = options.map((option, i): Datum => [`proposal ${i + 1}`, pretty(option)]);
  const about = requirements.length > 0 ? [requirementData(requirements)] : [];
  const background = inOrder(variant, [...issueData(issue), ...about]);
  const user = [
    dataBlock(nonce, [...background, ...shown]),
    `Which of the ${options.length} proposals is right? Answer with its number, 1 to ` +
      `${options.length}, or "none" when each of them misses or invents something that matters. ` +
      "Their order says nothing.",
    jsonInstructions(nonce, '{"because": "<at most three sentences>", "choice": 1}'),
  ];
  return {
    about: { kind: "choice", of, unit, options },
    system: systemText(variant, tasks[of][wordingOf(variant)]),
    user: user.join("\n\n"),
    nonce,
    outputTokensMax,
  };
}

/** Canonical JSON, a line for each part. */
function pretty(option: string): readonly string[] {
  const value: unknown = JSON.parse(option);
  const units = value !== null && typeof value === "object" && "units" in value;
  const parts: unknown = units ? value.units : value;
  return Array.isArray(parts) ? parts.map((part) => JSON.stringify(part)) : [option];
}

const ballot = z.strictObject({
  because: z.string().max(4000).optional(),
  choice: z.union([z.number().int().min(1), z.literal(none)]),
});

/**
 * @param optionIds classes of the proposals in the order in which this ballot showed them.
 * @returns a vote for one of these classes or for `none`. Flags: those of wholeText(), `format`,
 * and `content` for a number that was not shown.
 */
export function readChoice(
  sample: Answered,
  prompt: Prompt,
  optionIds: readonly string[],
): { readonly kind: "valid"; readonly class: string } | Spoiled {
  const text = wholeText(sample, prompt);
  if (!text.ok) return text.error;
  const json = readJson(text.value, prompt.nonce);
  if (!json.ok) return spoiled("format", json.error);
  const read = ballot.safeParse(json.value);
  if (!read.success) return spoiled("format", 'not {"choice": number or "none"}');
  const { choice } = read.data;
  if (choice === none) return { kind: "valid", class: none };
  const named = optionIds[choice - 1];
  return named === undefined
    ? spoiled("content", `there is no proposal ${choice}`)
    : { kind: "valid", class: named };
}
