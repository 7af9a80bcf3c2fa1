// Comments in place of code.
import { body, examples, file } from "./examples.ts";

examples("placeholder", {
  raised: [
    body("// ... rest of the code\n  return a + 1;"),
    body("// existing code stays here\n  return a + 1;"),
    body("/* ... */ return a + 1;"),
    body("// remaining implementation unchanged\n  return a + 1;"),
    body("// your code here\n  return a + 1;"),
    body("// … existing logic …\n  return a + 1;"),
    body("// keep the existing code\n  return a + 1;"),

    file("a.py", "def f(a):\n    # ... existing code ...\n    return a\n"),
    file(
      "a.go",
      "package a\n\nfunc f() int {\n\t// rest of the function unchanged\n\treturn 1\n}\n",
    ),
    file("a.rb", "def f(a)\n  # other methods stay unchanged\n  a\nend\n"),
    body("// unchanged\n  return a + 1;"),
    body("// imports omitted\n  return a + 1;"),
    body("// Here the rest of the function stays the same\n  return a + 1;"),
  ],
  quiet: [
    body("// the rest parameter is spread\n  return [...a];"),
    body('return a + "... rest of the code";'),
    body("// keeps the order of what remains\n  return a;"),
    file("a.py", "def f(a):\n    # Ellipsis stands for all other axes\n    return a[..., 0]\n"),
    body("// return the iterator unchanged\n  return a;"),
    body("/* A field with that tag\n   * is omitted\n   */\n  return a;"),
    body("// Helper functions for the rest of the file.\n  return a;"),
    body("// an alias: the same object, as before.\n  return a;"),
    body("// put actual files into the index\n  return a;"),
    file(
      "src/a.rs",
      "/// Reads:\n///\n/// ...\n///\n/// and ends.\npub fn f() -> u8 {\n    1\n}\n",
    ),
    body("// likely to be called before other functions, so run init here\n  return a;"),
    body("// an alias: same function object as the other, as before.\n  return a;"),
  ],
});
