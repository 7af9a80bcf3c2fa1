// Exported names that a rewritten file lost or changed.
import { code, examples, f, file } from "./examples.ts";

const changed = (path: string, old: string, text: string, more = {}) =>
  file(path, text, { files: { [path]: old }, ...more });
const api = "export function f(a) {\n  return a;\n}\n\nexport const g = (a) => a + 1;\n";

examples("api-broken", {
  raised: [
    changed("src/a.js", api, "export const g = (a) => a + 1;\n"),
    changed("src/a.js", api, api.replace("f(a)", "f(a, b)")),
    changed("src/a.js", api, api.replace("export const", "const")),
    changed("a.py", "def f(a):\n    return a\n", "def g(a):\n    return a\n"),
    changed(
      "a.go",
      "package a\n\nfunc F() int { return 1 }\n",
      "package a\n\nfunc F() string { return a }\n",
    ),
    changed("src/a.rs", "pub fn f(a: u8) -> u8 {\n    a\n}\n", "fn f(a: u8) -> u8 {\n    a\n}\n"),
    changed("a.rb", "def f(a)\n  a\nend\n", "def f(a, b)\n  a + b\nend\n"),
  ],
  quiet: [
    changed("src/a.js", api, `${api}export const h = 1;\n`),
    changed("src/a.js", api, api.replace("return a;", "return a + 1;")),
    changed("src/a.js", api, api.replace("f(a) {", "f( a ) {")),
    changed("src/a.js", api, api.replace("f(a)", "f(a, b)"), {
      step: { signatureMayChange: true },
    }),
    changed("src/a.js", f, "function g() {\n  return 1;\n}\n"),
    changed(
      "a.go",
      "package a\n\nfunc f() int { return 1 }\n",
      "package a\n\nfunc G() int { return 1 }\n",
    ),
    code("function f(a) { return a + 1; }"),
  ],
});
