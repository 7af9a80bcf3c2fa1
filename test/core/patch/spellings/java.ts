// Java by example: spellings that are one, and differences that are never merged.
import type { Spellings } from "./spellings.ts";

const body = (text: string): string => `class A { int f(int p) { ${text} } }`;

export const java: Spellings = {
  one: [
    [
      "parameters of an overriding method",
      "class A { @Override int f(int a) { return a; } }",
      "class A { @Override int f(int b) { return b; } }",
    ],
    [
      "parameters and locals",
      "class A { int f(int a) { int b = a; return b; } }",
      "class A { int f(int x) { int y = x; return y; } }",
    ],
    ["comments", body("/* a */ g(); // b\n"), body("g();")],
    ["parentheses", body("return (p + (1));"), body("return p + 1;")],
    [
      "braces",
      body("if (p > 1) { g(); } else { h(); } while (a) { k(); }"),
      body("if (p > 1) g(); else h(); while (a) k();"),
    ],
    ["imports", "import b.B;\nimport a.A;\nclass C {}", "import a.A;\nimport b.B;\nclass C {}"],
    ["commas at the end", body("int[] a = {1, 2,};"), body("int[] a = {1, 2};")],
    ["lambdas of one", body("g((a) -> a + 1);"), body("g(b -> b + 1);")],
    [
      "names of loops and catches",
      body(
        "for (int i = 0; i < p; i++) g(i); for (T t : ts) g(t); try { g(); " +
          "} catch (E e) { h(e); }",
      ),
      body(
        "for (int j = 0; j < p; j++) g(j); for (T u : ts) g(u); try { g(); " +
          "} catch (E x) { h(x); }",
      ),
    ],
    ["stray semicolons", body("g();;"), body("g();")],
    ["digits", body("g(1_000L, 0XFF);"), body("g(1000l, 0xff);")],
    ["resources", body("try (R r = g()) { r.h(); }"), body("try (R s = g()) { s.h(); }")],
    ["chains of &&", body("return a && (b && c);"), body("return (a && b) && c;")],
  ],
  two: [
    [
      "parameters of an annotated method",
      "class A { @GetMapping int f(int a) { return a; } }",
      "class A { @GetMapping int f(int b) { return b; } }",
    ],
    ["methods", body("g();"), body("h();")],
    [
      "names of methods and locals",
      body("int g = 1; g(); return g;"),
      body("int h = 1; h(); return h;"),
    ],
    ["fields", body("int a = 1; this.a = a;"), body("int b = 1; this.b = b;")],
    [
      "order of operands",
      body("int a = g(), b = h(); return a - b;"),
      body("int a = g(), b = h(); return b - a;"),
    ],
    [
      "what a class inside may mean",
      body("int a = 1; new T() { void m() { g(a); } };"),
      body("int b = 1; new T() { void m() { g(b); } };"),
    ],
    [
      "annotated parameters",
      'class A { void f(@Q("a") int a) {} }',
      'class A { void f(@Q("a") int b) {} }',
    ],
    ["labels", body("l: for (;;) { for (;;) break l; }"), body("l: for (;;) { for (;;) break; }")],
    [
      "else of which if",
      body("if (a) { if (b) g(); } else h();"),
      body("if (a) { if (b) g(); else h(); }"),
    ],
    ["types", body("int a = p; return a;"), body("long a = p; return a;")],
    ["modifiers", "class A { static void f() {} }", "class A { void f() {} }"],
    ["characters and strings", body("g('a');"), body('g("a");')],
    ["names of patterns", body("if (o instanceof S s) g(s);"), body("if (o instanceof S t) g(t);")],
    ["cases", body("switch (p) { case A: g(); }"), body("switch (p) { case B: g(); }")],
    ["a declaration and its block", body("{ int a = 1; } g();"), body("int a = 1; g();")],
    [
      "fall through",
      body("switch (p) { case 1: g(); break; case 2: h(); }"),
      body("switch (p) { case 1: g(); case 2: h(); }"),
    ],
    ["method references", body("int a = 1; g(T::a);"), body("int b = 1; g(T::b);")],
    [
      "a field behind a local",
      body("{ int a = 1; g(a); } return a;"),
      body("{ int b = 1; g(b); } return b;"),
    ],
    ["casts", body("return (int) p;"), body("return p;")],
    ["components", "record R(int a) {}", "record R(int b) {}"],
    ["long and int", body("g(10L);"), body("g(10);")],
  ],
};
