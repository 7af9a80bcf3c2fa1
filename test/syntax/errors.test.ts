// What is an error in each language, and what is none.
import { describe, expect, it } from "vitest";
import type { Language } from "../../src/core/patch/syntax.ts";
import { openSyntax } from "../../src/syntax/open.ts";

const syntax = await openSyntax();

const errors = (language: Language, text: string): readonly string[] =>
  syntax.parse(language, text)?.errors ?? ["not parsed"];

const fine: readonly (readonly [language: Language, text: string])[] = [
  [
    "python",
    "class A:\n    def f(self):\n        if a:\n            b\n        else: c\n    x = 1\n",
  ],
  ["python", "def f(\n  a,\n    b\n):\n  x = [\n1,\n  ]\n  return '''\nz\n  ''' + \\\n y\n"],
  ["python", "if a: b; c\n# comment\n    # deeper\nd = {'a':\n1}\nx = lambda: y\ne[1:]\n"],
  ["python", "def f():\n\treturn 1\n\n\n\nclass B: pass\n"],
  ["python", 'x = f"""\n  {a}\n"""\nif x:\r\n  y\r\n'],
  ["go", "package p\nfunc f() { for range x {} }\n"],
  ["rust", "fn f() -> impl Fn(u8) -> u8 { |x| x }\n"],
  ["java", "class A { void f() { var x = switch (a) { case 1 -> 2; default -> 3; }; } }"],
  ["ruby", "x.class; x.end; def end; end; alias next begin; { if: 1 }; a&.then { _1 }\n"],
  ["c", "int f(void) { return 1; }\n"],
];

const wrong: readonly (readonly [language: Language, text: string, line: number])[] = [
  ["python", "def f():\n  a\n    b\n", 3],
  ["python", "def f():\na\n", 2],
  ["python", "if a:\n    b\n  c\n", 3],
  ["python", "x = 1\n  y = 2\n", 2],
  ["python", "x = '''\n\n'''\n  y = 2\n", 4],
  ["python", "class A:\n  def f(self):\n", 2],
  ["python", "f(\n", 1],
  ["go", "package p\nfunc f( {}\n", 2],
  ["go", "package p\nend\nfunc f() {}\n", 2],
  ["rust", "fn f() {\n  let x = ;\n}\n", 2],
  ["java", "class A {\n  void f() { g( }\n}\n", 2],
  ["ruby", "def f\n  1\nend\nend\n", 4],
  ["ruby", "x = then\n", 1],
  ["c", "int f(void) {\n  return 1 +;\n}\n", 2],
  ["cpp", "class A {\n  int f() {\n};\n", 1],
];

describe("errors", () => {
  it.each(fine)("are none in %s: %j", (language, text) => {
    expect(errors(language, text)).toEqual([]);
  });

  it.each(wrong)("in %s have their line: %j", (language, text, line) => {
    expect(errors(language, text)[0]).toMatch(new RegExp(`^line ${line}: `));
  });

  it("are counted one by one, so that a file full of macros can be compared", () => {
    const bad = (n: number): string => "int f(void) { return 1 +; }\n".repeat(n);
    expect(errors("c", bad(40))).toHaveLength(40);
    expect(errors("c", `${bad(40)}int g(void) { return 1; }\n`)).toHaveLength(40);
  });
});
