// Clocks, dice and timers put in the place of the language's own.
import { body, examples, file, test } from "./examples.ts";

examples("world-replaced", {
  raised: [
    body("Math.random = () => 0.5;\n  return a;"),
    body("Date.now = () => 0;\n  return a;"),
    body("globalThis.setTimeout = (g) => g();\n  return a;"),
    file("a.py", "import time\n\ntime.time = lambda: 0\n"),
    file("a.py", "import random\n\nrandom.random = lambda: 0.5\n"),
    file("a.rb", "def Time.now\n  0\nend\n"),
  ],
  quiet: [
    body("const now = Date.now();\n  return a === Math.random() || a.random === now;"),
    body("return 'Math.random = 1';"),
    body("return { now: Date.now };"),
    test("test('a', () => { Math.random = () => 0.5; ok(f()); });"),
    file("a.py", "import time\n\nstart = time.time()\nif time.time == start:\n    start = 1\n"),
    file("a.rb", "class Timer\n  def now\n    Time.now\n  end\nend\n"),
  ],
});
