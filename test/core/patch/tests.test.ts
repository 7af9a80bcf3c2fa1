// Names of tests as reporters print them.
import { describe, expect, it } from "vitest";
import { testNamesIn } from "../../../src/core/patch/tests.ts";
import type { Language } from "../../../src/core/patch/syntax.ts";
import { openSyntax } from "../../../src/syntax/open.ts";

const syntax = await openSyntax();

const namesIn = (language: Language, text: string): readonly string[] => {
  const parsed = syntax.parse(language, text);
  return parsed ? testNamesIn(parsed) : [];
};

describe("JavaScript", () => {
  const names = (text: string): readonly string[] => namesIn("javascript", text);

  it("nests tests in their suites", () => {
    const text = `
describe("a", () => {
  it('b \\'c\\'', () => {});
  describe.only(\`d\`, () => { test.skip("e", f); });
});
test("g", { skip: true }, async (t) => { await t.test("h", () => {}); });`;
    expect(names(text)).toEqual(["a > b 'c'", "a > d > e", "g", "g > h"]);
  });

  it("leaves out names made at run time, and everything inside them", () => {
    const made = "test(name, f); it(`a ${b}`, f); it.each([1])('c %s', f); test.for([1])('d', f);";
    expect(names(made)).toEqual([]);
    expect(names("describe.each([1])('a %s', () => { it('b', f); });")).toEqual([]);
    expect(names("describe(name, () => { it('b', f); });")).toEqual([]);
  });

  it("takes no other call for a test", () => {
    const text = '/x/.test("y"); latest("z", f); pattern.test("w"); x.it("v"); test();';
    expect(names(text)).toEqual([]);
  });
});

const others: readonly (readonly [language: Language, text: string, names: readonly string[]])[] = [
  [
    "python",
    "def test_a(): pass\nasync def test_b(x): pass\ndef helper(): pass\nclass TestC:\n" +
      "  @mark\n  def test_d(self): pass\n  def other(self): pass\nclass E(unittest.TestCase):\n" +
      "  def test_f(self): pass\nclass Other:\n  def test_g(self): pass\n",
    ["test_a", "test_b", "TestC > test_d", "E > test_f"],
  ],
  [
    "go",
    'func TestA(t *testing.T) { t.Run("b c", func(t *testing.T) { t.Run("d", f) })\n' +
      '  for _, c := range cs { t.Run("e", f) }\n  t.Run(name, f) }\n' +
      "func FuzzX(f *testing.F) {}\n" +
      "func TestMain(m *testing.M) {}\nfunc Testify() {}\nfunc helper() {}\n",
    ["TestA", "TestA > b_c", "TestA > b_c > d", "FuzzX"],
  ],
  [
    "rust",
    "#[test]\nfn a() {}\nfn helper() {}\n#[cfg(test)]\nmod tests {\n  #[tokio::test]\n" +
      "  /// Does.\n  async fn b() {}\n  #[test]\n  #[should_panic]\n  fn c() {}\n  #[inline]\n" +
      "  fn d() {}\n}\n",
    ["a", "tests > b", "tests > c"],
  ],
  [
    "java",
    "class ATest { @Test void b() {} @org.junit.Test public void c() {} void d() {}\n" +
      "@Nested class E { @ParameterizedTest @ValueSource void f(int x) {} } }\n" +
      "class G extends TestCase { public void testH() {} }\n",
    ["ATest > b", "ATest > c", "ATest > E > f", "G > testH"],
  ],
  [
    "cpp",
    'TEST(A, B) { x(); }\nTEST_F(A, C) {}\nTEST_P(A, D) {}\nTEST_CASE("e f", "[g]") { }\n' +
      "int h() {}\n",
    ["A > B", "A > C", "e f"],
  ],
  [
    "ruby",
    "class ATest < Minitest::Test\n  def test_b; end\n  def c; end\n  test 'd' do end\nend\n" +
      "RSpec.describe E do\n  context 'f' do\n    it('g') { }\n    it \"h #{x}\" do end\n" +
      "  end\nend\n",
    ["ATest > test_b", "ATest > d", "E > f > g"],
  ],
];

it.each(others)("%s has its own", (language, text, names) => {
  expect(namesIn(language, text)).toEqual(names);
});
