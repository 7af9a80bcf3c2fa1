// What a model of one world answers and votes for: right forms and mistakes by the world's shares.
import { expect, it } from "vitest";
import type { About } from "../../src/core/agent/prompt.ts";
import { drawnModel } from "../../src/eval/drawn.ts";
import { readTasks } from "../../src/eval/task.ts";

const read = readTasks();
const task = (read.ok ? read.value : []).find(({ id }) => id === "c/average");
if (!task) throw new Error("c/average is gone");
const { entry, forms, place } = task;
const wrong = entry.wrong.map((_, i) => (i === 0 ? 0.5 : 0.5 / (entry.wrong.length - 1)));
const model = drawnModel(task, { accuracy: 0.8, right: [0.2, 0.7, 0.1], wrong }, "shares");

const many = 8000;

/** Shares of what comes back of the right form; each name is what `name` makes of a whole text. */
async function sharesOf(about: About, name: (text: string) => string) {
  const counts = new Map<string, number>();
  const user = "EDIT s1 0123456789abcdef edit replace_unit";
  const prompt = { about, system: "", user, nonce: "n", outputTokensMax: 4000 };
  for (let seed = 0; seed < many; seed += 1) {
    const sample = await model.sample(prompt, { model: 0, variant: 0, temperature: 0, seed });
    if (sample.kind !== "answered") continue;
    const [, body] = /=====(?:UNIT|JSON) n\n([^]*)\n=====END n$/.exec(sample.text) ?? [];
    if (body === undefined) continue;
    const named = name(body);
    counts.set(named, (counts.get(named) ?? 0) + 1);
  }
  const all = [...counts.values()].reduce((a, b) => a + b, 0);
  return (named: string): number => (counts.get(named) ?? 0) / all;
}

/** Five standard deviations of such a share, at least. */
function near(share: number | undefined, want: number): void {
  expect(Math.abs((share ?? 0) - want)).toBeLessThan(0.03);
}

it("answers in the world's forms, and in each of a form's spellings alike", async () => {
  const texts = entry.right.map(({ text }) => text.trimEnd());
  const share = await sharesOf({ kind: "step", place, unit: "u1" }, (text) => text.trimEnd());
  const of = (form: number): readonly number[] =>
    texts.filter((_, i) => forms[i] === form).map(share);
  expect(forms).toEqual([0, 0, 0, 1, 2]);
  for (const one of of(0)) near(one, (0.8 * 0.2) / 3);
  near(
    of(0).reduce((a, b) => a + b, 0),
    0.8 * 0.2,
  );
  near(of(1)[0], 0.8 * 0.7);
  near(of(2)[0], 0.8 * 0.1);
});

it("votes for the right forms that are shown as often as it writes them", async () => {
  const [mistake] = entry.wrong;
  const shown = [entry.right[1], entry.right[3], mistake].map((one) => one?.text ?? "");
  const share = await sharesOf({ kind: "ballot", place, unit: "u1", options: shown }, (t) => t);
  near(share('{"choice":1}'), (0.8 * 0.2) / 0.9);
  near(share('{"choice":2}'), (0.8 * 0.7) / 0.9);
  near(share('{"choice":3}'), 0.2);
});
