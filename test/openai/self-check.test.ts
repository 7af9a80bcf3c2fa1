// The self-check passes a model that follows the format, and says plainly why another is no use.
import { describe, expect, it } from "vitest";
import type { Prompt, Sample } from "../../src/core/agent/prompt.ts";
import type { Model } from "../../src/engine/ports.ts";
import { selfCheck } from "../../src/openai/self-check.ts";

const usage = { inputTokens: 300, outputTokens: 40, microUsd: 1234 };
const answered = (text: string): Sample => ({ kind: "answered", text, finish: "stop", usage });

/** Gives the samples in turn; the last one again and again. */
function modelOf(...samples: readonly ((prompt: Prompt) => Sample)[]): Model & { asked: number } {
  const model = {
    asked: 0,
    costMax: () => 0,
    sample: (prompt: Prompt) => {
      const answer = samples[Math.min(model.asked, samples.length - 1)];
      model.asked += 1;
      return Promise.resolve(answer ? answer(prompt) : answered(""));
    },
  };
  return model;
}

/** Does what the prompt's last lines show, like a model that follows them. */
const obedient = (prompt: Prompt): Sample => {
  const form = prompt.user.slice(prompt.user.lastIndexOf("\nEDIT ") + 1);
  return answered(form.replace("\nthe text\n", "\nexport const add = (a, b) => a + b;\n"));
};

describe("selfCheck", () => {
  it("passes a model that follows the format, with tokens and cost", async () => {
    expect(await selfCheck(modelOf(obedient))).toEqual({
      ok: true,
      value: "follows the answer format (300 + 40 tokens, $0.001234)",
    });
  });

  it("asks every configured model", async () => {
    const model = modelOf(obedient, () => answered("hello"));
    const checked = await selfCheck(model, 2);
    expect(checked).toMatchObject({ ok: false, error: expect.stringContaining("model 2: ") });
    expect(model.asked).toBe(2);
  });

  it.each<[string, Sample, string]>([
    ["talks", answered("Sure! Here it is."), 'it answered "Sure! Here it is."'],
    ["fences", answered("```js\nlet add;\n```"), "does not follow the answer format"],
    ["is cut off", { kind: "answered", text: "EDIT", finish: "length", usage }, "cut off"],
    ["refuses", { kind: "refused", text: "I cannot do that.", usage }, "I cannot do that."],
    ["says nothing", answered(" "), "empty"],
  ])("says why a model that %s cannot be used, and what to do", async (_, sample, because) => {
    const checked = await selfCheck(modelOf(() => sample));
    expect(checked).toMatchObject({ ok: false, error: expect.stringContaining(because) });
    expect(checked).toMatchObject({ ok: false, error: expect.stringContaining("QUORUM_MODEL") });
  });

  it("says why a server could not be asked, and asks it once", async () => {
    const away = modelOf(() => ({ kind: "faltered", because: "ECONNREFUSED", retryAfterMs: null }));
    const error = "it could not be asked: ECONNREFUSED";
    expect(await selfCheck(away)).toEqual({ ok: false, error });
    expect(away.asked).toBe(1);
  });

  it("asks again when the server only refused a field, but not for ever", async () => {
    const picky = (): Sample => ({ kind: "faltered", because: "no seed", retryAfterMs: 0 });
    const model = modelOf(picky, picky, obedient);
    expect(await selfCheck(model)).toMatchObject({ ok: true });
    expect(model.asked).toBe(3);
    const stubborn = modelOf(picky);
    expect(await selfCheck(stubborn)).toMatchObject({ ok: false });
    expect(stubborn.asked).toBe(4);
  });
});
