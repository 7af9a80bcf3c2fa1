// Answers that no test tells apart, through the real engine and desk: probes split them, or people.
import { describe, expect, it } from "vitest";
import { complete } from "../../src/book/spoil.ts";
import { formedJson, formedStep, textOf } from "../../src/book/transport.ts";
import type { Prompt } from "../../src/core/agent/prompt.ts";
import { defaultConfig, type Config } from "../../src/core/config/config.ts";
import { unitPull } from "../../src/core/report/pull.ts";
import { statusComment } from "../../src/core/report/status.ts";
import { explain } from "../../src/core/report/why.ts";
import { stuckUnits } from "../../src/core/run/next.ts";
import { parsePath, textAt, type Entry, type Path } from "../../src/core/tree.ts";
import type { Model } from "../../src/engine/ports.ts";
import { openPlain } from "../../src/sandbox/plain.ts";
import { wholeRun } from "./whole-run.ts";

const timeout = 120_000;

function pathAt(text: string): Path {
  const path = parsePath(text);
  if (path === null) throw new Error(`${text} is no path`);
  return path;
}

const files: Readonly<Record<string, string>> = {
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
const testing = (
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

const median = (even: string): string =>
  [
    "export function median(list) {",
    "  const sorted = [...list].sort((a, b) => a - b);",
    "  const middle = Math.floor(sorted.length / 2);",
    `  return sorted.length % 2 === 1 ? sorted[middle] : ${even};`,
    "}",
  ].join("\n");
const mean = median("(sorted[middle - 1] + sorted[middle]) / 2");
const lower = median("sorted[middle - 1]");

interface Words {
  /** The n-th probe, from 0. */
  probe(n: number): string;
  /** What a ballot says, by the answers in the order shown. */
  ballot(options: readonly string[], prompt: Prompt): number | "none";
}

/** Two answers in turn; everything else is agreed on. */
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
    const n = times.get(about.kind) ?? 0;
    times.set(about.kind, n + 1);
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
        if (about.place === testPath) {
          return stepText(prompt, testing(["[R1.A1] odd", "[3, 1, 2]", 2]));
        }
        return stepText(prompt, (times.get("code") ?? 0) % 2 === 0 ? mean : lower);
      default:
        throw new Error(`nobody asks about ${about.kind}`);
    }
  }
  const model: Model = {
    costMax: () => 10,
    sample(prompt) {
      asked.push(prompt);
      const text = answer(prompt);
      const { about } = prompt;
      if (about.kind === "step" && about.place !== testPath) {
        times.set("code", (times.get("code") ?? 0) + 1);
      }
      return Promise.resolve(complete(prompt, text));
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

async function run(words: Words) {
  const { model, asked } = speaking(words);
  const tests = openPlain({});
  const ended = await wholeRun({
    tree,
    issue,
    config,
    model,
    seed: "runoff",
    tests,
    checked: true,
  });
  const ballots = asked.filter((prompt) => prompt.about.kind === "ballot");
  const found = ended.events.flatMap((e) => (e.kind === "probed" ? [e] : []));
  return { ...ended, ballots, found };
}

describe("two answers that pass the same tests", () => {
  it("are told apart by probes, and ballots that see them run elect one", { timeout }, async () => {
    const evens = ["[1, 2]", "[4, 8, 1, 3]", "[5, 9]"];
    const {
      run: ended,
      line,
      ballots,
      found,
    } = await run({
      probe: (n) => testing([`even ${n}`, evens[n % 3] ?? "", [1.5, 3.5, 7][n % 3] ?? 0]),
      ballot: (options) => options.findIndex((text) => text.includes("/ 2;")) + 1 || "none",
    });
    expect(ended.phase.kind).toBe("done");
    expect(line && textAt(line, pathAt("src/stats.js"))).toContain("(sorted[middle - 1]");
    expect(found.map((f) => [f.passedBy.length, f.failedBy.length])).toEqual([
      [1, 1],
      [1, 1],
      [1, 1],
    ]);
    // Three tests agree, so that only one answer is left to find right.
    expect(ballots[0]?.about).toMatchObject({ options: [mean] });
    expect(ballots[0]?.user).toMatch(/answers that pass: 1; answers that fail: none/);
    expect([...(line?.keys() ?? [])].filter((path) => path.includes("probe"))).toEqual([]);
    expect(unitPull(ended, 0).body).toContain("| src/stats.js#median | 2 in a runoff |");
  });

  it("come to a person side by side when nothing splits them", { timeout }, async () => {
    const {
      run: ended,
      line,
      ballots,
      found,
    } = await run({
      probe: (n) => testing([`odd ${n}`, `[${n}, ${n}, ${n}]`, n]),
      ballot: () => 1,
    });
    expect(found.map((f) => [f.passedBy.length, f.failedBy.length])).toEqual([
      [2, 0],
      [2, 0],
      [2, 0],
    ]);
    const orders = ballots.map(({ about }) => (about.kind === "ballot" ? about.options : []));
    expect(orders.length).toBeGreaterThanOrEqual(4);
    for (let i = 0; i + 1 < orders.length; i += 2) {
      expect(orders[i + 1]).toEqual(orders[i]?.toReversed());
    }
    const cause = stuckUnits(ended)[0]?.cause;
    expect(cause).toContain("nor in ballots between them");
    expect(cause).toContain("0 of 3 tests written for it tell them apart");
    expect(line && textAt(line, pathAt("src/stats.js"))).toBe(files["src/stats.js"]);
    for (const words of [explain(ended, ended.at), statusComment(ended)]) {
      expect(words).toContain("Answer 1 (2 votes)");
      expect(words).toContain("Answer 2 (2 votes)");
      expect(words).not.toContain("=====UNIT");
      const [, differ = ""] = words.split("Where answers 1 (-) and 2 (+) differ:");
      expect(differ).toMatch(/^ *- .*\(sorted\[middle - 1\] \+ sorted\[middle\]\) \/ 2;$/m);
      expect(differ).toMatch(/^ *\+ .*sorted\[middle\] : sorted\[middle - 1\];$/m);
    }
  });
});
