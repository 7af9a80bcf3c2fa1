// Statements that stop in a debugger.
import { body, examples, file } from "./examples.ts";

examples("breakpoint", {
  raised: [
    body("debugger;\n  return a + 1;"),

    file("a.py", "def f(a):\n    breakpoint()\n    return a\n"),
    file("a.py", "def f(a):\n    import pdb; pdb.set_trace()\n    return a\n"),
    file("a.rb", "def f(a)\n  binding.pry\n  a\nend\n"),
    file("a.rb", "def f(a)\n  byebug\n  a\nend\n"),
    file("a.go", 'package a\n\nimport "runtime"\n\nfunc f() { runtime.Breakpoint() }\n'),
    file("a.cc", "void f() { __debugbreak(); }\n"),
    file("src/a.tsx", "export const f = () => { debugger; };\n"),
  ],
  quiet: [
    body("return a.debugger + debugger_of(a);"),
    body("return 'debugger;';"),
    file("a.py", "def f(breakpoints):\n    return breakpoints(1)\n"),
    file("a.rb", "def f(a)\n  a.debugger\nend\n"),
  ],
});
