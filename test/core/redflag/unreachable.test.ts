// Code that nothing reaches.
import { body, examples, file } from "./examples.ts";

const java = (inside: string) =>
  file("src/A.java", `class A {\n  int f(int a) {\n    ${inside}\n  }\n}\n`);
const c = (inside: string) => file("a.c", `int f(int a) {\n  ${inside}\n}\n`);
const py = (inside: string) => file("a.py", `def f(a):\n${inside}`);
const rust = (inside: string) => file("src/a.rs", `fn f(a: u8) -> u8 {\n    ${inside}\n}\n`);
const ruby = (inside: string) => file("a.rb", `def f(a)\n${inside}end\n`);
const go = (inside: string) => file("a.go", `package a\n\nfunc F(a int) int {\n\t${inside}\n}\n`);

examples("unreachable", {
  raised: [
    body("return 42;\n  const b = g(a);\n  return b;"),
    body("throw new Error('a');\n  return g(a);"),
    body("if (true) return 42;\n  return g(a);"),
    body("if (!0) {\n    g(a);\n    return 42;\n  }\n  return g(a);"),
    body("if (false) {\n    return g(a);\n  }\n  return a;"),
    file("src/a.ts", "export const f = (a: A): B => {\n  return a;\n  g(a);\n};\n"),
    py("    return 42\n    b = g(a)\n    return b\n"),
    py("    if True:\n        return 42\n    return g(a)\n"),
    py("    if a:\n        raise A()\n        g(a)\n    return a\n"),
    go("return 42\n\tb := g(a)\n\treturn b"),
    go('panic("a")\n\tg(a)\n\treturn a'),
    rust("return 42;\n    g(a)"),
    rust("if true {\n        return 42;\n    }\n    g(a)"),
    java("if (true) return 42;\n    return g(a);"),
    java("if (false) { g(a); }\n    return a;"),
    c("return 42;\n  g(a);\n  return a;"),
    file("a.cc", "int A::f(int a) {\n  throw E();\n  int b = g(a);\n  return b;\n}\n"),
    ruby("  return 42\n  g(a)\n"),
    ruby("  raise 'a'\n  g(a)\n  a\n"),
  ],
  quiet: [
    body("return g(a);\n  function g(b) {\n    return b;\n  }"),
    body("if (a) return 42;\n  return g(a);"),
    body("if (a) {\n    return 42;\n  } else {\n    g(a);\n  }\n  return a;"),
    body("switch (a) {\n    case 1:\n      return 42;\n    default:\n      return g(a);\n  }"),
    body("return 42;\n  // g(a);"),
    body("a.b(() => {\n    return 42;\n  });\n  return g(a);"),
    body("while (true) {\n    if (g(a)) return a;\n  }"),
    body("return a + 1;", {
      files: {
        "src/a.js": "function f(a) {\n  return a;\n}\nfunction g() {\n  return 1;\n  f();\n}\n",
      },
    }),
    // The same words as names of functions and of variables.
    c("raise(SIGUSR1);\n  g(a);\n  return a;"),
    body("raise(a);\n  return g(a);"),
    go("throw(a)\n\treturn g(a)"),
    go("panic := recover()\n\treturn g(panic)"),
    py("    if False:\n        yield a\n"),
    py("    raise NotImplementedError\n    yield a\n"),
    py("    if a:\n        return 42\n    return g(a)\n"),
    go("if a > 1 {\n\t\treturn 42\n\t}\n\treturn g(a)"),
    rust("if a > 1 {\n        return 42;\n    }\n    g(a)"),
    rust("return g(a);\n    fn g(a: u8) -> u8 {\n        a\n    }"),
    c("if (a) goto out;\n  return 42;\nout:\n  g(a);\n  return a;"),
    c("switch (a) {\n  case 1:\n    return 42;\n    break;\n  }\n  return a;"),
    c("#if A\n  return 42;\n#else\n  g(a);\n#endif\n  return a;"),
    file("a.cc", "int f(int a) {\n  throw E();\n  ABSL_UNREACHABLE();\n}\n"),
    ruby("  return 42 if a\n  g(a)\n"),
    ruby("  return 42\nrescue A\n  g(a)\n"),
  ],
});
