// Names in use: what is called, named as a type or mentioned, and never a comment or a string.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Language } from "../../src/core/patch/syntax.ts";
import { openSyntax } from "../../src/syntax/open.ts";

const syntax = await openSyntax();

function usesOf(language: Language, text: string, kind: string): string {
  const uses = syntax.skim(language, text)?.uses ?? [];
  return uses.flatMap((use) => (use.kind === kind ? [use.name] : [])).join(" ");
}

describe("skim", () => {
  it.each<readonly [Language, string, string]>([
    ["javascript", "f(g(1)); a.b.c(d); new Table(x); x?.y();", "f g c Table y"],
    ["javascript", "const h = <Row key={k(1)}><Cell.Small /></Row>;", "Row k Small"],
    ["javascript", "tag`text ${f(1)}`; (0, eval)(1); f()();", "tag f f"],
    ["javascript", '// gone(1)\nconst s = "gone(2)"; /x(1)/.test(s);', "test"],
    ["typescript", "f<Row>(x as Cell); @inject() class A extends B {}", "f inject"],
    ["python", "f(a.g(1))\nx = C()\n# gone(1)\n@deco(2)\ndef h(): pass", "f g C deco"],
    ["go", "func f() { g(1); a.H(2); x := pkg.New(3) }", "g H New"],
    ["rust", 'fn f() { g(1); a.h(2); m::n(3); p::<T>(4); q!("r(5)"); }', "g h n p q"],
    ["java", "class A { void f() { g(1); a.h(2); new B(3); } }", "g h B"],
    ["c", "int f(void) { g(1); s->h(2); return MAX(3, 4); }", "g h MAX"],
    ["cpp", "int f() { g(1); a.h(2); n::m(3); auto p = new B(4); }", "g h m B"],
    ["ruby", "def f\n  g(1)\n  a.h 2\n  B.new(3)\nend", "g h new"],
  ])("of %s %j says what is called", (language, text, expected) => {
    expect(usesOf(language, text, "call")).toBe(expected);
  });

  it("says which types are named, but not where they are declared", () => {
    const text = "interface A extends B { c: C<D>; }\ntype E = F | string;\nclass G<H> {}";
    expect(usesOf("typescript", text, "type")).toBe("B C D F");
  });

  it("says which other names occur, declarations and properties aside", () => {
    const text =
      'import { a as b } from "c"; export { d }; const e = f;\n' +
      "function g(h) { return { i, j: k.l }; }";
    expect(usesOf("javascript", text, "name")).toBe("a d f h i k");
  });

  it.each<readonly [Language, string, string]>([
    ["python", "def f(a: Row, b: list[Cell]) -> Table: pass", "Row Cell Table"],
    ["go", "func f(a Row) *Cell { return &Table{} }", "Row Cell Table"],
    ["rust", "fn f(a: Row) -> Option<Cell> { Table { b: 1 } }", "Row Option Cell Table"],
    ["java", "class A { Row f(Cell a) { return new Table(); } }", "Row Cell"],
    ["c", "Row f(Cell *a) { return 1; }", "Row Cell"],
    ["cpp", "std::vector<Row> f(const Cell& a);", "vector Row Cell"],
  ])("of %s %j says which types are named", (language, text, expected) => {
    expect(usesOf(language, text, "type")).toBe(expected);
  });

  it("gives the same symbols as a parse, and where each use begins", () => {
    const text =
      "/** Doc. */\nexport class A {\n  b() { return c(1); }\n}\nconst d = () => new A();";
    const skim = syntax.skim("typescript", text);
    expect(skim?.symbols).toEqual(syntax.parse("typescript", text)?.symbols);
    for (const { name, start } of skim?.uses ?? []) {
      expect(text.slice(start, start + name.length)).toBe(name);
    }
  });

  it.each<Language>(["python", "go", "rust", "java", "c", "cpp", "ruby"])(
    "gives the symbols of a parse in %s, without punctuation in its tree",
    (language) => {
      const fixtures = new URL("../core/patch/fixtures/", import.meta.url);
      const text = readFileSync(new URL(`${language}.txt`, fixtures), "utf8");
      const symbols = syntax.parse(language, text)?.symbols ?? [];
      expect(symbols.length).toBeGreaterThan(2);
      expect(syntax.skim(language, text)?.symbols).toEqual(symbols);
    },
  );

  it("gives names once each, with both parts of a member", () => {
    const text = "class A { b() { c(1); c(2); } }\nclass A2 { b() {} }";
    expect(syntax.names("typescript", text)).toEqual({ defined: ["A", "b", "A2"], used: ["c"] });
  });

  it("refuses what parse() refuses", () => {
    expect(syntax.skim("javascript", `f(${"x".repeat(600_000)})`)).toBeNull();
    expect(syntax.names("javascript", `f(${"x".repeat(600_000)})`)).toBeNull();
    expect(syntax.skim("javascript", "[".repeat(5000) + "]".repeat(5000))).toBeNull();
  });
});
