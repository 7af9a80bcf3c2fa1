// Go by example: spellings that are one, and differences that are never merged.
import type { Spellings } from "./spellings.ts";

const body = (text: string): string => `package p\nfunc f(p int) int {\n${text}\n}`;

export const go: Spellings = {
  one: [
    [
      "parameters and locals",
      "func f(a int) int { b := a; return b }",
      "func f(x int) int { y := x; return y }",
    ],
    ["comments and line ends", body("a() // a\nb()"), body("a(); b()")],
    ["parentheses", body("return (p + (1))"), body("return p + 1")],
    ["imports", 'package p\nimport "b"\nimport "a"', 'package p\nimport (\n"a"\n"b"\n)'],
    ["commas at the end", body("g(p,\n1,\n)"), body("g(p, 1)")],
    ["numbers", body("g(0XFF, 1_000, 0o17)"), body("g(255, 1000, 017)")],
    ["escapes", body('g("\\u00e9\\t")'), body('g("é\\x09")')],
    [
      "names in if and for",
      body("if v, ok := m[p]; ok { return v }\nfor i := range x { g(i) }"),
      body("if w, k := m[p]; k { return w }\nfor j := range x { g(j) }"),
    ],
    [
      "a shadowed name",
      body("x := 1\n{ x := x + 1; g(x) }\nreturn x"),
      body("a := 1\n{ b := a + 1; g(b) }\nreturn a"),
    ],
    [
      "a name taken again",
      body("a, err := g()\nb, err := h(a)\nreturn b, err"),
      body("x, e := g()\ny, e := h(x)\nreturn y, e"),
    ],
    [
      "names of a type switch",
      body("switch x := y.(type) { case int: g(x) }"),
      body("switch z := y.(type) { case int: g(z) }"),
    ],
    ["receivers", "func (s *T) M() { s.x() }", "func (t *T) M() { t.x() }"],
    [
      "named results",
      "func f() (n int, err error) { n = 1; return }",
      "func f() (k int, e error) { k = 1; return }",
    ],
    [
      "functions inside",
      body("h := func(a int) { g(a, p) }"),
      body("k := func(b int) { g(b, p) }"),
    ],
    [
      "remarks in an example",
      "func ExampleF() {\n// says\ng()\n// Output: 1\n}",
      "func ExampleF() {\ng() // it\n//  Output: 1\n}",
    ],
    [
      "an output that code follows",
      "func ExampleF() {\n// Output: 1\ng()\n}",
      "func ExampleF() {\n// Output: 2\ng()\n}",
    ],
    ["single results", "func f() (int) { return 1 }", "func f() int { return 1 }"],
  ],
  two: [
    [
      "what is declared and assigned",
      body("x := 1\n{ x := 2; g(x) }\nreturn x"),
      body("x := 1\n{ x = 2; g(x) }\nreturn x"),
    ],
    [
      "what the inner one is made of",
      body("x := 1\n{ x := x + 1; g(x) }"),
      body("x := 1\n{ y := y + 1; g(y) }"),
    ],
    [
      "order of operands",
      body("a := g(); b := h(); return a - b"),
      body("a := g(); b := h(); return b - a"),
    ],
    ["fields", body("a := g(); a.a = 1"), body("a := g(); a.b = 1")],
    ["keys of literals", body("a := 1; return T{a: a}"), body("b := 1; return T{b: b}")],
    ["labels", body("L: for { break L }"), body("L: for { break }")],
    ["defer", body("defer g()"), body("g()")],
    ["raw strings", body("g(`\\n`)"), body('g("\\n")')],
    ["bytes of strings", body('g("\\xe9")'), body('g("é")')],
    ["directives", "//go:noinline\nfunc f() {}", "func f() {}"],
    ["indices and calls", body("g := p; x := h; x[g](1)"), body("g := p; x := h; g[x](1)")],
    ["types of parameters", "func f(a int) {}", "func f(a int64) {}"],
    ["pointers", body("(*T)(p)"), body("*T(p)")],
    ["order of results", body("return 1, 2"), body("return 2, 1")],
    [
      "which error",
      body("a, err := g()\nb, err := h()\nreturn a, err"),
      body("a, err := g()\nb, err2 := h()\nreturn a, err"),
    ],
    ["globals", body("x := 1; return x"), body("x := 1; return y")],
    ["channels", body("c <- p"), body("<-c")],
    ["channels of channels", "type T chan (<-chan int)", "type T chan<- chan int"],
    ["a channel and what it holds", body("g((<-chan int)(p))"), body("g(<-chan int(p))")],
    [
      "what an example prints",
      "func ExampleF() {\ng()\n// Output:\n// 1\n}",
      "func ExampleF() {\ng()\n// Output:\n// 2\n}",
    ],
    [
      "whether an example's output is compared",
      "func ExampleF() {\ng()\n// Unordered output: 1\n}",
      "func ExampleF() {\ng()\n}",
    ],
    ["a conversion of a shadowed name", body("x := 1; return x(p)"), body("x := 1; return y(p)")],
    ["code of cgo", 'package p\n// int a;\nimport "C"', 'package p\n// int b;\nimport "C"'],
    ["loops", body("for i := 0; ; { g(i) }"), body("for i := 0; i; { g(i) }")],
  ],
};
