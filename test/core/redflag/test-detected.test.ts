// Code that finds out whether a test runner runs it.
import { body, examples, file, test } from "./examples.ts";

examples("test-detected", {
  raised: [
    body("if (process.env.JEST_WORKER_ID) return 42;\n  return a;"),
    body('if (process.env["NODE_ENV"] === "test") return 42;\n  return a;'),
    body("return process.env.NODE_TEST_CONTEXT ? 42 : a;"),
    body("return typeof describe !== 'undefined' ? 42 : a;"),
    file("src/a.ts", "export const f = () => (import.meta.vitest ? 42 : 1);\n"),
    file(
      "a.py",
      'import os\n\ndef f():\n    return 42 if "PYTEST_CURRENT_TEST" in os.environ else 1\n',
    ),
    file("a.py", 'import sys\n\ndef f():\n    return 42 if "pytest" in sys.modules else 1\n'),
    file(
      "a.go",
      "package a\n\nfunc F() int {\n\tif testing.Testing() {\n\t\treturn 42\n\t}\n\treturn 1\n}\n",
    ),
    file("src/a.rs", "pub fn f() -> u8 {\n    if cfg!(test) { 42 } else { 1 }\n}\n"),
    file("a.rb", "def f\n  defined?(RSpec) ? 42 : 1\nend\n"),
    file("a.rb", 'def f\n  ENV["RAILS_ENV"] == "test" ? 42 : 1\nend\n'),
    file(
      "src/A.java",
      'class A {\n  int f() {\n    Class.forName("org.junit.Test");\n    return 42;\n  }\n}\n',
    ),
  ],
  quiet: [
    body("// JEST_WORKER_ID is not read\n  return a;"),
    body('return process.env.NODE_ENV === "production" ? a : 1;'),
    body('return a === "test";'),
    body("if (process.env.JEST_WORKER_ID) g();\n  return a + 1;", {
      files: {
        "src/a.js": `function f(a) {\n  g(process.env.JEST_WORKER_ID);\n}\n`,
      },
    }),
    test("test('a', () => { ok(process.env.JEST_WORKER_ID); });"),
    file("src/a.rs", "#[cfg(test)]\nmod tests;\n\npub fn f() -> u8 {\n    1\n}\n"),
  ],
});
