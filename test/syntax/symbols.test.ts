// What a step can name in each language, with kind, ordinal and export.
import { describe, expect, it } from "vitest";
import type { Language, SymbolSpan } from "../../src/core/patch/syntax.ts";
import { openSyntax } from "../../src/syntax/open.ts";

const syntax = await openSyntax();

const symbols = (language: Language, text: string): readonly SymbolSpan[] =>
  syntax.parse(language, text)?.symbols ?? [];

const shown = (language: Language, text: string): string =>
  symbols(language, text)
    .map(
      (s) => `${s.kind} ${s.name}${s.ordinal > 0 ? `#${s.ordinal}` : ""}${s.exported ? "" : "-"}`,
    )
    .join(", ");

const listed: readonly (readonly [language: Language, text: string, found: string])[] = [
  [
    "python",
    "X: int = 1\ndef f(): pass\n@d\nclass A(B):\n  y = 1\n  @property\n  def p(self): pass\n" +
      "  @p.setter\n  def p(self, v): pass\n  class C: pass\nif a:\n  def _g(): pass\n",
    "variable X, function f, class A, variable A.y, method A.p, method A.p#1, class A.C, " +
      "function _g-",
  ],
  [
    "go",
    "package p\nconst a = 1\nvar (\n  B, c = 1, 2\n  d int\n)\ntype T struct { x int }\n" +
      "func F() {}\nfunc (t *T[K]) m() {}\nfunc (T) M() {}\n",
    "variable a-, variable B, variable c-, variable d-, type T, function F, method T.m-, " +
      "method T.M",
  ],
  [
    "rust",
    "const A: u8 = 1;\npub struct S { a: u8 }\nimpl<T> S<T> { pub fn m(&self) {} fn n() {} }\n" +
      "impl Tr for S { fn m(&self) {} }\npub trait Tr { fn m(&self); }\nmod tests { fn t() {} }\n" +
      "macro_rules! q { () => {} }\nenum E { X }\n",
    "variable A-, type S, class S#1-, method S.m, method S.n-, class S#2-, method S.m#1-, " +
      "class Tr, " +
      "method Tr.m, type tests-, function tests.t-, function q-, type E-",
  ],
  [
    "java",
    "package a;\npublic class A<T> {\n  private int x, y = 1;\n  public A(int a) {}\n" +
      "  void m() {}\n  void m(int a) {}\n  enum E { P, Q; int f() { return 1; } }\n}\n" +
      "interface I { void n(); }\nrecord R(int a) {}\n",
    "class A, variable A.x-, variable A.y-, method A.A, method A.m-, method A.m#1-, class A.E-, " +
      "variable A.E.P-, variable A.E.Q-, method A.E.f-, class I-, method I.n, class R-",
  ],
  [
    "c",
    "#define N 1\n#define F(x) x\nint f(int a);\nstatic int f(int a) { return a; }\n" +
      "int g(void);\n" +
      "struct s { int a; };\ntypedef struct { int b; } t;\nenum e { X };\n" +
      "int *v = 0, (*w)(int);\n" +
      "#ifdef A\nchar *h(void) { return 0; }\n#endif\n",
    "variable N, function F, function f-, function g, class s, variable s.a, type t, type e, " +
      "variable v, variable w, function h",
  ],
  [
    "cpp",
    "namespace n { namespace {\ntemplate <class T> class C : B {\n public:\n" +
      "  C(int a) : x(a) {}\n" +
      "  ~C();\n  int m() const { return 1; }\n  int x;\n  C& operator=(const C&);\n};\n} }\n" +
      "int n::C::m(int a) { return a; }\nusing U = int;\n",
    "type n, class n.C, method n.C.C, method n.C.~C, method n.C.m, variable n.C.x, " +
      "method n.C.operator=, function n.C.m#1, type U",
  ],
  [
    "ruby",
    "module A\n  class B::C < D\n    X = 1\n    def m(a) = a\n    def self.n; end\n" +
      "    class << self\n      def o; end\n    end\n    private def q\n    end\n  end\nend\n" +
      "def f\nend\n",
    "class A, class A.B.C, variable A.B.C.X, method A.B.C.m, method A.B.C.n, method A.B.C.o, " +
      "method A.B.C.q, function f",
  ],
];

const signatures: readonly (readonly [
  language: Language,
  text: string,
  found: readonly string[],
])[] = [
  ["python", "@d\ndef f(a,\n  b=1) -> int:\n  return a\n", ["@d\ndef f(a,\n  b=1) -> int:"]],
  ["go", "func (t *T) m(a int) (b int) { return a }\n", ["func (t *T) m(a int) (b int)"]],
  [
    "rust",
    "/// d\npub fn f<T>(a: T) -> T where T: X { a }\n",
    ["pub fn f<T>(a: T) -> T where T: X"],
  ],
  [
    "java",
    "@A class B { @Q public int f(int a) { return a; } }",
    ["@A class B", "@Q public int f(int a)"],
  ],
  ["c", "static int *f(int a) { return a; }\nint x = 1;\n", ["static int *f(int a)", "int x"]],
  ["cpp", "C::C(int a) : x(a) { }\n", ["C::C(int a)"]],
  ["ruby", "def f(a, b: 1)\n  a\nend\nX = 1\n", ["def f(a, b: 1)", "X"]],
];

const spans: readonly (readonly [language: Language, text: string, name: string, span: string])[] =
  [
    ["python", "x\n\n# why\n@d\ndef f(): pass\n", "f", "# why\n@d\ndef f(): pass"],
    ["python", "class A:\n  # why\n  def f(self): pass\n", "A.f", "# why\n  def f(self): pass"],
    ["go", "package p\n\n// F does.\nfunc F() {}\n", "F", "// F does.\nfunc F() {}"],
    ["rust", "/// Does.\n#[inline]\nfn f() {}\n", "f", "/// Does.\n#[inline]\nfn f() {}"],
    [
      "java",
      "class A {\n  /** Does. */\n  @Q void f() {}\n}",
      "A.f",
      "/** Does. */\n  @Q void f() {}",
    ],
    [
      "c",
      "/* Does. */\nint f(void) { return 1; }\n",
      "f",
      "/* Does. */\nint f(void) { return 1; }",
    ],
    ["cpp", "struct S { int a; };\n", "S", "struct S { int a; };"],
    ["ruby", "class A\n  # Does.\n  def f\n  end\nend\n", "A.f", "# Does.\n  def f\n  end"],
  ];

describe("symbols", () => {
  it.each(listed)("of %s are its declarations", (language, text, found) => {
    expect(shown(language, text)).toBe(found);
  });

  it.each(signatures)("of %s have a signature without their body", (language, text, found) => {
    expect(symbols(language, text).map((s) => s.signature)).toEqual(found);
  });

  it.each(spans)("of %s span what belongs to them", (language, text, name, span) => {
    const found = symbols(language, text).find((s) => s.name === name);
    expect(found && text.slice(found.start, found.end)).toBe(span);
  });
});
