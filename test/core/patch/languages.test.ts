// Answers in each language, opened the way the product opens them: place, indent, imports, flags.
import { describe, expect, it } from "vitest";
import type { Language } from "../../../src/core/patch/syntax.ts";
import { flagsOf, opened, syntax, type Asked } from "../redflag/reading.ts";
import { textAt } from "../../../src/core/tree.ts";
import { pathAt, treeOf } from "./trees.ts";

interface Case {
  readonly path: string;
  readonly text: string;
  readonly symbol: string;
  /** A right answer, at the margin. */
  readonly answer: string;
  /** The same in another spelling. */
  readonly other: string;
  /** With another signature. */
  readonly signature: string;
  /** With something else beside it. */
  readonly more: string;
  readonly imports: readonly [added: string, removed: string];
  /** The whole file after the answer and its imports. */
  readonly after: string;
}

const cases: readonly (readonly [language: Language, one: Case])[] = [
  [
    "python",
    {
      path: "a.py",
      text:
        "import a\nimport b\n\n\nclass A:\n    # why\n    def f(self, x):\n" +
        "        return x\n\n    y = 1\n",
      symbol: "A.f",
      answer: 'def f(self, x):\n    y = """\ns"""\n    return y + x',
      other: 'def f(self, x):\n    z = "\\ns" # c\n    return (z + x)',
      signature: "def f(self, y):\n    return y",
      more: "def f(self, x):\n    return 1\n\nz = 2",
      imports: ["from c import d", "import a"],
      after:
        'import b\nfrom c import d\n\n\nclass A:\n    def f(self, x):\n        y = """\ns"""\n' +
        "        return y + x\n\n    y = 1\n",
    },
  ],
  [
    "go",
    {
      path: "a.go",
      text:
        'package p\n\nimport (\n\t"a"\n\t"b"\n)\n\n// F does.\nfunc F(x int) int {\n' +
        "\treturn x\n}\n\nvar y = 1\n",
      symbol: "F",
      answer: "// F does.\nfunc F(x int) int {\n\ty := x\n\treturn y + 1\n}",
      other: "func F(z int) int { q := z; return (q + 1) }",
      signature: "func F(x int64) int {\n\treturn 1\n}",
      more: "func F(x int) int {\n\treturn 1\n}\n\nvar z = 2",
      imports: ['import "c"', 'import "a"'],
      after:
        'package p\n\nimport (\n\t"b"\n)\nimport "c"\n\n// F does.\nfunc F(x int) int {\n' +
        "\ty := x\n" +
        "\treturn y + 1\n}\n\nvar y = 1\n",
    },
  ],
  [
    "rust",
    {
      path: "a.rs",
      text:
        "use a::b;\nuse c;\n\nimpl S {\n    /// Does.\n" +
        "    pub fn f(&self, x: u8) -> u8 {\n        x\n    }\n}\n\nconst Y: u8 = 1;\n",
      symbol: "S.f",
      answer: "/// Does.\npub fn f(&self, x: u8) -> u8 {\n    let y = x;\n    y + 1\n}",
      other: "pub fn f(&self, z: u8) -> u8 { let q = z; (q + 1) }",
      signature: "fn f(&self, x: u8) -> u8 {\n    x\n}",
      more: "pub fn f(&self, x: u8) -> u8 {\n    1\n}\n\nfn g() {}",
      imports: ["use d;", "use a::b;"],
      after:
        "use c;\nuse d;\n\nimpl S {\n    /// Does.\n    pub fn f(&self, x: u8) -> u8 {\n" +
        "        let y = x;\n" +
        "        y + 1\n    }\n}\n\nconst Y: u8 = 1;\n",
    },
  ],
  [
    "java",
    {
      path: "A.java",
      text:
        "package p;\n\nimport a.B;\n\nclass A {\n    int f(int x) {\n        return x;\n" +
        "    }\n\n    int y = 1;\n}\n",
      symbol: "A.f",
      answer: "int f(int x) {\n    int y = x;\n    return y + 1;\n}",
      other: "int f(int z) { int q = z; return (q + 1); }",
      signature: "long f(int x) {\n    return x;\n}",
      more: "int f(int x) {\n    return 1;\n}\n\nint z = 2;",
      imports: ["import a.C;", "import a.B;"],
      after:
        "package p;\n\nimport a.C;\n\nclass A {\n    int f(int x) {\n        int y = x;\n" +
        "        return y + 1;\n" +
        "    }\n\n    int y = 1;\n}\n",
    },
  ],
  [
    "c",
    {
      path: "a.c",
      text:
        '#include <a.h>\n#include "b.h"\n\nstatic int f(int x)\n{\n\treturn x;\n}\n\n' +
        "int y = 1;\n",
      symbol: "f",
      answer: "static int f(int x)\n{\n\tint y = x;\n\treturn y + 1;\n}",
      other: "static int f(int z) { int q = z; return q + 1; }",
      signature: "static int f(long x)\n{\n\treturn x;\n}",
      more: "static int f(int x)\n{\n\treturn 1;\n}\n\nint z = 2;",
      imports: ["#include <c.h>", "#include <a.h>"],
      after:
        '#include "b.h"\n#include <c.h>\n\nstatic int f(int x)\n{\n\tint y = x;\n' +
        "\treturn y + 1;\n}\n\nint y = 1;\n",
    },
  ],
  [
    "cpp",
    {
      path: "a.h",
      text:
        "#ifndef A_H\n#define A_H\n#include <a>\n\nnamespace n {\nclass A {\n public:\n" +
        "  int f(int x) const { return x; }\n  int y = 1;\n};\n}\n#endif\n",
      symbol: "n.A.f",
      answer: "int f(int x) const {\n  auto y = x;\n  return y + 1;\n}",
      other: "int f(int z) const { auto q = z; return q + 1; }",
      signature: "int f(int x) {\n  return x;\n}",
      more: "int f(int x) const {\n  return 1;\n}\nint z = 2;",
      imports: ["#include <b>", "#include <a>"],
      after:
        "#ifndef A_H\n#define A_H\n#include <b>\n\nnamespace n {\nclass A {\n public:\n" +
        "  int f(int x) const {\n" +
        "    auto y = x;\n    return y + 1;\n  }\n  int y = 1;\n};\n}\n#endif\n",
    },
  ],
  [
    "ruby",
    {
      path: "a.rb",
      text:
        'require "a"\nrequire "b"\n\nclass A\n  # Does.\n  def f(x)\n    x\n  end\n\n' +
        "  Y = 1\nend\n",
      symbol: "A.f",
      answer: "# Does.\ndef f(x)\n  y = <<~T\n    a\n  T\n  y + x\nend",
      other: "def f(z)\n  q = <<~T\n      a\n  T\n  (q + z)\nend",
      signature: "def f(x, y)\n  x\nend",
      more: "def f(x)\n  1\nend\n\nZ = 2",
      imports: ['require "c"', 'require "a"'],
      after:
        'require "b"\nrequire "c"\n\nclass A\n  # Does.\n  def f(x)\n    y = <<~T\n    a\n' +
        "  T\n    y + x\n" +
        "  end\n\n  Y = 1\nend\n",
    },
  ],
];

describe.each(cases)("%s", (language, one) => {
  const asked = (text: string, more: Partial<Asked> = {}): Asked => ({
    files: { [one.path]: one.text },
    place: `${one.path}#${one.symbol}`,
    text,
    ...more,
  });
  const classOf = (text: string): string => {
    const read = opened(asked(text));
    return read.kind === "valid" ? read.class : `spoiled ${read.flags.join(" ")}: ${read.detail}`;
  };

  it("puts an answer and its imports into the file, raising no flag", () => {
    const [added, removed] = one.imports;
    const read = opened(
      asked(one.answer, {
        imports: [
          { op: "add", statement: added },
          { op: "remove", statement: removed },
        ],
      }),
    );
    if (read.kind !== "valid") throw new Error(`${read.flags.join(" ")}: ${read.detail}`);
    const [change] = read.changes;
    const path = pathAt(one.path);
    const after = treeOf({ [one.path]: change?.entry ?? "" });
    expect(textAt(after, path)).toBe(one.after);
    expect(read.flags).toEqual([]);
    expect(read.class).toMatch(new RegExp(`^k1:v4:${language}:`));
  });

  it("counts another spelling for the same class, and what is as it was for no change", () => {
    expect(classOf(one.other)).toBe(classOf(one.answer));
    expect(classOf(one.signature)).not.toBe(classOf(one.answer));
    const parsed = syntax.parse(language, one.text);
    const symbol = parsed?.symbols.find((s) => s.name === one.symbol);
    expect(classOf(one.text.slice(symbol?.start, symbol?.end))).toBe("no change");
  });

  it("flags another signature unless the plan allows it", () => {
    expect(flagsOf(asked(one.signature))).toContain("signature");
    expect(flagsOf(asked(one.signature, { step: { signatureMayChange: true } }))).toEqual([]);
    expect(flagsOf(asked(one.answer))).toEqual([]);
  });

  it("flags what stands beside the symbol", () => {
    expect(flagsOf(asked(one.more))).toContain("scope");
  });

  it("flags what cannot be read", () => {
    expect(flagsOf(asked(`${one.answer.slice(0, -3)} ((`))).toContain("syntax");
  });
});
