// C by example: spellings that are one, and differences that are never merged.
import type { Spellings } from "./spellings.ts";

const body = (text: string): string => `int f(int p) { ${text} }`;

export const c: Spellings = {
  one: [
    [
      "parameters and locals",
      "int f(int a, char *b) { int c = a; return c + *b; }",
      "int f(int x, char *y) { int z = x; return z + *y; }",
    ],
    ["comments and lines", body("g(); /* a */ // b\n"), body("g();")],
    ["parentheses", body("x = (p + (1));"), body("x = p + 1;")],
    [
      "braces",
      body("if (p) { g(); } else { h(); } for (;;) { g(); }"),
      body("if (p) g(); else h(); for (;;) g();"),
    ],
    ["neighbouring strings", body('g("a\\n" "b");'), body('g("a\\nb");')],
    ["commas at the end", body("int a[] = {1, 2,};"), body("int a[] = {1, 2};")],
    ["digits", body("g(0XFFu, 1.0F);"), body("g(0xffU, 1.0f);")],
    [
      "names of blocks",
      body("for (int i = 0; i < p; i++) { int j = i; g(j); } int i = 1; g(i);"),
      body("for (int a = 0; a < p; a++) { int b = a; g(b); } int c = 1; g(c);"),
    ],
    [
      "pointers and arrays",
      body("int *a, b[3], (*c)(int); g(a, b, c);"),
      body("int *x, y[3], (*z)(int); g(x, y, z);"),
    ],
    ["stray semicolons", "int f(void) { g();; } ;", "int f(void) { g(); }"],
    ["continued macros", "#define A(x) \\\n  g(x)\n", "#define A(x)    \\\n        g(x)\n"],
    [
      "macros that are known",
      "#define SUM(x, y) ((x) + (y))\nint f(int a) { return SUM(a, 1); }",
      "#define SUM(x, y) ((x) + (y))\nint f(int b) { return SUM(b, 1); }",
    ],
    [
      "the old kind of parameters",
      "int f(a) int a; { return a; }",
      "int f(b) int b; { return b; }",
    ],
  ],
  two: [
    [
      "what a macro sees",
      "#define CHECK(x) if (x) ret = 1\nint f(int a) { int ret = 0; CHECK(a); return ret; }",
      "#define CHECK(x) if (x) ret = 1\nint f(int a) { int r = 0; CHECK(a); return r; }",
    ],
    [
      "what an unknown macro may see",
      body("int ret = 0; CHECK(p); return ret;"),
      body("int r = 0; CHECK(p); return r;"),
    ],
    ["braces around a macro", body("if (p) { SWAP(a, b); }"), body("if (p) SWAP(a, b);")],
    ["parentheses of a macro's argument", body("STR((a))"), body("STR(a)")],
    ["fields", body("struct s a; a.a = 1;"), body("struct s a; a.b = 1;")],
    ["tags", body("struct a a; g(a);"), body("struct b b; g(b);")],
    [
      "order of operands",
      body("int a = g(), b = h(); return a - b;"),
      body("int a = g(), b = h(); return b - a;"),
    ],
    ["static", body("static int a; return a++;"), body("int a; return a++;")],
    ["assembler", body('int a; asm("" : "=r"(a));'), body('int b; asm("" : "=r"(b));')],
    ["labels", body("goto a; a: g();"), body("goto b; a: g();")],
    ["names from outside", body("extern int a; return a;"), body("extern int b; return b;")],
    ["bytes", body('g("\\xe9");'), body('g("é");')],
    ["wide strings", body('g(L"a");'), body('g("a");')],
    ["includes", "#include <a.h>\n#include <b.h>\n", "#include <b.h>\n#include <a.h>\n"],
    ["a type and a value", body("int a; g(sizeof(a));"), body("int b; g(sizeof(a));")],
    [
      "fall through",
      body("switch (p) { case 1: g(); break; case 2: h(); }"),
      body("switch (p) { case 1: g(); case 2: h(); }"),
    ],
    ["-> and .", body("g(p->a);"), body("g(p.a);")],
    ["increments", body("g(p++);"), body("g(++p);")],
    [
      "else of which if",
      body("if (a) { if (b) g(); } else h();"),
      body("if (a) { if (b) g(); else h(); }"),
    ],
    ["conditions of the preprocessor", "#ifdef A\nint x;\n#endif\n", "#ifndef A\nint x;\n#endif\n"],
    ["calls around macros", body("return (g)(p);"), body("return g(p);")],
    ["blanks in macros' strings", '#define A "a  b"\n', '#define A "a b"\n'],
  ],
};
