// A small repository in TypeScript with an issue and its answer book, as a stranger may have them.

const source = `import { plain } from "./format.ts";

/** Counts down in seconds. */
export class Timer {
  #left: number;

  constructor(seconds: number) {
    this.#left = seconds;
  }

  tick(): number {
    this.#left -= 1;
    return this.#left;
  }

  show(): string {
    return plain(this.#left);
  }
}
`;

const testing = (name: string, body: string): string => `import assert from "node:assert/strict";
import { test } from "node:test";
import { Timer } from "../src/timer.ts";

test("${name}", () => {
  ${body}
});
`;

/** What the source is once the issue is done. */
export const finished = source
  .replace("import { plain }", "import { clock }")
  .replace("this.#left -= 1;", "this.#left = Math.max(0, this.#left - 1);")
  .replace("return plain(this.#left);", 'return this.#left > 0 ? clock(this.#left) : "done";');

export const files = {
  "package.json": '{ "type": "module" }',
  "src/format.ts": `export const plain = (seconds: number): string => \`\${seconds} s\`;

export const clock = (seconds: number): string =>
  \`\${Math.floor(seconds / 60)}:\${String(seconds % 60).padStart(2, "0")}\`;
`,
  "src/timer.ts": source,
  "test/timer.test.ts": testing("a tick is a second", "assert.equal(new Timer(9).tick(), 8);"),
};

export const issue = {
  title: "A timer that stops",
  body: `A timer that is at 0 should stay there when it ticks.
It should show minutes and seconds, as in 1:05.
A timer at 0 should show the word done.`,
};

const requirement = (n: number, ears: string, quote: string, acceptance: string) => ({
  id: `R${n}`,
  ears,
  quote,
  priority: "must",
  acceptance,
});

const requirements = [
  requirement(
    1,
    "When a timer at 0 ticks, `tick` shall leave it at 0.",
    "should stay there when it ticks",
    "A tick at 0 gives 0.",
  ),
  requirement(
    2,
    "The `show` member shall give minutes and seconds.",
    "It should show minutes and seconds, as in 1:05",
    "65 seconds are shown as 1:05.",
  ),
  requirement(
    3,
    "Where a timer is at 0, `show` shall give the word done.",
    "A timer at 0 should show the word done",
    "A timer of 0 seconds shows done.",
  ),
];

const unit = (n: number, title: string, path: string, symbol: string) => ({
  id: `u${n}`,
  title,
  requirements: [`R${n}`],
  needs: n === 1 ? [] : [`u${n - 1}`],
  steps: [
    { kind: "test", target: { kind: "file", path }, task: "Test it.", accepts: [`R${n}.A1`] },
    { kind: "code", target: { kind: "symbol", path: "src/timer.ts", symbol }, task: title },
  ],
});

const units = [
  unit(1, "Stay at zero", "test/zero.test.ts", "Timer.tick"),
  unit(2, "Show minutes", "test/minutes.test.ts", "Timer.show"),
  unit(3, "Show when it is done", "test/done.test.ts", "Timer.show"),
];

const test = (place: string, name: string, body: string) => ({
  place,
  odds: { wrong: 0 },
  right: [{ text: testing(name, body) }],
});

const tick = `tick(): number {
  this.#left = Math.max(0, this.#left - 1);
  return this.#left;
}
`;

const done = `show(): string {
  return this.#left > 0 ? clock(this.#left) : "done";
}
`;

const steps = [
  test("test/zero.test.ts", "[R1.A1] it stays at 0", "assert.equal(new Timer(0).tick(), 0);"),
  {
    place: "src/timer.ts#Timer.tick",
    right: [{ text: tick }, { change: [{ from: "- 1);", to: "- 1); // never below" }] }],
    wrong: [{ why: "off by one", change: [{ from: "max(0,", to: "max(1," }] }],
  },
  test(
    "test/minutes.test.ts",
    "[R2.A1] it shows minutes",
    'assert.equal(new Timer(65).show(), "1:05");',
  ),
  {
    place: "src/timer.ts#Timer.show",
    unit: "u2",
    imports: {
      add: ['import { clock } from "./format.ts";'],
      remove: ['import { plain } from "./format.ts";'],
    },
    right: [{ text: "show(): string {\n  return clock(this.#left);\n}\n" }],
    wrong: [{ why: "minutes only", change: [{ from: "#left)", to: "#left / 60)" }] }],
  },
  test(
    "test/done.test.ts",
    "[R3.A1] it says that it is done",
    'assert.equal(new Timer(0).show(), "done");',
  ),
  {
    place: "src/timer.ts#Timer.show",
    unit: "u3",
    right: [{ text: done }],
    wrong: [{ why: "the other way round", change: [{ from: "> 0", to: "=== 0" }] }],
  },
];

export const book = JSON.stringify({
  book: 1,
  about: "A timer that stops",
  requirements: { odds: { wrong: 0 }, right: [{ json: { requirements } }] },
  plan: { odds: { wrong: 0 }, right: [{ json: { units } }] },
  steps,
});
