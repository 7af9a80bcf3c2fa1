// Models that falter while they are evaluated: asked again, waited for, never taken for a mistake.
import { describe, expect, it } from "vitest";
import type { Prompt, Sample } from "../../src/core/agent/prompt.ts";
import type { Model } from "../../src/engine/ports.ts";
import { drawnModel } from "../../src/eval/drawn.ts";
import { openOutcomes } from "../../src/eval/outcomes.ts";
import { paced } from "../../src/eval/paced.ts";
import { play } from "../../src/eval/play.ts";
import { concerns, readTasks, type Task } from "../../src/eval/task.ts";
import { openPlain } from "../../src/sandbox/plain.ts";
import { desk } from "../book/desk.ts";

const busyMs = 120_000;
const read = readTasks();
const task = taskOf("javascript/clamp");
const tests = openOutcomes(openPlain({}), () => "", null);
const shares = task.entry.wrong.map((_, i) => (i === 0 ? 1 : 0));
const book = drawnModel(task, { accuracy: 0.7, right: [1, 0], wrong: shares }, "falters");
const busy: Sample = { kind: "faltered", because: "429", retryAfterMs: 5000 };

function taskOf(name: string): Task {
  const found = (read.ok ? read.value : []).find(({ id }) => id === name);
  if (!found) throw new Error(`no task ${name}`);
  return found;
}

const played = (model: Model) =>
  play({ task, model, models: ["book"], desk, tests, seed: "falters", cautions: undefined });

/** Falters the first times that a question about the place is asked. */
function faltering(times: () => number): Model {
  const asked = new Map<string, number>();
  return {
    costMax: () => 0,
    sample: (prompt, draw) => {
      const key = `${prompt.nonce}/${draw.seed}`;
      const before = asked.get(key) ?? 0;
      asked.set(key, before + 1);
      return concerns(prompt, task) && before < times()
        ? Promise.resolve(busy)
        : book.sample(prompt, draw);
    },
  };
}

const numbers = Array.from({ length: 12 }, (_, n) => n);

describe("a model that falters", () => {
  it("gives the same answers to every rule in the end", { timeout: busyMs }, async () => {
    const [plain, late] = [await played(book), await played(faltering(() => 2))];
    const names = (one: typeof plain) => Promise.all(numbers.map((n) => one.samples.at(n)));
    expect(await names(late)).toEqual(await names(plain));
    expect(await late.samples.at(0)).not.toBeNull();
    expect(late.ending).toBe(plain.ending);
  });

  it("is given up after as many times as the engine does", { timeout: busyMs }, async () => {
    let times = 0;
    const { samples } = await played(faltering(() => times));
    times = 10;
    await expect(samples.at(50)).rejects.toThrow("clamp: no answer: gave up after 10 tries: 429");
  });

  it("is waited for in real time, longer each time or as long as it asks", async () => {
    const waits: number[] = [];
    const clock = {
      now: () => 1000,
      at: (when: number, wake: () => void) => {
        waits.push(when - 1000);
        wake();
        return () => {};
      },
    };
    const said: Sample[] = [
      { ...busy, retryAfterMs: null },
      { ...busy, retryAfterMs: null },
      busy,
      { kind: "refused", text: "", usage: { inputTokens: 0, outputTokens: 0, microUsd: 0 } },
      { ...busy, retryAfterMs: null },
      { ...busy, lasting: true },
    ];
    const model = paced(
      { costMax: () => 0, sample: () => Promise.resolve(said.shift() ?? busy) },
      clock,
    );
    const prompt: Prompt = {
      about: { kind: "step", place: "", unit: "" },
      system: "",
      user: "",
      nonce: "n",
      outputTokensMax: 1,
    };
    const draw = { model: 0, variant: 0, temperature: 0, seed: 1 };
    for (let n = 0; n < 6; n += 1) await model.sample(prompt, draw);
    expect(waits).toEqual([1000, 2000, 5000, 1000]);
  });
});
