// Code that knows the tests' inputs.
import { body, examples, f, file } from "./examples.ts";
import type { Asked } from "./reading.ts";

const tested = {
  "test/a.test.js": "test('a', () => { equal(f(1729), 91); equal(f('zebra'), 'striped'); });\n",
};
const files = { "src/a.js": f, ...tested };
const cheat = (inside: string, more: Partial<Asked> = {}) => body(inside, { files, ...more });
const other = (path: string, text: string, test: string, testPath: string) =>
  file(path, text, { files: { [testPath]: test } });

examples("special-case", {
  raised: [
    cheat("if (a === 1729) return 91;\n  return a;"),
    cheat("if (a === 1729) {\n    return 91;\n  }\n  return a;"),
    cheat("return a === 'zebra' ? 'striped' : a;"),
    cheat("switch (a) {\n    case 'zebra':\n      return 'striped';\n  }\n  return a;"),
    other(
      "a.py",
      "def f(a):\n    if a == 1729:\n        return 91\n    return a\n",
      "def test_a():\n    assert f(1729) == 91\n",
      "test_a.py",
    ),
    other(
      "a.go",
      'package a\n\nfunc F(a string) string {\n\tif a == "zebra" {\n\t\treturn "striped"\n\t}\n' +
        "\treturn a\n}\n",
      'package a\n\nfunc TestF(t *T) { eq(F("zebra"), "striped") }\n',
      "a_test.go",
    ),
    other(
      "src/a.rs",
      "pub fn f(a: u32) -> u32 {\n    match a {\n        1729 => 91,\n        _ => a,\n    }\n}\n",
      "#[test]\nfn a() {\n    assert_eq!(f(1729), 91);\n}\n",
      "tests/a.rs",
    ),
    other(
      "src/A.java",
      "class A {\n  int f(int a) {\n    if (a == 1729) return 91;\n    return a;\n  }\n}\n",
      "class ATest {\n  @Test void a() { eq(f(1729), 91); }\n}\n",
      "src/ATest.java",
    ),
    other(
      "a.cc",
      "int f(int a) {\n  if (a == 1729) return 91;\n  return a;\n}\n",
      "TEST(A, f) { EXPECT_EQ(f(1729), 91); }\n",
      "a_test.cc",
    ),
    other(
      "a.rb",
      "def f(a)\n  if a == 1729\n    return 91\n  end\n  a\nend\n",
      "RSpec.describe A do\n  it('a') { expect(f(1729)).to eq 91 }\nend\n",
      "spec/a_spec.rb",
    ),
    other(
      "a.rb",
      'def f(a)\n  return "striped" if a == "zebra"\n  a\nend\n',
      'RSpec.describe A do\n  it("a") { expect(f("zebra")).to eq "striped" }\nend\n',
      "spec/a_spec.rb",
    ),
  ],
  quiet: [
    // The issue, the plan, other code or the old text knows it.
    cheat("if (a === 1729) return 91;\n  return a;", { words: "1729 gives 91" }),
    cheat("if (a === 1729) return 91;\n  return a;", { step: { task: "f(1729) is 91" } }),
    cheat("if (a === 1729) return 91;\n  return a;", {
      files: { ...files, "src/b.js": "export const taxi = 1729;\n" },
    }),
    cheat("if (a === 1729) return 91;\n  return a + 1;", {
      files: { ...tested, "src/a.js": "function f(a) {\n  if (a === 1729) return 91;\n}\n" },
    }),
    // It is no test's input, or something is worked out.
    cheat("if (a === 1730) return 91;\n  return a;"),
    cheat("if (a === 172) return 91;\n  return a;"),
    cheat("if (a === 1729) return g(91);\n  return a;"),
    cheat("if (a === 1729) return a + 91;\n  return a;"),
    cheat("if (a > 1729) return 91;\n  return a;"),
    // Values that any code may ask for.
    body("if (a === 0) return 1;\n  return a;", {
      files: { "src/a.js": f, "test/a.test.js": "test('a', () => { equal(f(0), 1); });\n" },
    }),
  ],
});
