// Which definition a name means, and who uses a symbol: same file, then imports, then the sole one.
import { describe, expect, it } from "vitest";
import { docLine } from "../../../src/core/context/container.ts";
import { definitionsOf } from "../../../src/core/context/definitions.ts";
import { knowing, stemOf } from "../../../src/core/context/look.ts";
import { callersOf, testsOf } from "../../../src/core/context/usage.ts";
import { named, pathOf, placeIn, repository, seenIn } from "./repository.ts";

const files = {
  "src/store.ts":
    'import { trim } from "./text.ts";\n' +
    "const limit = 10;\n" +
    "export class Store {\n" +
    "  #rows: Row[] = [];\n" +
    "  add(row: string) {\n" +
    "    return this.put(trim(row));\n" +
    "  }\n" +
    "  put(row: string) {\n" +
    "    return this.#rows.push(row);\n" +
    "  }\n" +
    "}\n",
  "src/text.ts": "/** Takes spaces off. */\nexport function trim(t: string) { return t; }\n",
  "lib/text.ts": "export function trim(t: string) { return t + 1; }\n",
  "lib/sole.ts": "export const sole = () => 1;\nconst hidden = () => 2;\n",
  "lib/a.ts": "export function common() {}\n",
  "lib/b.ts": "export function common() {}\n",
  "lib/c.ts": "export function common() {}\n",
  "lib/d.ts": "export function common() {}\n",
  "lib/user.js":
    'import { Store } from "../src/store.ts";\n' +
    "const s = new Store();\n" +
    "export function fill() {\n" +
    "  // add(1) in a comment is no use\n" +
    '  s.add("one");\n' +
    "}\n",
  "lib/other.js": "export const add = (a) => a;\nadd(1);\n",
  "test/store.test.ts":
    'import { Store } from "../src/store.ts";\n' +
    'it("keeps rows", () => {\n' +
    "  const s = new Store();\n" +
    '  expect(s.add("x")).toBe(1);\n' +
    "});\n",
  "script/tool.py": "def sole(): pass\n",
};
const sources = repository(files);
const defined = (name: string, from: string): string[] =>
  named(definitionsOf(name, seenIn(sources, from), sources));

describe("definitionsOf", () => {
  it.each([
    ["a symbol of the same file first", "put", "src/store.ts", ["src/store.ts#Store.put"]],
    ["then of the file that is imported", "trim", "src/store.ts", ["src/text.ts#trim"]],
    ["then of the same folder", "trim", "lib/other.js", ["lib/text.ts#trim"]],
    ["then the sole one anywhere", "sole", "src/store.ts", ["lib/sole.ts#sole"]],
    ["none where more than three could be meant", "common", "src/store.ts", []],
    ["none that another file does not export", "hidden", "src/store.ts", []],
    ["none for a name that nothing defines", "nothing", "src/store.ts", []],
  ])("finds %s", (_, name, from, expected) => {
    expect(defined(name, from)).toEqual(expected);
  });

  it("takes nothing from a test", () => {
    const more = repository({ ...files, "test/tool.ts": "export const helper = () => 1;\n" });
    expect(definitionsOf("helper", seenIn(more, "src/store.ts"), more)).toEqual([]);
  });
});

describe("other languages", () => {
  const go = repository({
    "store/store.go": "package store\nfunc Put(a int) int { return trim(a) }\n",
    "store/text.go": "package store\n// Takes spaces off.\nfunc trim(a int) int { return a }\n",
    "main.go": 'package main\nimport "x.org/a/store"\nfunc main() { store.Put(1) }\n',
    "other/put.go": "package other\nfunc Put(a int) int { return a }\nfunc trim(b int) {}\n",
  });
  const python = repository({
    "pkg/a.py": "from pkg.b import trim\n\ndef add(row):\n    return trim(row)\n",
    "pkg/b.py": 'import os\n\ndef trim(t):\n    """Take spaces off."""\n    return t\n',
  });
  const c = repository({
    "src/a.c": '#include "b.h"\nint f(void) { return trim(LIMIT); }\n',
    "src/b.h":
      "#ifndef B_H\n#define B_H\n#include <stdio.h>\n" +
      "#define LIMIT 3\nint trim(int a);\n#endif\n",
  });

  it.each([
    ["Go in its package, exported or not", go, "trim", "store/store.go", ["store/text.go#trim"]],
    ["Go by the folder that is imported", go, "Put", "main.go", ["store/store.go#Put"]],
    ["Python by module", python, "trim", "pkg/a.py", ["pkg/b.py#trim"]],
    ["C by header", c, "trim", "src/a.c", ["src/b.h#trim"]],
    ["a macro of C", c, "LIMIT", "src/a.c", ["src/b.h#LIMIT"]],
  ])("are resolved in %s", (_, repo, name, from, expected) => {
    expect(named(definitionsOf(name, seenIn(repo, from), repo))).toEqual(expected);
  });

  it.each([
    ["Go", go, "store/text.go#trim", "Takes spaces off."],
    ["Python", python, "pkg/b.py#trim", "Take spaces off."],
    ["C", c, "src/b.h#trim", ""],
  ])("say first in a doc comment of %s what is shown", (_, repo, place, said) => {
    const { seen, symbol } = placeIn(repo, place);
    expect(docLine(seen, symbol)).toBe(said);
  });

  it("have callers", () => {
    const used = callersOf(placeIn(go, "store/store.go#Put"), 3, go);
    expect(used.map(({ path, line }) => `${path}:${line}`)).toEqual(["main.go:3"]);
    expect(callersOf(placeIn(python, "pkg/b.py#trim"), 3, python)).toHaveLength(1);
  });
});

describe("stemOf and knowing", () => {
  it.each([
    ["src/text.ts", "text"],
    ["src/table/index.ts", "table"],
    ["pkg/__init__.py", "pkg"],
    ["src/a.test.ts", "a"],
    [".eslintrc.js", ".eslintrc"],
    ["index.js", "index"],
  ])("the word that imports %s is %s", (path, stem) => {
    expect(stemOf(path)).toBe(stem);
  });

  it("a file knows what it imports best, its folder less, and nothing by half a word", () => {
    const user = seenIn(sources, "lib/user.js");
    const known = knowing(user, sources);
    expect(known(pathOf("src/store.ts"))).toBe(2);
    expect(known(pathOf("lib/sole.ts"))).toBe(1);
    expect(known(pathOf("src/stor.ts"))).toBe(0);
  });

  it("finds a file whose name is no word by its whole name", () => {
    const repo = repository({
      "a/page.ts": 'import { load } from "../b/+page.server";\nimport "../b/[id]";\n',
    });
    const known = knowing(seenIn(repo, "a/page.ts"), repo);
    expect(["b/[id].ts", "b/+page.ts", "b/id.ts"].map((path) => known(pathOf(path)))).toEqual([
      2, 2, 2,
    ]);
    expect(["b/[i].ts", "b/+pag.ts"].map((path) => known(pathOf(path)))).toEqual([0, 0]);
  });

  it("reads no more than the start of a file that is all constants", () => {
    const rows = Array.from({ length: 2000 }, (_, i) => `export const k${i} = "other";\n`);
    const repo = repository({ "a/rows.ts": ['import "../b/one";\n', ...rows].join("") });
    const known = knowing(seenIn(repo, "a/rows.ts"), repo);
    expect(known(pathOf("b/one.ts"))).toBe(2);
    expect(known(pathOf("b/k1999.ts"))).toBe(0);
  });
});

describe("usage", () => {
  const add = placeIn(sources, "src/store.ts#Store.add");

  it("shows a caller with two lines around the call, and no file that means another name", () => {
    expect(callersOf(add, 3, sources)).toEqual([
      {
        path: "lib/user.js",
        line: 5,
        lines: [
          "export function fill() {",
          "  // add(1) in a comment is no use",
          '  s.add("one");',
          "}",
          "",
        ],
      },
    ]);
  });

  it("finds calls of the same file, outside the symbol itself", () => {
    const put = placeIn(sources, "src/store.ts#Store.put");
    expect(callersOf(put, 3, sources).map((u) => [u.path, u.line])).toEqual([["src/store.ts", 6]]);
  });

  it("shows a test from the line that opens its block, unless it is shown anyway", () => {
    const [test, ...more] = testsOf(add, 2, sources, new Set());
    expect(more).toEqual([]);
    expect(test?.lines[0]).toBe('it("keeps rows", () => {');
    expect(test?.lines).toContain('  expect(s.add("x")).toBe(1);');
    expect(testsOf(add, 2, sources, new Set([pathOf("test/store.test.ts")]))).toEqual([]);
  });

  it("shows no more than is asked for", () => {
    const users = Array.from({ length: 20 }, (_, i) => [
      `src/u${i}.js`,
      `import { f } from "./f.js";\nf(${i});\n`,
    ]);
    const many = repository({ "src/f.js": "export function f() {}", ...Object.fromEntries(users) });
    expect(callersOf(placeIn(many, "src/f.js#f"), 3, many)).toHaveLength(3);
  });
});
