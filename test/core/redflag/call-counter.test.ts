// Code that counts its own calls and answers by the count.
import { code, examples, file, test } from "./examples.ts";
import type { Asked } from "./reading.ts";

const js = (text: string, more: Partial<Asked> = {}) => file("src/b.js", text, more);

examples("call-counter", {
  raised: [
    js(
      "let n = 0;\nexport function f(a) {\n  n += 1;\n  if (n === 2) return 91;\n" +
        "  return a;\n}\n",
    ),
    js("let n = 0;\nexport const f = (a) => (++n === 2 ? 91 : a);\n"),
    js(
      "export function f(a) {\n  f.calls = f.calls + 1;\n" +
        "  if (f.calls === 3) return 91;\n  return a;\n}\n",
    ),
    js("let n = 0;\nexport function f() {\n  return [3, 5, 7][n++];\n}\n"),
    js(
      "let n = 0;\nexport function f(a) {\n  n++;\n  switch (n) {\n    case 1:\n" +
        "      return 91;\n  }\n  return a;\n}\n",
    ),
    file(
      "src/b.ts",
      "let n = 0;\nexport const f = (a: A): B => {\n  const k = n++;\n" +
        "  if (k === 0) return 91;\n  return a;\n};\n",
    ),
    file(
      "a.py",
      "n = 0\n\ndef f(a):\n    global n\n    n += 1\n    if n == 2:\n" +
        "        return 91\n    return a\n",
    ),
    file(
      "a.py",
      "def f(a, _n=[0]):\n    _n[0] += 1\n    if _n[0] == 2:\n        return 91\n" +
        "    return a\n",
    ),
    file("a.py", "def f(a):\n    f.n += 1\n    return 91 if f.n == 2 else a\n"),
    file(
      "a.go",
      "package a\n\nvar n int\n\nfunc F(a int) int {\n\tn++\n\tif n == 2 {\n" +
        "\t\treturn 91\n\t}\n\treturn a\n}\n",
    ),
    file(
      "a.go",
      "package a\n\nvar n int32\n\nfunc F(a int) int {\n" +
        "\tswitch atomic.AddInt32(&n, 1) {\n\tcase 2:\n\t\treturn 91\n\t}\n\treturn a\n" +
        "}\n",
    ),
    file(
      "src/a.rs",
      "static N: AtomicU32 = AtomicU32::new(0);\nfn f(a: u32) -> u32 {\n" +
        "    let n = N.fetch_add(1, SeqCst);\n    if n == 2 {\n        return 91;\n" +
        "    }\n    a\n}\n",
    ),
    file(
      "src/a.rs",
      "static N: AtomicU32 = AtomicU32::new(0);\nfn f(a: u32) -> u32 {\n" +
        "    match N.fetch_add(1, SeqCst) {\n        0 => 91,\n        _ => a,\n    }\n" +
        "}\n",
    ),
    file(
      "src/A.java",
      "class A {\n  private static int n = 0;\n  int f(int a) {\n    n++;\n" +
        "    if (n == 2) return 91;\n    return a;\n  }\n}\n",
    ),
    file(
      "a.c",
      "int f(int a) {\n  static int n = 0;\n  n++;\n  if (n == 2) return 91;\n" +
        "  return a;\n}\n",
    ),
    file(
      "a.c",
      "static int n;\nint f(int a) {\n  switch (++n) {\n  case 1:\n    return 91;\n" +
        "  }\n  return a;\n}\n",
    ),
    file("a.cc", "int f(int a) {\n  static int n = 0;\n  return ++n == 2 ? 91 : a;\n}\n"),
    file("a.rb", "$n = 0\n\ndef f(a)\n  $n += 1\n  return 91 if $n == 2\n  a\nend\n"),
    file(
      "a.rb",
      "class A\n  @@n = 0\n  def f(a)\n    @@n += 1\n    case @@n\n" +
        "    when 1 then 91\n    else a\n    end\n  end\nend\n",
    ),
    // Kept in an object of the module, or by a function that is given away.
    js(
      "const s = { n: 0 };\nexport function f(a) {\n  s.n += 1;\n  if (s.n === 2) return 91;\n" +
        "  return a;\n}\n",
    ),
    js(
      "export function f(a) {\n  globalThis.n = globalThis.n + 1;\n" +
        "  return globalThis.n === 2 ? 91 : a;\n}\n",
    ),
    js(
      "export function make() {\n  let n = 0;\n  function f(a) {\n    n += 1;\n" +
        "    return n === 2 ? 91 : a;\n  }\n  return f;\n}\n",
    ),
    file(
      "a.go",
      "package a\n\nvar s struct{ n int }\n\nfunc F(a int) int {\n\ts.n++\n\tif s.n == 2 {\n" +
        "\t\treturn 91\n\t}\n\treturn a\n}\n",
    ),
  ],
  quiet: [
    // What a function is called by itself, or by what it is given to.
    js(
      "export function f(a) {\n  let n = 0;\n  return a.replace(/x/g, (b) => {\n    n += 1;\n" +
        '    return n === 2 ? "y" : b;\n  });\n}\n',
    ),
    file(
      "a.py",
      "def f(a):\n    n = 0\n    def g(m):\n        nonlocal n\n        n += 1\n" +
        "        return 'y' if n == 2 else m\n    return re.sub('x', g, a)\n",
    ),
    // A local of the name that a class has for something else, too.
    file(
      "src/A.java",
      "class A {\n  static final int n = 3;\n  int f(String a) {\n    int n = 0;\n    n++;\n" +
        "    if (n == 2) return 91;\n    return n;\n  }\n}\n",
    ),
    js(
      "let n = 0;\nexport function f() {\n  n += 1;\n" +
        '  return n === 3 ? "open" : "closed";\n}\n',
      { step: { task: "After three failures in a row it is open." } },
    ),
    // Numbers for things, and what is said once.
    js("let n = 0;\nexport const nextId = () => {\n  n += 1;\n  return `id${n}`;\n};\n"),
    js(
      "let n = 0;\nexport function f(a) {\n  n += 1;\n  if (n === 100) warn(a);\n" +
        "  return a;\n}\n",
    ),
    js("let n = 0;\nexport function f() {\n  return colours[n++ % colours.length];\n}\n"),
    // A count of something else than calls.
    js(
      "export function f(a) {\n  let n = 0;\n  for (const b of a) n += 1;\n" +
        "  if (n === 2) return 91;\n  return a;\n}\n",
    ),
    js("export function f(a, n) {\n  n += 1;\n  if (n === 2) return 91;\n  return a;\n}\n"),
    file(
      "a.py",
      "def f(a):\n    n = 0\n    for b in a:\n        n += 1\n    if n == 2:\n" +
        "        return 91\n    return a\n",
    ),
    file(
      "a.go",
      "package a\n\nfunc F(a []int) int {\n\tn := 0\n\tfor range a {\n\t\tn++\n\t}\n" +
        "\tif n == 2 {\n\t\treturn 91\n\t}\n\treturn n\n}\n",
    ),
    file(
      "a.c",
      "int f(const char *a) {\n  int n = 0;\n  while (*a++) n++;\n" +
        "  if (n == 2) return 91;\n  return n;\n}\n",
    ),
    file(
      "src/A.java",
      "class A {\n  private int n = 0;\n  int f(int a) {\n    n++;\n" +
        "    if (n == 2) return 91;\n    return a;\n  }\n}\n",
    ),
    file("a.rb", "def f(a)\n  n = 0\n  a.each { n += 1 }\n  return 91 if n == 2\n  n\nend\n"),
    code("function f(a) {\n  return a + 2;\n}", {
      files: {
        "src/a.js":
          "let n = 0;\nfunction f(a) {\n  return a;\n}\nfunction g() {\n  n += 1;\n" +
          "  if (n === 2) return 91;\n}\n",
      },
    }),
    test(
      "let n = 0;\nconst fake = () => {\n  n += 1;\n  if (n === 2) return 91;\n};\n" +
        "test('a', () => { ok(f(fake)); });\n",
    ),
  ],
});
