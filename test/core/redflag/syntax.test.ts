// Files that the parser of record accepts less than before.
import { body, examples, f, file } from "./examples.ts";

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
    file("a.rb", "def f(a)\n  a\n"),
  ],
  quiet: [
    body("return a + 1;"),
    body("return a + 1;", { files: { "src/a.js": `${f}\nlet x = ;\n` } }),
    file("notes.txt", "let x = ;"),
  ],
});
