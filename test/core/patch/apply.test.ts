// Edits land exactly where the step says, and nothing else of the file moves.
import { describe, expect, it } from "vitest";
import { applyEdit } from "../../../src/core/patch/apply.ts";
import { baseHash } from "../../../src/core/patch/base.ts";
import type { Hunk, ImportLine } from "../../../src/core/patch/edit.ts";
import { withChanges, textAt, type Entry } from "../../../src/core/tree.ts";
import { openSyntax } from "../../../src/syntax/open.ts";
import { pathAt, stepAt, treeOf } from "./trees.ts";

const syntax = await openSyntax();

interface Given {
  readonly text?: string;
  readonly hunks?: readonly Hunk[];
  readonly imports?: readonly ImportLine[];
}

/** The file after the edit, or why it does not fit. */
function after(file: string | Entry | null, place: string, given: Given): string {
  const step = stepAt(place);
  const tree = treeOf(file === null ? {} : { [step.target.path]: file });
  const { hunks, text = "", imports = [] } = given;
  const body = hunks ? ({ kind: "hunks", hunks } as const) : ({ kind: "whole", text } as const);
  const applied = applyEdit(tree, step, { kind: "edit", summary: "s", imports, body }, syntax);
  if (!applied.ok) return `${applied.error.kind}: ${applied.error.because}`;
  const { changes, new: span } = applied.value;
  const whole = textAt(withChanges(tree, changes), step.target.path) ?? "";
  if (!hunks) expect(whole.slice(span.start, span.end).trim()).not.toBe("");
  return whole;
}

const add = (statement: string): ImportLine => ({ op: "add", statement });
const remove = (statement: string): ImportLine => ({ op: "remove", statement });

describe("a symbol", () => {
  it("is replaced with its doc comment, and only it", () => {
    const file = "/** a */\nexport function f() { return 1 }\n\n// g\nfunction g() {}\n";
    expect(after(file, "a.js#f", { text: "export function f() {\n  return 2;\n}" })).toBe(
      "export function f() {\n  return 2;\n}\n\n// g\nfunction g() {}\n",
    );
  });

  it("keeps CRLF, byte order mark and a missing final newline", () => {
    const file = "\uFEFFlet a;\r\nfunction f() {\r\n}";
    expect(after(file, "a.js#f", { text: "function f() {\n  a;\n}\n" })).toBe(
      "\uFEFFlet a;\r\nfunction f() {\r\n  a;\r\n}",
    );
  });

  it("is indented as the file has it, except inside templates", () => {
    const file = "class C {\n    /** m */\n    m() { return 1 }\n}\n";
    expect(after(file, "a.js#C.m", { text: "m() {\n  return `\nx`;\n}" })).toBe(
      "class C {\n    m() {\n      return `\nx`;\n    }\n}\n",
    );
    expect(after(file, "a.js#C.m", { text: "    m() {\n      return 2;\n    }" })).toBe(
      "class C {\n    m() {\n      return 2;\n    }\n}\n",
    );
  });

  it("is told from its namesake by ordinal", () => {
    const file = "class C {\n  get a() { return 1; }\n  set a(v) {}\n}\n";
    expect(after(file, "a.js#C.a#1", { text: "set a(v) { this.b = v; }" })).toBe(
      "class C {\n  get a() { return 1; }\n  set a(v) { this.b = v; }\n}\n",
    );
  });

  it("that is gone, or in a file that is gone or no text, is said", () => {
    expect(after("let a;\n", "a.js#f", { text: "x" })).toMatch(/^place: the symbol is not there/);
    expect(after(null, "a.js#f", { text: "x" })).toMatch(/^place: a.js does not exist/);
    const link: Entry = { mode: "120000", content: "b.js" };
    expect(after(link, "a.js#f", { text: "x" })).toMatch(/^place: a.js is not a text file/);
    expect(after("a: 1\n", "a.yaml#f", { text: "x" })).toMatch(/^place: a.yaml cannot be parsed/);
  });
});

describe("search and replace", () => {
  const calls = Array.from({ length: 160 }, (_, i) => `  g(${i});`).join("\n");
  const long = (line: string): string => `function f() {\n${calls}\n${line}\n}\n`;

  it("changes lines of a long symbol that occur once", () => {
    const hunks = [
      { search: "  g(7);\n  g(8);", replace: "  g(78);" },
      { search: "g(99)", replace: "h()" },
    ];
    const text = after(long("  end();"), "a.js#f", { hunks });
    expect(text).toBe(
      long("  end();").replace("  g(7);\n  g(8);", "  g(78);").replace("g(99)", "h()"),
    );
  });

  it.each([
    ["what is not there", "g(1000)", /does not occur/],
    ["what is there twice", "g(15", /occurs twice/],
  ])("refuses %s", (_what, search, because) => {
    expect(after(long("  g(155);"), "a.js#f", { hunks: [{ search, replace: "" }] })).toMatch(
      because,
    );
  });

  it("refuses overlaps, and symbols that are not long", () => {
    const hunks = [
      { search: "g(7);\n", replace: "" },
      { search: ";\n  g(8)", replace: "" },
    ];
    expect(after(long(""), "a.js#f", { hunks })).toMatch(/overlap/);
    const short = "function f() { return 1 }\n";
    expect(after(short, "a.js#f", { hunks: [{ search: "1", replace: "2" }] })).toMatch(
      /written whole/,
    );
  });
});

describe("an addition", () => {
  it("goes behind the last symbol, before what ends the file", () => {
    expect(after("function f() {} // f\n\nf();\n", "a.js+g", { text: "function g() {}" })).toBe(
      "function f() {} // f\n\nfunction g() {}\n\nf();\n",
    );
  });

  it("goes to the end of a file without symbols", () => {
    expect(after("f();\n", "a.js+g", { text: "function g() {}\n" })).toBe(
      "f();\n\nfunction g() {}\n",
    );
    expect(after("", "a.js+g", { text: "function g() {}\n" })).toBe("function g() {}\n");
  });
});

describe("a whole file", () => {
  it("is made with one newline at its end", () => {
    expect(after(null, "a.js", { text: "f();\n\n" })).toBe("f();\n");
  });

  it("keeps line ends, mark, mode and final newline of the old one", () => {
    expect(after("\uFEFFa;\r\nb;", "a.js", { text: "c;\nd;\n" })).toBe("\uFEFFc;\r\nd;");
    const step = stepAt("run.sh");
    const tree = treeOf({ "run.sh": { mode: "100755", content: "a\n" } });
    const edit = {
      kind: "edit",
      summary: "s",
      imports: [],
      body: { kind: "whole", text: "b" },
    } as const;
    const applied = applyEdit(tree, step, edit, syntax);
    const entry = { mode: "100755", content: "b\n" };
    expect(applied.ok && applied.value.changes).toEqual([{ path: pathAt("run.sh"), entry }]);
  });

  it("carries its own imports", () => {
    expect(after(null, "a.js", { text: "f()", imports: [add("import 'a'")] })).toMatch(/^import:/);
  });
});

describe("imports", () => {
  const file = 'import a from "a";\nimport b from "b"; // b\n\nfunction f() {}\n';
  const text = "function f() {}";
  const changed = (imports: readonly ImportLine[], of = file): string =>
    after(of, "a.js#f", { text, imports });

  it("are added behind the last one, and not twice", () => {
    expect(changed([add('import c from "c";'), add("import a from 'a'")])).toBe(
      'import a from "a";\nimport b from "b"; // b\nimport c from "c";\n\nfunction f() {}\n',
    );
  });

  it("are removed with their line", () => {
    expect(changed([remove("import a from 'a'")])).toBe(
      'import b from "b"; // b\n\nfunction f() {}\n',
    );
  });

  it("take the place of those that go", () => {
    const c = add('import c from "c";');
    expect(changed([remove("import b from 'b'"), c])).toBe(
      'import a from "a";\nimport c from "c";\n\nfunction f() {}\n',
    );
    const all = [remove("import a from 'a'"), remove("import b from 'b'")];
    expect(changed([...all, c, add('import "d";')])).toBe(
      'import c from "c";\nimport "d";\n\nfunction f() {}\n',
    );
    expect(changed([c, ...all])).toBe('import c from "c";\n\nfunction f() {}\n');
  });

  it("start a file that has none, below hashbang, directives and header", () => {
    const top = "#!/usr/bin/env node\n// Licence\n\n";
    expect(changed([add('import "c";')], "function f() {}\n")).toBe(
      'import "c";\n\nfunction f() {}\n',
    );
    expect(changed([add('import "c";')], `${top}function f() {}\n`)).toBe(
      '#!/usr/bin/env node\n// Licence\n\nimport "c";\n\nfunction f() {}\n',
    );
  });

  it("by require go behind others by require", () => {
    const old = 'const a = require("a");\n\nfunction f() {}\n';
    expect(changed([add('const c = require("c");')], old)).toBe(
      'const a = require("a");\nconst c = require("c");\n\nfunction f() {}\n',
    );
  });

  it.each([
    ["code", add("process.exit(0)")],
    ["two statements", add('import c from "c"; c()')],
    ["half a statement", add("import c from")],
    ["a comment behind it", add('import c from "c"; // x')],
    ["one that is not there", remove('import c from "c"')],
  ])("are refused: %s", (_what, line) => {
    expect(changed([line])).toMatch(/^import: /);
  });
});

describe("the base hash", () => {
  it("changes with the symbol's text and with nothing else", () => {
    const hash = (file: string, place = "a.js#f"): string =>
      baseHash(treeOf({ "a.js": file }), stepAt(place), syntax);
    expect(hash("function f() {}\nlet a = 1;")).toBe(hash("let b;\nfunction f() {}"));
    expect(hash("function f() {}")).not.toBe(hash("function f() { }"));
    expect(hash("a", "b.js")).toBe("e3b0c44298fc");
    expect(hash("a", "a.js+g")).toBe("e3b0c44298fc");
  });
});
