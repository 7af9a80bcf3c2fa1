// Reading an answer book: every mistake is named with its line.
import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { parseBook, readBook } from "../../src/book/parse.ts";
import { knownKeys } from "../../src/book/format.ts";
import { entryAt } from "../../src/book/book.ts";

const head = "book: 1\nodds: { wrong: 0 }\n";

function mistakes(text: string): readonly string[] {
  const read = parseBook(text);
  return read.ok ? [] : read.error;
}

describe("reading an answer book", () => {
  it("takes the smallest book: one place and its right answer", () => {
    const step = "  - place: a.py\n    right:\n      - text: |\n          x = 1\n";
    const read = parseBook(`${head}steps:\n${step}`);
    if (!read.ok) throw new Error(read.error.join());
    const entry = entryAt(read.value, "a.py", "u1");
    const imports = { add: [], remove: [] };
    expect(entry?.right[0]).toEqual({ text: "x = 1\n", weight: 1, imports });
    expect(entryAt(read.value, "b.py", "u1")).toBeNull();
  });

  it("takes the example of its page, which has every key", async () => {
    const page = await readFile(new URL("../../docs/answer-book.md", import.meta.url), "utf8");
    const read = parseBook(/```yaml\n([^]*?)```/.exec(page)?.[1] ?? "");
    if (!read.ok) throw new Error(read.error.join("\n"));
    expect(read.value.steps[1]?.right[1]?.text).toContain("round(value)");
    for (const key of knownKeys) expect(page).toContain(`\`${key}\``);
  });

  it("takes JSON as well", () => {
    expect(mistakes('{"book": 1, "steps": []}')).toEqual([]);
  });

  it("applies changes in order to the first right answer", () => {
    const read = parseBook(
      `${head}steps:\n  - place: a\n    right:\n      - text: one two one\n` +
        "      - change: [{ from: one, to: 1, all: true }]\n",
    );
    expect(read.ok).toBe(false);
    const quoted = parseBook(
      `${head}steps:\n  - place: a\n    right:\n      - text: one two one\n` +
        '      - change: [{ from: one, to: "1", all: true }, { from: "1 two", to: "$&" }]\n',
    );
    expect(quoted.ok && quoted.value.steps[0]?.right[1]?.text).toBe("$& 1");
  });

  it.each([
    [
      "an unknown key, with the nearest known one",
      "steps:\n  - place: a\n    rigth: []\n",
      ['line 5, steps[0] (a).rigth: unknown key; did you mean "right"?'],
    ],
    ["an entry without a place", "steps:\n  - right: [{ text: x }]\n", ["line 4, steps[0].place"]],
    [
      "a place that is answered twice",
      "steps:\n  - { place: a, right: [{ text: x }] }\n  - { place: a, right: [{ text: y }] }\n",
      ['line 5, steps[1] (a).place: "a" is answered twice; keep one entry'],
    ],
    [
      "a change that finds nothing",
      "steps:\n  - place: a\n    right:\n      - text: x\n      - change: [{ from: q, to: z }]\n",
      [
        'line 7, steps[0] (a).right[1].change[0].from: "q" does not occur in the first ' +
          "right answer",
      ],
    ],
    [
      "a change that finds too much",
      "steps:\n  - place: a\n    right:\n      - text: x x\n      - change: [{ from: x, to: z }]\n",
      ['"x" occurs 2 times; quote more of it, or add "all: true"'],
    ],
    [
      "a first right answer that is a change",
      "steps:\n  - place: a\n    right:\n      - change: [{ from: x, to: z }]\n",
      ['line 6, steps[0] (a).right[0]: the first right answer must have "text"'],
    ],
    [
      "two texts in one answer",
      "steps:\n  - place: a\n    right:\n      - text: x\n        change: [{ from: x, to: z }]\n",
      ["steps[0] (a).right[0]"],
    ],
    [
      "a wrong answer that does not say why",
      "steps:\n  - place: a\n    right: [{ text: x }]\n    wrong:\n      - text: y\n",
      ["line 7, steps[0] (a).wrong[0].why"],
    ],
    [
      "a share of wrong answers without one",
      "steps:\n  - place: a\n    odds: { wrong: 9 }\n    right: [{ text: x }]\n",
      ['there is none to draw; write a wrong answer, or "odds: { wrong: 0 }"'],
    ],
    [
      "shares that are all nothing",
      "choice: { right: 0, other: 0, none: 0 }\n",
      ["line 3, choice: all shares are 0"],
    ],
    [
      "text where JSON belongs",
      "plan:\n  right:\n    - text: x\n",
      ['line 5, plan.right[0]: the first right answer must have "json"'],
    ],
  ])("names %s", (_, body, expected) => {
    const found = mistakes(head + body).join("\n");
    for (const part of expected) expect(found).toContain(part);
  });

  it("says where YAML breaks", () => {
    expect(mistakes("book: 1\nsteps: [\n")[0]).toMatch(/^is not YAML: .* at line 3, column 1$/);
  });

  it("names several mistakes in the order of the file, without a parser's own words", () => {
    const steps = "steps:\n  - place: a\n    right: []\n  - right: [{ text: '' }]\n    place: 4\n";
    expect(mistakes(`book: 1\n${steps}about: ''\nodds: { wrong: -1 }\n`)).toEqual([
      "line 4, steps[0] (a).right: must not be empty",
      "line 5, steps[1].right[0].text: must not be empty",
      "line 6, steps[1].place: must be a text",
      "line 7, about: must not be empty",
      "line 8, odds.wrong: must be at least 0",
    ]);
  });

  it("refuses a book of another version and an empty one", () => {
    expect(mistakes("book: 2\n")[0]).toContain("line 1, book:");
    expect(mistakes("")[0]).toBe("line 1, the book: must be a group of keys");
  });

  it("refuses a text that expands without end", () => {
    const nine = (item: string) => `[${Array(9).fill(item).join()}]`;
    const names = "abcdefgh".split("");
    const lines = names.map((name, i) => `${name}: &${name} ${nine(i ? `*${names[i - 1]}` : "x")}`);
    expect(mistakes(["book: 1", ...lines].join("\n"))[0]).toContain("too many YAML aliases");
  });

  it("says what to do when there is no such file", async () => {
    const read = await readBook("no/such/answers.yaml");
    expect(read.ok ? "" : read.error[0]).toMatch(/no\/such.*cannot be read.*give the path/);
  });
});
