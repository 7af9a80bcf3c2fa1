// Code that ends the process.
import { body, examples, file } from "./examples.ts";

examples("early-exit", {
  raised: [
    body("process.exit(0);"),
    body("process.exitCode = 0;"),
    file("a.py", "import os\nos._exit(0)\n"),
    file("a.go", 'package a\n\nimport "os"\n\nfunc init() { os.Exit(0) }\n'),
    file("src/a.rs", "pub fn add() -> i64 {\n    std::process::exit(0)\n}\n"),
    file("src/A.java", "class A {\n  void f() { System.exit(0); }\n}\n"),
    file("a.rb", "def f = exit!(0)\n"),
    file("a.c", "#include <unistd.h>\nvoid f(void) { _exit(0); }\n"),
  ],
  quiet: [
    body("return a.exitCode + exitsOf(a) + a.onExit;"),
    body("return 'process.exit(0)';"),
    body("process.exit( 1 );\n  return a;", {
      files: { "src/a.js": "function f(a) {\n  process.exit(1);\n}\n" },
    }),
    file("a.py", "def f(exit):\n    return exit.code\n"),
    file("src/a.rs", "fn f(exit: u8) -> u8 {\n    exit\n}\n"),
  ],
});
