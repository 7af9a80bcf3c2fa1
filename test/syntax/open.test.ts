// Parsing gives plain trees, symbols and errors, and survives whatever it is given.
import { describe, expect, it } from "vitest";
import type { Language, SyntaxNode } from "../../src/core/patch/syntax.ts";
import { openSyntax } from "../../src/syntax/open.ts";
import { pathAt } from "../core/patch/trees.ts";

const syntax = await openSyntax();

const symbols = (text: string, language: Language = "typescript") =>
  syntax.parse(language, text)?.symbols ?? [];

const shown = (text: string, language?: Language): readonly string[] =>
  symbols(text, language).map((s) => `${s.kind} ${s.name}#${s.ordinal}${s.exported ? " out" : ""}`);

describe("languages", () => {
  it.each([
    ["a.js", "javascript"],
    ["a/b.mjs", "javascript"],
    ["a.cjs", "javascript"],
    ["a.jsx", "javascript"],
    ["a.ts", "typescript"],
    ["a.d.ts", "typescript"],
    ["a.mts", "typescript"],
    ["a.tsx", "tsx"],
    ["a.py", "python"],
    ["a.go", "go"],
    ["a.rs", "rust"],
    ["A.java", "java"],
    ["a.c", "c"],
    ["a.h", "cpp"],
    ["a.cc", "cpp"],
    ["a.rb", "ruby"],
    ["a.swift", null],
    ["a.json", null],
    ["constructor", null],
    ["a.constructor", null],
  ])("%s is %s", (path, language) => {
    expect(syntax.languageOf(pathAt(path))).toBe(language);
  });
});

describe("a tree", () => {
  it("covers its text in order, in UTF-16 units", () => {
    const text = 'const é="𝒳";// é\nf(`a${é}b`);\n';
    const parsed = syntax.parse("javascript", text);
    const leaves: string[] = [];
    const walk = (node: SyntaxNode): void => {
      if (node.children.length === 0) leaves.push(text.slice(node.start, node.end));
      node.children.forEach(walk);
    };
    if (parsed) walk(parsed.root);
    expect(leaves.join("")).toBe(text.replace(/(?<=const) |\n/g, ""));
  });
});

describe("symbols", () => {
  it("are functions, classes with members, variables and types, with their export", () => {
    const text = `
export function a() {}
const b = async () => {}, c = 1;
export class D {
  constructor() {} #e = 1; get f() { return 1 } set f(v) {} static g = () => 1; ["h"]() {}
}
export default class {}
type I = 1; interface J {} enum K {} namespace L {}
export { c };
`;
    expect(shown(text)).toEqual([
      "function a#0 out",
      "function b#0",
      "variable c#0 out",
      "class D#0 out",
      "method D.constructor#0 out",
      "variable D.#e#0 out",
      "method D.f#0 out",
      "method D.f#1 out",
      "method D.g#0 out",
      "class default#0 out",
      "type I#0",
      "type J#0",
      "type K#0",
      "type L#0",
    ]);
  });

  it("are found in CommonJS too", () => {
    const text =
      "exports.a = function () {};\nmodule.exports.b = () => 1;\nC.prototype.d = function () {};";
    expect(shown(text, "javascript")).toEqual([
      "function a#0 out",
      "function b#0 out",
      "function C.d#0",
    ]);
  });

  it("span doc comment, decorators, overloads and the closing semicolon, and nothing else", () => {
    const f =
      "/** doc */\n// more\nexport function f(a: string): void;\nexport function f(a: any) {}";
    const text = [
      `// far\n\n${f}`,
      "g(); // g\n@x\nclass C {\n  /** m */\n  @y m() {}\n  n = 1; o = 2;\n}\n",
    ].join("\n");
    const spans = symbols(text).map((s) => [s.name, text.slice(s.start, s.end)]);
    expect(spans).toEqual([
      ["f", f],
      ["C", "@x\nclass C {\n  /** m */\n  @y m() {}\n  n = 1; o = 2;\n}"],
      ["C.m", "/** m */\n  @y m() {}"],
      ["C.n", "n = 1;"],
      ["C.o", "o = 2;"],
    ]);
  });

  it("have a signature without their body", () => {
    const text = `
/** doc */ export async function a<T>(b: T): Promise<T> { return b }
export const c = (d: string) => { d };
const e: number = 5;
class F<T> extends G<T> { h(i = 1) { return i } }
`;
    expect(symbols(text).map((s) => s.signature)).toEqual([
      "export async function a<T>(b: T): Promise<T>",
      "export const c = (d: string) =>",
      "const e: number",
      "class F<T> extends G<T>",
      "h(i = 1)",
    ]);
  });
});

describe("errors", () => {
  const errors = (text: string, language: Language = "javascript"): readonly string[] | undefined =>
    syntax.parse(language, text)?.errors;

  it("are none for modules, CommonJS, JSX and what only oxc knows", () => {
    expect(errors("export * as a from 'b'; await c;")).toEqual([]);
    expect(errors("if (a) { return; }\nmodule.exports = with_;")).toEqual([]);
    expect(errors("await f();")).toEqual([]);
    expect(errors("x = <a b={c}>d</a>;")).toEqual([]);
    expect(errors("export type * from 'a'; class A { declare b?: c }", "typescript")).toEqual([]);
  });

  it("name the line, early errors included", () => {
    expect(errors("let a;\nlet b = ;")?.[0]).toMatch(/^line 2: /);
    expect(errors("let a;\nlet a;")).toHaveLength(1);
    expect(errors("let a: = 1", "typescript")).not.toEqual([]);
  });
});

describe("hostile texts", () => {
  it("larger than 512 KB are not parsed", () => {
    const half = "é".repeat(300_000);
    expect(syntax.parse("javascript", `"${"a".repeat(600_000)}"`)).toBeNull();
    expect(syntax.parse("javascript", `"${half}"`)).toBeNull();
  });

  const units = ["`${", "[", "{", "!", "a=>", "if(1)", "<a>", "a<", "function f(){", "({a:", "(a="];

  it.each([...units, "/*"])("of %j over and over end in a value, quickly", (unit) => {
    for (const language of ["javascript", "typescript", "tsx"] as const) {
      const parsed = syntax.parse(language, unit.repeat(8000));
      expect(parsed === null || parsed.errors.length > 0).toBe(true);
    }
  });

  const others = ["python", "go", "rust", "java", "c", "cpp", "ruby"] as const;
  const openers = ["(", "[", "{", "f(", "a<b>(", "a=>", "->{", "if x {\n", "x = [1,\n"];

  it.each(others)("in %s end in a value, short ones many times", (language) => {
    const good = syntax.parse(language, "a(b);")?.errors;
    for (const unit of openers) {
      syntax.parse(language, unit.repeat(2048 / unit.length));
      // A parser that was broken would read this otherwise, or not at all.
      expect(syntax.parse(language, `a(b);${" ".repeat(openers.indexOf(unit))}`)?.errors).toEqual(
        good,
      );
    }
  });

  it("that break the parsers break no other text", () => {
    for (const unit of ["a<b>(", "x<y>("]) syntax.parse("cpp", unit.repeat(8000));
    const long = `int f() { return 1; }\n${"// more\n".repeat(1000)}`;
    expect(syntax.parse("cpp", long)?.errors).toEqual([]);
    expect(syntax.parse("cpp", "int f() { return 1; }")?.errors).toEqual([]);
  });

  it("nested too deep are not parsed", () => {
    expect(syntax.parse("javascript", `${"(".repeat(2000)}1${")".repeat(2000)}`)).toBeNull();
    expect(syntax.parse("javascript", `${"(".repeat(100)}1${")".repeat(100)}`)?.errors).toEqual([]);
  });
});
