// The format on other repositories than the sample: books that others might write, run whole.
import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import type { Book } from "../../src/book/book.ts";
import { openBook } from "../../src/book/model.ts";
import { parseBook } from "../../src/book/parse.ts";
import { defaultConfig } from "../../src/core/config/config.ts";
import { parsePath, textAt, type Entry, type Path, type Tree } from "../../src/core/tree.ts";
import { openPlain } from "../../src/sandbox/plain.ts";
import * as timer from "./timer.ts";
import { wholeRun, type Ended } from "./whole-run.ts";

const tests = openPlain({});

function treeOf(files: Readonly<Record<string, string>>): Tree {
  const entries = Object.entries(files).map(([name, content]): [Path, Entry] => {
    const path = parsePath(name);
    if (path === null) throw new Error(`${name} is no path`);
    return [path, { mode: "100644", content }];
  });
  return new Map(entries);
}

function bookOf(text: string): Book {
  const read = parseBook(text);
  if (!read.ok) throw new Error(read.error.join("\n"));
  return read.value;
}

const at = (tree: Tree | null, name: string): string => {
  const path = parsePath(name);
  return (path && tree && textAt(tree, path)) ?? "";
};

const play = (tree: Tree, issue: { title: string; body: string }, book: Book): Promise<Ended> =>
  wholeRun({
    tree,
    issue,
    config: { ...defaultConfig, test: "node --test --test-isolation=none" },
    model: openBook({ book, seed: 1 }),
    seed: "elsewhere",
    tests,
    checked: true,
  });

it("the small book of the documentation works its issue", async () => {
  const page = await readFile(new URL("../../docs/answer-book.md", import.meta.url), "utf8");
  const [, yaml = ""] = /^```yaml\n([^]*?)^```$/m.exec(page) ?? [];
  const tree = treeOf({
    "package.json": '{ "type": "module" }',
    "src/round.js": "export function round(x) {\n  return Math.round(x);\n}\n",
    "test/whole.test.js": `import assert from "node:assert/strict";
import { test } from "node:test";
import { round } from "../src/round.js";

test("whole numbers stay", () => assert.equal(round(2), 2));
`,
  });
  const issue = { title: "Round halves alike", body: "`round(-2.5)` should be -3, but is -2." };
  const { run, line } = await play(tree, issue, bookOf(yaml));
  expect(run.phase).toEqual({ kind: "done" });
  expect(at(line, "src/round.js")).toMatch(/\(?Math\.sign\((x|value)\)\)? \* Math\.round/);
});

it("a book in JSON works an issue on a class in TypeScript, twice on one member", async () => {
  const { run, line } = await play(treeOf(timer.files), timer.issue, bookOf(timer.book));
  expect(run.phase).toEqual({ kind: "done" });
  expect(run.merged).toBe(3);
  expect(at(line, "src/timer.ts").replace(" // never below", "")).toBe(timer.finished);
});
