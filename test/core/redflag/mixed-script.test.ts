// Names that mix letters which look alike.
import { body, examples, file } from "./examples.ts";

examples("mixed-script", {
  raised: [
    body("const p\u0430ssword = a;\n  return p\u0430ssword;"),
    file("a.py", "isAdm\u0456n = True\n"),
    file("a.go", "package a\n\nvar \u0410dmin = 1\n"),
    file("src/a.ts", "export const \uff41b = 1;\n"),
  ],
  quiet: [
    body("return 'p\u0430ssword';"),
    body("// p\u0430ssword\n  return a;"),
    body("const \u0394t = a, \u00b5s = 1, caf\u00e9 = 2;\n  return \u0394t + \u00b5s + caf\u00e9;"),
    body("const \u0438\u043c\u044f = a;\n  return \u0438\u043c\u044f;"),
    file("a.md", "p\u0430ssword"),
  ],
});
