// Calls of functions that are nowhere.
import { body, code, examples, f, file, test } from "./examples.ts";

examples("unknown-call", {
  raised: [
    body("return normaliseAll(a);"),
    file("src/a.ts", "export const f = (a: string) => normaliseAll(a);\n"),
    file("src/a.tsx", "export const f = (a: string) => normaliseAll(a);\n"),
    file("a.py", "def f(a):\n    return normalise_all(a)\n"),
    file("a.go", "package a\n\nfunc F(a int) int { return normaliseAll(a) }\n"),
  ],
  quiet: [
    body("const g = (b) => b;\n  return g(parseInt(a, 10));"),
    body("return a.normaliseAll(a) + 'normaliseAll(a)';"),
    body("return g(a);", {
      files: { "src/a.js": f, "src/b.js": "function g(b) {\n  return b;\n}\n" },
    }),
    body("return g(a);", { imports: [{ op: "add", statement: 'import { g } from "./g.js";' }] }),
    code("function f(g) { return g(1); }", { step: { signatureMayChange: true } }),
    body("return g(a) + 1;", { files: { "src/a.js": "function f(a) {\n  return g(a);\n}\n" } }),
    test("test('a', () => { expect(f(1)).toBe(1); });"),
    file("a.py", "from b import *\n\ndef f(a):\n    return g(a)\n"),
    file("a.py", "from b import g\n\ndef f(a):\n    return g(len(a))\n"),
    file("a.go", "package a\n\nfunc F(a []int) int { return len(append(a, 1)) }\n"),
    file("a.rb", "def f(a)\n  normalise_all(a)\nend\n"),
  ],
});
