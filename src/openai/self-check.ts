// Asks each model one trivial step, as agents are asked, before a run buys samples from it.
import { wholeText } from "../core/agent/opened.ts";
import type { Draw, Prompt } from "../core/agent/prompt.ts";
import { systemText } from "../core/agent/style.ts";
import { assert, no, ok, type Result } from "../core/kernel.ts";
import { formatInstructions, readEdit } from "../core/patch/format.ts";
import type { Step } from "../core/plan/plan.ts";
import { parsePath } from "../core/tree.ts";
import type { Model } from "../engine/ports.ts";
import { redacted } from "./redact.ts";

const nonce = "q7m2x9k4t1zb";
const echo = { stepId: "u1.1", baseHash: "000000000000" };
/** Enough for models that think before they answer. */
const outputTokensMax = 2000;
/** A server may refuse seed, temperature and the limit's name, one after the other. */
const triesMax = 4;

/**
 * @param models how many are configured; each is asked once, in order.
 * @returns one sentence that says what was seen, or one that says what is wrong and what to do.
 */
export async function selfCheck(model: Model, models = 1): Promise<Result<string, string>> {
  const said: string[] = [];
  for (let index = 0; index < models; index += 1) {
    const checked = await checkOne(model, index);
    if (!checked.ok) return no(models > 1 ? `model ${index + 1}: ${checked.error}` : checked.error);
    said.push(checked.value);
  }
  return ok(`follows the answer format (${said.join("; ")})`);
}

async function checkOne(model: Model, index: number): Promise<Result<string, string>> {
  const prompt = question();
  const draw: Draw = { model: index, variant: 0, temperature: 0.2, seed: 1 };
  let sample = await model.sample(prompt, draw);
  for (let tries = 1; tries < triesMax; tries += 1) {
    if (sample.kind !== "faltered" || sample.retryAfterMs !== 0) break;
    sample = await model.sample(prompt, draw);
  }
  if (sample.kind === "faltered") return no(`it could not be asked: ${sample.because}`);
  const shown = `it answered ${JSON.stringify(redacted(sample.text, "").slice(0, 160))}`;
  const whole = wholeText(sample, prompt);
  if (!whole.ok) {
    return no(`its answer to a small step is no use (${whole.error.detail}, ${shown}). ${advice}`);
  }
  const edit = readEdit(whole.value, nonce, echo);
  if (!edit.ok) {
    return no(`it does not follow the answer format (${edit.error.because}; ${shown}). ${advice}`);
  }
  if (edit.value.kind !== "edit" || edit.value.body.kind !== "whole") {
    return no(`it did not write the function that it was asked for (${shown}). ${advice}`);
  }
  const { inputTokens, outputTokens, microUsd } = sample.usage;
  return ok(`${inputTokens} + ${outputTokens} tokens, $${(microUsd / 1e6).toFixed(6)}`);
}

const advice = "Nearly every sample would be spoiled; choose another model with QUORUM_MODEL.";

function question(): Prompt {
  const path = parsePath("src/add.js");
  assert(path !== null, "src/add.js is no path");
  const step: Step = {
    kind: "code",
    target: { kind: "addition", path, symbol: "add" },
    task: "Add `add`.",
    signatureMayChange: false,
  };
  const task =
    "Write the JavaScript function `export function add(a, b)` that returns the sum of two " +
    "numbers, as a new symbol of src/add.js.";
  return {
    about: { kind: "step", place: "src/add.js#add", unit: "u1" },
    system: systemText(0, "Write the code of one place in a repository."),
    user: `${task}\n\n${formatInstructions({ ...echo, nonce, step, old: "" })}`,
    nonce,
    outputTokensMax,
  };
}
