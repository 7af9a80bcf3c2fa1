// Code that was left behind as a comment.
import { body, examples, file } from "./examples.ts";

examples("commented-code", {
  raised: [
    body("// const b = a + 1;\n  // return b;\n  return a;"),
    body("/*\n  if (a) {\n    g(a);\n  }\n  h();\n  */\n  return a;"),
    file("src/a.ts", "// const b: number = 1;\n// f(b);\nexport const c = 1;\n"),
    file("a.py", "def f(a):\n    # b = a + 1\n    # return g(b)\n    return a\n"),
    file("a.go", "package a\n\nfunc F() int {\n\t// x := g()\n\t// h(x)\n\treturn 1\n}\n"),
    file("src/a.rs", "pub fn f() -> u8 {\n    // let x = g();\n    // h(x);\n    1\n}\n"),
    file(
      "src/A.java",
      "class A {\n  int f() {\n    // int x = g();\n    // h(x);\n    return 1;\n  }\n}\n",
    ),
    file("a.c", "int f(void) {\n  /* x = g();\n     h(x); */\n  return 1;\n}\n"),
    file("a.cc", "int f() {\n  // auto x = g();\n  // h(x);\n  return 1;\n}\n"),
    file("a.rb", "def f(a)\n  # b = a + 1\n  # g(b)\n  a\nend\n"),
  ],
  quiet: [
    body("// Adds one; then it returns.\n  // Nothing else happens (yet).\n  return a + 1;"),
    body("// const b = a;\n  return a;"),
    body("/**\n   * @example\n   * const b = f(1);\n   * g(b);\n   */\n  return a;"),
    body("// For example:\n  //   const b = f(1);\n  //   g(b);\n  return a;"),
    body("return '// a = 1;\\n// b = 2;';"),
    body("// const b = 1;\n  // g(b);\n  return a + 1;", {
      files: { "src/a.js": "function f(a) {\n  // const b = 1;\n  // g(b);\n  return a;\n}\n" },
    }),
    file("a.py", "# x = the first value (in metres)\n# y = the second value (in metres)\nz = 1\n"),
    file("a.rb", "# Returns the name of it.\n# Nothing else is done here.\nX = 1\n"),
    file("src/a.rs", "/// let x = f();\n/// g(x);\npub fn f() -> u8 {\n    1\n}\n"),
  ],
});
