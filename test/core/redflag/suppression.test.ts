// Comments and attributes that switch a check off.
import { body, examples, file } from "./examples.ts";

examples("suppression", {
  raised: [
    body("// @ts-ignore\n  return a + 1;"),
    body("return a + 1; // eslint-disable-line"),
    body("/* c8 ignore next */ return a + 1;"),

    file("a.py", "import a  # noqa: F401\n"),
    file("a.py", "x = f()  # type: ignore[call]\n"),
    file("a.py", "def f(a):  # pragma: no cover\n    return a\n"),
    file("a.go", "package a\n\nvar x = f() //nolint:errcheck\n"),
    file("src/a.rs", "#[allow(dead_code)]\nfn f() -> u8 {\n    1\n}\n"),
    file("src/A.java", 'class A {\n  @SuppressWarnings("unchecked")\n  int f() { return 1; }\n}\n'),
    file("a.c", '#pragma GCC diagnostic ignored "-Wall"\nint f(void) { return 1; }\n'),
    file("a.cc", "int f() { return 1; }  // NOLINT\n"),
    file("a.rb", "def f(a) # rubocop:disable Metrics/AbcSize\n  a\nend\n"),
    file("src/a.ts", "// @ts-expect-error\nf();\n"),
  ],
  quiet: [
    body("return '// @ts-ignore';"),
    body("// eslint is disabled nowhere\n  return a;"),
    body("return a + 1;", {
      files: { "src/a.js": "function f(a) {\n  // @ts-ignore\n  return a;\n}" },
    }),
    file("src/a.rs", "#[derive(Debug)]\nstruct A {\n    allow: u8,\n}\n"),
    file("a.py", "# the type: ignored when empty\nx = 1\n"),
  ],
});
