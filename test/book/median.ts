// A small repository that wants a median, and a model whose words a test chooses, in whole runs.
import { complete } from "../../src/book/spoil.ts";
import { formedJson, formedStep, textOf } from "../../src/book/transport.ts";
import type { Prompt } from "../../src/core/agent/prompt.ts";
import { defaultConfig, type Config } from "../../src/core/config/config.ts";
import { parsePath, type Entry, type Path } from "../../src/core/tree.ts";
import type { Sandbox } from "../../src/core/verify/sandboxing.ts";
import type { Model } from "../../src/engine/ports.ts";
import { openPlain } from "../../src/sandbox/plain.ts";
import { wholeRun } from "./whole-run.ts";

export function pathAt(text: string): Path {
  const path = parsePath(text);
  if (path === null) throw new Error(`${text} is no path`);
  return path;
}

export const files: Readonly<Record<string, string>> = {
  "package.json": '{ "type": "module" }\n',
  "src/stats.js": "export function sum(list) {\n  return list.reduce((a, b) => a + b, 0);\n}\n",
  "test/stats.test.js": [
    'import assert from "node:assert/strict";',
    'import { test } from "node:test";',
    'import { sum } from "../src/stats.js";',
    'test("sum adds", () => assert.equal(sum([1, 2]), 3));',
    "",
  ].join("\n"),
};
const tree = new Map(
  Object.entries(files).map(([file, content]): [Path, Entry] => [
    pathAt(file),
    { mode: "100644", content },
  ]),
);

const issue = {
  title: "Add median",
  body: "median(list) gives the middle number; of an even count it gives the mean of both.",
};
const requirements = {
  requirements: [
    {
      id: "R1",
      ears: "When a list is given, the library shall give its median.",
      quote: "median(list) gives the middle number",
      priority: "must",
      acceptance: "median([3, 1, 2]) is 2",
    },
  ],
};
const testPath = "test/median.test.js";
const plan = {
  units: [
    {
      id: "u1",
      title: "Add median",
      requirements: ["R1"],
      steps: [
        {
          kind: "test",
          target: { kind: "file", path: testPath },
          task: "Test median.",
          accepts: ["R1.A1"],
        },
        {
          kind: "code",
          target: { kind: "addition", path: "src/stats.js", symbol: "median" },
          task: "Write median.",
        },
      ],
    },
  ],
};

/** A test file of median, one test for each list with its median. */
export const testing = (
  ...cases: readonly (readonly [name: string, list: string, is: number])[]
): string =>
  [
    'import assert from "node:assert/strict";',
    'import { test } from "node:test";',
    'import { median } from "../src/stats.js";',
    ...cases.map(
      ([name, list, is]) => `test("${name}", () => assert.equal(median(${list}), ${is}));`,
    ),
  ].join("\n");

const medianBy = (even: string): string =>
  [
    "export function median(list) {",
    "  const sorted = [...list].sort((a, b) => a - b);",
    "  const middle = Math.floor(sorted.length / 2);",
    `  return sorted.length % 2 === 1 ? sorted[middle] : ${even};`,
    "}",
  ].join("\n");
export const mean = medianBy("(sorted[middle - 1] + sorted[middle]) / 2");
export const lower = medianBy("sorted[middle - 1]");

export interface Words {
  /** The elected tests: a file of them. */
  test(n: number, prompt: Prompt): string;
  code(n: number): string;
  probe(n: number): string;
  /** What a ballot says, by the answers in the order shown. */
  ballot(options: readonly string[], prompt: Prompt): number | "none";
}

/** Requirements and plan are agreed on; `n` counts samples of the same question from 0. */
function speaking(words: Words) {
  const asked: Prompt[] = [];
  const times = new Map<string, number>();
  const stepText = (prompt: Prompt, text: string): string => {
    const formed = formedStep(prompt, { text, weight: 1, imports: { add: [], remove: [] } });
    if (formed === null) throw new Error("the prompt asks for no edit");
    return textOf(formed);
  };
  function answer(prompt: Prompt): string {
    const { about } = prompt;
    const test = about.kind === "step" && about.place === testPath;
    const question = test ? "test" : about.kind;
    const n = times.get(question) ?? 0;
    times.set(question, n + 1);
    const json = (value: unknown): string => textOf(formedJson(prompt, JSON.stringify(value)));
    switch (about.kind) {
      case "requirements":
        return json(requirements);
      case "plan":
        return json(plan);
      case "probe":
        return stepText(prompt, words.probe(n));
      case "ballot":
        return json({ because: "so", choice: words.ballot(about.options, prompt) });
      case "step":
        return stepText(prompt, test ? words.test(n, prompt) : words.code(n));
      default:
        throw new Error(`nobody asks about ${about.kind}`);
    }
  }
  const model: Model = {
    costMax: () => 10,
    sample(prompt) {
      asked.push(prompt);
      return Promise.resolve(complete(prompt, answer(prompt)));
    },
  };
  return { model, asked };
}

const config: Config = {
  ...defaultConfig,
  test: "node --test --test-isolation=none",
  vote: {
    ...defaultConfig.vote,
    unanimous: 2,
    lead: 3,
    votesMax: 6,
    samplesMax: 12,
    strataMin: 1,
    replan: false,
    discardsFrom: 0,
  },
};

/** A run in which classes are checked by tests that really run. */
export async function median(words: Words, tests: Sandbox = openPlain({})) {
  const { model, asked } = speaking(words);
  const ended = await wholeRun({
    tree,
    issue,
    config,
    model,
    seed: "runoff",
    tests,
    checked: true,
  });
  return { ...ended, asked };
}
