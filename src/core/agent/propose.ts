// Opens a proposal for requirements or a plan: valid with its class and canonical text, or spoiled.
import type { Result } from "../kernel.ts";
import { planClass } from "../plan/class.ts";
import type { Plan } from "../plan/plan.ts";
import { requirementsClass } from "../requirement/parse.ts";
import type { Requirement } from "../requirement/requirement.ts";
import { readJson } from "./envelope.ts";
import { spoiled, wholeText, type Answered, type Spoiled } from "./opened.ts";
import type { Prompt } from "./prompt.ts";

/** What can be proposed. */
export interface Proposed {
  readonly requirements: readonly Requirement[];
  readonly plan: Plan;
}

export type OpenedProposal =
  | {
      readonly kind: "valid";
      readonly class: string;
      /** Canonical JSON: what is elected, recorded and parsed again without checks. */
      readonly text: string;
    }
  | Spoiled;

const classOf: { readonly [K in keyof Proposed]: (value: Proposed[K]) => string } = {
  requirements: requirementsClass,
  plan: planClass,
};

/**
 * @param check parseRequirements() or parsePlan() with their context bound.
 * Flags: those of wholeText(), `format` (not the JSON block that was asked for) and `content` (the
 * check found mistakes; the first three are in the detail).
 */
export function readProposal<K extends keyof Proposed>(
  of: K,
  sample: Answered,
  prompt: Prompt,
  check: (value: unknown) => Result<Proposed[K], readonly string[]>,
): OpenedProposal {
  const text = wholeText(sample, prompt);
  if (!text.ok) return text.error;
  const json = readJson(text.value, prompt.nonce);
  if (!json.ok) return spoiled("format", json.error);
  const value = check(json.value);
  if (!value.ok) return spoiled("content", value.error.slice(0, 3).join("; ").slice(0, 300));
  if (hasDoubleKeys(text.value, json.value))
    return spoiled("format", "a key occurs twice in one object");
  return { kind: "valid", class: classOf[of](value.value), text: JSON.stringify(value.value) };
}

/**
 * JSON.parse keeps the last of two equal keys in silence: then the text has more members than its
 * value. What passed its check is shallow.
 */
function hasDoubleKeys(text: string, value: unknown): boolean {
  const json = text.trim().split("\n").slice(1, -1).join("\n");
  return json.replace(/"(?:[^"\\]|\\.)*"/g, "").split(":").length - 1 > membersOf(value);
}

function membersOf(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  const inside = Object.values(value).reduce((sum: number, one) => sum + membersOf(one), 0);
  return Array.isArray(value) ? inside : inside + Object.keys(value).length;
}
