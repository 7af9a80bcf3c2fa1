// Tests that were there and demand another value now.
import { examples, test } from "./examples.ts";
import type { Asked } from "./reading.ts";

const was = "test('a', () => {\n  expect(f(1)).toBe(2);\n});\n";
const js = (text: string, more: Partial<Asked> = {}): Asked => ({ ...test(text, was), ...more });
const now = (value: string) => `test('a', () => {\n  expect(f(1)).toBe(${value});\n});\n`;
const turned = (path: string, frame: string, from: string, to: string): Asked =>
  test(
    frame.replace("§", () => to),
    frame.replace("§", () => from),
    path,
  );
const table = (rows: string) =>
  `package a\n\nfunc TestA(t *testing.T) {\n\tfor _, tt := range []row{${rows}} {\n` +
  "\t\tif f(tt.in) != tt.want {\n\t\t\tt.Error(tt)\n\t\t}\n\t}\n}\n";
const go = (from: string, to: string) => test(table(to), table(from), "a_test.go");

examples("expectation", {
  raised: [
    js(now("3")),
    js(now("3"), { words: "R3: f(1) is 31" }),
    js(now("3").replace("f(1)", "\n    f(1)\n  ")),
    js(`${now("3")}test('b', () => {\n  expect(f(9)).toBe(8);\n  expect(g()).toBe(1);\n});\n`),
    turned(
      "test/a.test.ts",
      "test('a', () => { expect(f()).toMatchInlineSnapshot(§); });\n",
      "`a`",
      "`b`",
    ),
    turned("test_a.py", "def test_a():\n    assert f(1) == §\n", "2", "-2"),
    turned("test_a.py", "def test_a():\n    assert f(1) is §\n", "True", "False"),
    go('{"a", 1}, {"b", 2}', '{"a", 1}, {"b", 3}'),
    go('{"a", 1}, {"b", 2}', '{"c", 9}, {"a", 1}, {"b", 3}'),
    go('{in: "a", want: 1}', '{in: "a", want: 2}'),
    turned("tests/a.rs", "#[test]\nfn a() {\n    assert_eq!(f(1), §);\n}\n", "2", "3"),
    turned(
      "src/ATest.java",
      "class ATest {\n  @Test void a() { assertEquals(§, f(1)); }\n}\n",
      "2",
      "3",
    ),
    turned("a_test.cc", "TEST(A, b) { EXPECT_EQ(f(1), §); }\n", "2", "3"),
    turned("test/test_a.c", "void a(void) { assert(f(1) == §); }\n", "2", "3"),
    turned(
      "spec/a_spec.rb",
      "RSpec.describe A do\n  it 'a' do\n    expect(f).to eq §\n  end\nend\n",
      ":a",
      ":b",
    ),
    test("exports[`a`] = `2`;\n", "exports[`a`] = `1`;\n", "test/__snapshots__/a.js.snap"),
  ],
  quiet: [
    js(now("3"), { words: "f(1) is 3" }),
    js(now("3"), { step: { kind: "test", task: "f(1) answers 3" } }),
    js(now("2").replace("expect(f(1))", "expect(\n    f(1),\n  )")),
    js('test("a", () => { expect(f(1)).toBe(2); });\n'),
    turned("a_test.py", "def test_a():\n    assert f(§) == 2\n", "r'\\d'", '"\\\\d"'),
    js(`${was}test('b', () => {\n  expect(f(1)).toBe(3);\n});\n`),
    js(now("2").replace("toBe(2);", "toBe(2); // 2, as f(1) has it")),
    test(now("3")),
    go('{"a", 1}, {"b", 2}', '{"c", 3}, {"a", 1}, {"b", 2}'),
    go('{"a", 1}, {"b", 2}', '{"b", 2}, {"a", 1}'),
    turned("test_a.py", "def test_a():\n    assert f(1) == §\n", "2", "g(2)"),
    test("exports[`a`] = `2`;\n", undefined, "test/__snapshots__/a.js.snap"),
  ],
});
