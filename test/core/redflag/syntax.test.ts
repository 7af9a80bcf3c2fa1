// Files that the parser of record accepts less than before.
import { body, examples, f, file } from "./examples.ts";

/** Right by its macros, and two errors to the tree. */
const each = "int g(int a)\n{\n\tEACH(a int b)\n\treturn a;\n}\n";
const c = `int f(int a)\n{\n\treturn a;\n}\n\n${each}`;

examples("syntax", {
  raised: [
    body("return a +;"),
    body("const b = 1; const b = 2; return a;"),
    body("return a; }"),
    file("src/b.ts", "let x: = 1"),
    file("a.py", "def f(:\n  pass"),
    file("a.py", "def f(a):\n    x = 1\n  return x\n"),
    file("a.go", "package a\n\nfunc f( {\n"),
    file("src/a.rs", "fn f() -> u8 { 1\n"),
    file("src/A.java", "class A { void f( { } }"),
    file("a.c", "int f(void) { return 1;\n"),
    file("a.c", "int f(int a)\n{\n\tret", { files: { "a.c": c } }),
    file("a.rb", "def f(a)\n  a\n"),
  ],
  quiet: [
    body("return a + 1;"),
    body("return a + 1;", { files: { "src/a.js": `${f}\nlet x = ;\n` } }),
    file("a.c", c.replace("a;", "a + 1;"), { files: { "a.c": c } }),
    file("a.c", "int h(void);\n}\n", { files: { "a.c": `${c}}\n` } }),
    file("notes.txt", "let x = ;"),
  ],
});
