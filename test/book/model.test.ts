// Drawing from the answer book: by seed and place alone, in every shape that a model errs in.
import { assert, asyncProperty, nat, uniqueArray } from "fast-check";
import { describe, expect, it } from "vitest";
import { jsonInstructions, readJson } from "../../src/core/agent/envelope.ts";
import type { About, Draw, Prompt, Sample } from "../../src/core/agent/prompt.ts";
import type { Book } from "../../src/book/book.ts";
import { openBook } from "../../src/book/model.ts";
import { parseBook } from "../../src/book/parse.ts";

const nonce = "k3v9q2xw7abc";
const hash = "0123456789ab";
const plan = (title: string) => ({ units: [{ id: "u1", title, needs: [] }] });

function bookOf(more: object): Book {
  const read = parseBook(
    JSON.stringify({
      book: 1,
      plan: { right: [{ json: plan("right") }, { json: plan("also right") }], odds: { wrong: 0 } },
      steps: [
        {
          place: "src/a.js#f",
          imports: { add: ['import b from "./b.js";'] },
          right: [
            { text: "export const f = (n) => n + 1;\n" },
            { change: [{ from: "(n) => n", to: "(m) => m" }] },
          ],
          wrong: [{ why: "off by one", change: [{ from: "+ 1", to: "+ 2" }] }],
        },
        { place: "src/a.js#f", unit: "u2", right: [{ text: "u2's own" }], odds: { wrong: 0 } },
      ],
      ...more,
    }),
  );
  if (!read.ok) throw new Error(read.error.join("\n"));
  return read.value;
}

const only = (side: string) => ({
  odds: { right: 0, wrong: 0, truncated: 0, overlong: 0, misformatted: 0, refusing: 0, [side]: 1 },
});

const stepAbout = (unit = "u1"): About => ({ kind: "step", place: "src/a.js#f", unit });
const promptOf = (about: About): Prompt => ({
  about,
  system: "Answer.",
  user: [
    '"an issue that says": "EDIT u9.9 ffffffffffff edit replace_unit",',
    about.kind === "step"
      ? `EDIT u1.2 ${hash} edit replace_unit\n=====UNIT ${nonce}\n<text>\n=====END ${nonce}`
      : jsonInstructions(nonce, "{}"),
  ].join("\n"),
  nonce,
  outputTokensMax: 200,
});
const drawOf = (seed: number): Draw => ({ model: 0, variant: 0, temperature: 0.2, seed });

async function samples(book: Book, about: About, count = 400, seed = 1): Promise<Sample[]> {
  const model = openBook({ book, seed });
  return Promise.all([...Array(count).keys()].map((n) => model.sample(promptOf(about), drawOf(n))));
}

const textIn = (sample: Sample): string => (sample.kind === "faltered" ? "" : sample.text);
const share = (list: readonly Sample[], is: (sample: Sample) => boolean): number =>
  list.filter(is).length / list.length;

describe("an answer book as a model", () => {
  it("answers a step in the tagged text, with the header that the prompt shows", async () => {
    const [sample] = await samples(bookOf(only("right")), stepAbout(), 1);
    expect(sample).toMatchObject({ kind: "answered", finish: "stop" });
    const lines = sample ? textIn(sample).split("\n") : [];
    expect(lines[0]).toBe(`EDIT u1.2 ${hash} edit replace_unit`);
    expect(lines.slice(2, 4)).toEqual(['IMPORT+ import b from "./b.js";', `=====UNIT ${nonce}`]);
    expect(lines[4]).toMatch(/^export const f = \((n|m)\) => \1 \+ 1;$/);
    expect(lines.slice(5)).toEqual([`=====END ${nonce}`]);
  });

  it("answers a plan as JSON between the markers", async () => {
    const [sample] = await samples(bookOf(only("right")), { kind: "plan" }, 1);
    const read = readJson(sample ? textIn(sample) : "", nonce);
    expect(read.ok && ["right", "also right"].map(plan)).toContainEqual(read.ok && read.value);
  });

  it("gives the same answer to the same draw, in whatever order it is asked", async () => {
    const book = bookOf({});
    const once = openBook({ book, seed: "s" });
    const again = openBook({ book, seed: "s" });
    const ask = (model: typeof once, n: number) => model.sample(promptOf(stepAbout()), drawOf(n));
    const order = uniqueArray(nat(1000), { minLength: 1, maxLength: 20 });
    await assert(
      asyncProperty(order, async (numbers) => {
        const there = new Map<number, Sample>();
        for (const n of numbers) there.set(n, await ask(once, n));
        for (const n of numbers.toReversed()) expect(await ask(again, n)).toEqual(there.get(n));
      }),
      { numRuns: 50 },
    );
  });

  it("gives other answers to another seed, place or draw", async () => {
    const book = bookOf({});
    const texts = async (seed: number, unit: string) =>
      JSON.stringify((await samples(book, stepAbout(unit), 50, seed)).map(textIn));
    expect(await texts(1, "u1")).not.toBe(await texts(2, "u1"));
    expect(await texts(1, "u1")).not.toBe(await texts(1, "u3"));
    expect(new Set((await samples(book, stepAbout(), 50)).map(textIn)).size).toBeGreaterThan(3);
  });

  it("draws as often as the odds say", async () => {
    const list = await samples(bookOf({}), stepAbout(), 4000);
    const whole = (end: string) => (sample: Sample) => {
      const text = textIn(sample);
      return text.startsWith("EDIT u1.2") && text.endsWith(`${end};\n=====END ${nonce}`);
    };
    expect(share(list, whole("+ 1"))).toBeCloseTo(0.75, 1);
    expect(share(list, whole("+ 2"))).toBeCloseTo(0.09, 1);
    expect(share(list, (s) => s.kind === "refused")).toBeCloseTo(0.05, 1);
    expect(share(list, (s) => s.kind === "answered" && s.finish === "length")).toBeCloseTo(0.05, 1);
  });

  it("prefers the entry of the unit", async () => {
    const [sample] = await samples(bookOf(only("right")), stepAbout("u2"), 1);
    expect(sample && textIn(sample)).toContain("\nu2's own\n");
  });

  it("cuts truncated answers off and says so", async () => {
    for (const sample of await samples(bookOf(only("truncated")), stepAbout(), 50)) {
      expect(sample).toMatchObject({ kind: "answered", finish: "length" });
      expect(textIn(sample)).not.toContain(`=====END ${nonce}`);
    }
  });

  it("makes overlong answers longer than the prompt allows", async () => {
    const [sample] = await samples(bookOf(only("overlong")), stepAbout(), 1);
    expect(sample?.kind === "answered" && sample.usage.outputTokens).toBeGreaterThan(200);
    expect(sample && textIn(sample).endsWith(`=====END ${nonce}`)).toBe(true);
  });

  it("never keeps the form in misformatted answers", async () => {
    const step = await samples(bookOf(only("misformatted")), stepAbout(), 60);
    const header = `EDIT u1\\.2 ${hash} .*`;
    const form = new RegExp(`^${header}\n(.*\n)*=====UNIT ${nonce}\n(.*\n)*=====END ${nonce}$`);
    for (const sample of step) expect(textIn(sample)).not.toMatch(form);
    expect(new Set(step.map(textIn)).size).toBeGreaterThanOrEqual(5);
    const planned = await samples(bookOf(only("misformatted")), { kind: "plan" }, 60);
    for (const sample of planned) {
      expect(readJson(textIn(sample), nonce), textIn(sample)).toMatchObject({ ok: false });
    }
  });

  it("costs nothing, counts tokens, and tells nobody which answers are right", async () => {
    const model = openBook({ book: bookOf({}), seed: 1 });
    expect(model.costMax(promptOf(stepAbout()), drawOf(1))).toBe(0);
    for (const sample of await samples(bookOf({}), stepAbout(), 50)) {
      if (sample.kind === "faltered") throw new Error("an answer book does not falter");
      const finish = sample.kind === "answered" ? ["finish"] : [];
      expect(Object.keys(sample).sort()).toEqual([...finish, "kind", "text", "usage"]);
      expect(sample.usage.microUsd).toBe(0);
      expect(sample.usage.outputTokens).toBe(Math.ceil(sample.text.length / 3.6));
    }
  });

  it("refuses by name what it has no entry for", async () => {
    const about: About = { kind: "step", place: "src/z.js", unit: "u7" };
    const [sample] = await samples(bookOf({}), about, 1);
    expect(sample).toMatchObject({ kind: "refused" });
    expect(sample && textIn(sample)).toContain("no entry for step src/z.js u7");
  });

  it("can be asked for another share of right answers", async () => {
    const model = openBook({ book: bookOf({}), seed: 1, accuracy: 0.5 });
    let right = 0;
    let wrong = 0;
    for (let n = 0; n < 2000; n += 1) {
      const text = textIn(await model.sample(promptOf(stepAbout()), drawOf(n)));
      if (text.endsWith(`+ 1;\n=====END ${nonce}`)) right += 1;
      if (text.endsWith(`+ 2;\n=====END ${nonce}`)) wrong += 1;
    }
    expect(right / (right + wrong)).toBeCloseTo(0.5, 1);
  });
});

describe("a ballot of the answer book", () => {
  const choice = (right: number, other: number, none: number) => ({
    choice: { right, other, none },
  });
  const ballots = async (book: Book, options: readonly object[], count = 300) => {
    const texts = options.map((option) => JSON.stringify(option));
    const about: About = { kind: "choice", of: "plan", unit: null, options: texts };
    const numbers: unknown[] = [];
    for (const sample of await samples(book, about, count)) {
      const read = readJson(textIn(sample), nonce);
      if (read.ok && read.value && typeof read.value === "object" && "choice" in read.value) {
        numbers.push(read.value.choice);
      }
    }
    return numbers;
  };
  const sure = { ...choice(1, 0, 0), ...only("right") };

  it("names the first right proposal of the book, wherever it is shown", async () => {
    expect(new Set(await ballots(bookOf(sure), [plan("x"), plan("right")]))).toEqual(new Set([2]));
    const both = [plan("also right"), plan("x"), plan("right")];
    expect(new Set(await ballots(bookOf(sure), both))).toEqual(new Set([3]));
    expect(new Set(await ballots(bookOf(sure), both.slice(0, 2)))).toEqual(new Set([1]));
  });

  it("knows a proposal again without its wrapper and with defaults filled in", async () => {
    const shown = [{ id: "u1", title: "  right ", needs: [], steps: [] }];
    expect(new Set(await ballots(bookOf(sure), [plan("x"), shown]))).toEqual(new Set([2]));
  });

  it("names none when no proposal is right", async () => {
    expect(new Set(await ballots(bookOf(sure), [plan("x"), plan("y")]))).toEqual(new Set(["none"]));
  });

  it("errs as often as the odds say", async () => {
    const book = bookOf({ ...choice(90, 6, 4), ...only("right") });
    const numbers = await ballots(book, [plan("x"), plan("right")], 4000);
    expect(numbers.filter((n) => n === 2).length / numbers.length).toBeCloseTo(0.9, 1);
    expect(numbers.filter((n) => n === 1).length / numbers.length).toBeCloseTo(0.06, 1);
  });

  it("names the places that its right plan writes, one other, or none", async () => {
    const target = { kind: "symbol", path: "src/a.js", symbol: "f" };
    const steps = [{ target }, { target: { kind: "file", path: "src/n.js" } }];
    const json = { units: [{ id: "u1", title: "right", steps }] };
    const book = bookOf({ ...choice(90, 6, 4), ...only("right"), plan: { right: [{ json }] } });
    const named = async (about: About): Promise<string[]> => {
      const all = await samples(book, about, 2000);
      return all.map((sample) => {
        const read = readJson(textIn(sample), nonce);
        return JSON.stringify(read.ok ? read.value : null);
      });
    };
    const files = await named({
      kind: "places",
      of: "files",
      options: ["src/b.js", "src/a.js", "src/n.js"],
    });
    const share = (answers: readonly string[], of: string): number =>
      answers.filter((one) => one === of).length / answers.length;
    expect(share(files, '{"places":[2,3]}')).toBeCloseTo(0.9, 1);
    expect(share(files, '{"places":[1]}')).toBeCloseTo(0.06, 1);
    expect(share(files, '{"places":[]}')).toBeCloseTo(0.04, 1);
    const options = ["src/a.js#g", "src/a.js#f"];
    const symbols = await named({ kind: "places", of: "symbols", options });
    expect(share(symbols, '{"places":[2]}')).toBeCloseTo(0.9, 1);
  });

  it("is spoiled as often as other answers", async () => {
    expect((await ballots(bookOf({}), [plan("right")], 1000)).length / 1000).toBeCloseTo(0.81, 1);
  });
});
