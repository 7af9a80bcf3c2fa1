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
  ],
  quiet: [
    body("// the rest parameter is spread\n  return [...a];"),
    body('return a + "... rest of the code";'),
    body("// keeps the order of what remains\n  return a;"),
    file("a.py", "def f(a):\n    # Ellipsis stands for all other axes\n    return a[..., 0]\n"),
  ],
});
