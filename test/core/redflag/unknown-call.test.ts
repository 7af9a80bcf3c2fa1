// Calls of functions that are nowhere.
import { body, code, examples, f, file, test } from "./examples.ts";

examples("unknown-call", {
  raised: [
    body("return normaliseAll(a);"),
    file("src/a.ts", "export const f = (a: string) => normaliseAll(a);\n"),
    file("src/a.tsx", "export const f = (a: string) => normaliseAll(a);\n"),
    file("a.py", "def f(a):\n    return normalise_all(a)\n"),
    file("a.go", "package a\n\nfunc F(a int) int { return normaliseAll(a) }\n"),
    file("src/a.rs", "fn f(a: u8) -> u8 {\n    normalise_all(a)\n}\n"),
    file("src/A.java", "class A {\n  int f(int a) { return normaliseAll(a); }\n}\n"),
    file("a.cc", "#include <vector>\nint f(int a) { return NormaliseAll(a); }\n"),
    file("a.rb", "def f(a)\n  normalise_all(a)\nend\n"),
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
    // What no file shows: globs, what is inherited or mixed in, headers of systems.
    file("src/a.rs", "use b::*;\n\nfn f(a: u8) -> u8 {\n    normalise_all(a)\n}\n"),
    file("src/a.rs", "fn f(a: Option<u8>) -> Option<u8> {\n    Some(a?)\n}\n"),
    file("src/A.java", "class A extends B {\n  int f(int a) { return normaliseAll(a); }\n}\n"),
    file("src/A.java", "class A {\n  int f(A a) { return a.normaliseAll(hashCode()); }\n}\n"),
    file("a.cc", "#include <sys/epoll.h>\nint f(int a) { return epoll_create1(a); }\n"),
    file("a.cc", "#include <cstdlib>\nint f(int a) { return abs(__builtin_ctz(a)); }\n"),
    file("a.cc", '#include "b.h"\nint f(int a) { return NORMAL(a); }\n', {
      files: { "b.h": "#define NORMAL(a) (a)\n" },
    }),
    file("a.c", '#include "b.h"\nint f(int a) { return normalise_all(a); }\n'),
    file("a.rb", "class A < B\n  def f(a)\n    normalise_all(a)\n  end\nend\n"),
    file("a.rb", "def f(a)\n  raise(ArgumentError, a) unless Integer(a)\nend\n"),
  ],
});
