// Signatures that the plan does not let change.
import { code, examples } from "./examples.ts";

examples("signature", {
  raised: [
    code("function f(a, b) { return a; }"),
    code("async function f(a) { return a; }"),
    code("export function f(a) { return a + 1; }"),
    code("const f = (a) => a + 1;"),
    code("function f(a = 1) { return a; }"),
    {
      files: { "src/a.ts": "class C {\n  m(a: string): void { this.a(a); }\n}\n" },
      place: "src/a.ts#C.m",
      text: "m(a: number): void { this.a(a, 1); }",
    },
    {
      files: { "src/a.ts": "export const f = (a: string): void => { g(a); };\n" },
      place: "src/a.ts#f",
      text: "export const f = (a: string): number => { g(a); };",
    },

    {
      files: { "a.py": "def f(a, b=1):\n    return a\n" },
      place: "a.py#f",
      text: "def f(a, b=2):\n    return a",
    },
    {
      files: { "a.go": "package a\n\nfunc F(a int) int {\n\treturn a\n}\n" },
      place: "a.go#F",
      text: "func F(a int) (int, error) {\n\treturn a, nil\n}",
    },
  ],
  quiet: [
    {
      files: { "a.c": "#define F(a,b) ((a) + (b))\nint g(int a);\n" },
      place: "a.c#F",
      text: "#define F(a, b) ((a) + (b) + 1)",
    },
    code("function f(b) { return b + 1; }"),
    code("function f(a, b) { return a + b; }", { step: { signatureMayChange: true } }),
    {
      files: { "a.go": "package a\n\nfunc F(a int) int {\n\treturn a\n}\n" },
      place: "a.go#F",
      text: "func F(a int) int {\n\treturn a + 1\n}",
    },
    {
      files: { "a.py": "def f(\n    a,\n):\n    # Why.\n    return a\n" },
      place: "a.py#f",
      text: "def f(a):\n    # Why.\n    return a + 1",
    },
    {
      files: { "src/a.rs": "macro_rules! f {\n    ($a: expr) => {\n        $a\n    };\n}\n" },
      place: "src/a.rs#f",
      text: "macro_rules! f {\n    ($a: expr) => {\n        g($a)\n    };\n}",
    },
  ],
});
