// Opens one answer to a step: format, exact application, red flags, vote key. Total for any text.
import type { Prompt, Sample } from "../agent/prompt.ts";
import type { Config } from "../config/config.ts";
import { readEdit } from "../patch/format.ts";
import type { Syntax } from "../patch/syntax.ts";
import type { Step } from "../plan/plan.ts";
import type { Change, Tree } from "../tree.ts";
import { applyEdit } from "./apply.ts";
import { judge, parsedBefore, type Flagged } from "./flags.ts";
import { voteKey } from "./key.ts";
import { baseHash, placeIn } from "./place.ts";

export interface ReadInput {
  readonly sample: Exclude<Sample, { readonly kind: "faltered" }>;
  readonly prompt: Prompt;
  readonly stepId: string;
  readonly step: Step;
  /** The base tree with the earlier winners of the unit. */
  readonly tree: Tree;
  readonly syntax: Syntax;
  readonly limits: Pick<Config["limits"], "patchLinesMax" | "outputTokensMax">;
}

export type OpenedStep =
  | {
      readonly kind: "valid";
      readonly class: string;
      readonly changes: readonly Change[];
      /** Flags that do not spoil. */
      readonly flags: readonly Flagged[];
    }
  | { readonly kind: "spoiled"; readonly flags: readonly string[]; readonly detail: string };

const charsPerToken = 4;

/** The first thing that is wrong spoils the sample; nothing is repaired. */
export function readSample(input: ReadInput): OpenedStep {
  const { sample, prompt, stepId, step, tree, syntax, limits } = input;
  if (sample.kind === "refused") return spoiled("refused", sample.text);
  if (sample.finish === "filter") return spoiled("refused", "withheld by a content filter");
  if (sample.finish === "length") return spoiled("truncated", "cut off at the token limit");
  const { text } = sample;
  if (text.trim() === "") return spoiled("empty", "the answer is empty");
  const tooLong = text.length > limits.outputTokensMax * charsPerToken * 2;
  if (tooLong || sample.usage.outputTokens > prompt.outputTokensMax) {
    return spoiled("length", `${text.length} characters`);
  }
  const echo = { stepId, baseHash: baseHash(tree, step, syntax) };
  const edit = readEdit(text, prompt.nonce, echo);
  if (!edit.ok) {
    const cut = edit.error.kind === "format" && !text.includes(`=====END ${prompt.nonce}`);
    return spoiled(cut && text.includes("=====UNIT") ? "truncated" : edit.error.kind, edit.error.because);
  }
  if (edit.value.kind !== "edit") return spoiled("declined", edit.value.summary);
  const applied = applyEdit(tree, step, edit.value, syntax);
  if (!applied.ok) return spoiled("format", applied.error);
  const language = syntax.languageOf(step.target.path);
  const place = placeIn(tree, step, syntax);
  const flags = judge({
    step,
    tree,
    applied: applied.value,
    old: place.ok ? place.value.old : "",
    added: applied.value.after.slice(applied.value.start, applied.value.end),
    before: parsedBefore(tree, step.target.path, syntax),
    after: language === null ? null : syntax.parse(language, applied.value.after),
    linesMax: limits.patchLinesMax,
  });
  const fatal = flags.filter((f) => f.severity === "spoil");
  if (fatal.length > 0) {
    return { kind: "spoiled", flags: fatal.map((f) => f.id), detail: fatal[0]?.detail ?? "" };
  }
  const key = voteKey(applied.value, step, edit.value, syntax);
  return { kind: "valid", class: key, changes: [applied.value.change], flags };
}

const spoiled = (flag: string, detail: string): OpenedStep => ({
  kind: "spoiled",
  flags: [flag],
  detail: detail.slice(0, 200),
});
