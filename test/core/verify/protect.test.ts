// What judges a candidate is the base's: changed, deleted and added protected files come back.
import { describe, expect, it } from "vitest";
import { protect } from "../../../src/core/verify/protect.ts";
import type { Entry, Mode } from "../../../src/core/tree.ts";
import { pathAt, treeOf } from "../patch/trees.ts";

const file = (content: string | Uint8Array, mode: Mode = "100644"): Entry => ({ mode, content });

const base = treeOf({
  "package.json": "{}",
  "src/a.js": "old",
  "test/a.test.js": "a",
  "test/fixtures/a.bin": file(new Uint8Array([1, 2])),
  "run.sh": file("echo", "100755"),
  "vitest.config.ts": "c",
});

const after = (files: Parameters<typeof treeOf>[0], gone: readonly string[] = []) =>
  new Map([...base, ...treeOf(files)].filter(([path]) => !gone.includes(path)));

const cases: readonly (readonly [
  what: string,
  change: Parameters<typeof treeOf>[0],
  gone: readonly string[],
  elected: readonly string[],
  restored: readonly string[],
])[] = [
  ["code, alone", { "src/a.js": "new", "src/b.js": "b" }, [], [], []],
  ["a test that is changed", { "test/a.test.js": "skip" }, [], [], ["test/a.test.js"]],
  ["a test that is deleted", {}, ["test/a.test.js"], [], ["test/a.test.js"]],
  ["a test that nobody elected", { "src/b.test.js": "b" }, [], [], ["src/b.test.js"]],
  ["an elected test", { "test/b.test.js": "b" }, [], ["test/b.test.js"], []],
  ["an elected test that was there", { "test/a.test.js": "b" }, [], ["test/a.test.js"], []],
  [
    "a test beside an elected one",
    { "test/a.test.js": "b", "test/b.test.js": "b" },
    [],
    ["test/b.test.js"],
    ["test/a.test.js"],
  ],
  [
    "a fixture, by its bytes",
    { "test/fixtures/a.bin": file(new Uint8Array([1, 3])) },
    [],
    [],
    ["test/fixtures/a.bin"],
  ],
  ["a fixture that became text", { "test/fixtures/a.bin": "ab" }, [], [], ["test/fixtures/a.bin"]],
  ["the same bytes again", { "test/fixtures/a.bin": file(new Uint8Array([1, 2])) }, [], [], []],
  ["a mode", { "test/a.test.js": file("a", "100755") }, [], [], ["test/a.test.js"]],
  [
    "configuration, CI, locks and what runs before tests",
    {
      "vitest.config.ts": "d",
      "package.json": '{"scripts":{"test":"true"}}',
      ".github/workflows/ci.yml": "on: push",
      "conftest.py": "",
      "src/sitecustomize.py": "",
      Makefile: "test:",
      "go.sum": "",
    },
    ["package-lock.json"],
    [],
    [
      ".github/workflows/ci.yml",
      "Makefile",
      "conftest.py",
      "go.sum",
      "package.json",
      "src/sitecustomize.py",
      "vitest.config.ts",
    ],
  ],
  [
    "configuration, even where a test step wrote it",
    { "test/conftest.py": "" },
    [],
    ["test/conftest.py"],
    ["test/conftest.py"],
  ],
  [
    "a name in another case",
    { "CONFTEST.PY": "", "Test/b.js": "" },
    [],
    [],
    ["CONFTEST.PY", "Test/b.js"],
  ],
  ["what is deleted and no test", {}, ["src/a.js"], [], []],
];

describe("the tree that a verification runs", () => {
  it.each(cases)("has %s", (_, change, gone, elected, restored) => {
    const candidate = after(change, gone);
    const result = protect(base, candidate, elected.map(pathAt));
    expect(result.restored).toEqual(restored);
    for (const [path, entry] of result.tree) {
      expect(entry, path).toEqual((restored.includes(path) ? base : candidate).get(path));
    }
    for (const path of base.keys()) {
      expect(result.tree.has(path), path).toBe(restored.includes(path) || candidate.has(path));
    }
    if (restored.length === 0) expect(result.tree).toBe(candidate);
  });
});
