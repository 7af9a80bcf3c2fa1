// Tests with a part that nothing reaches.
import { body, examples, test } from "./examples.ts";

examples("test-unreachable", {
  raised: [
    test("test('a', () => {\n  return;\n  ok(f(1));\n});\n"),
    test("test('a', () => {\n  if (false) {\n    ok(f(1));\n  }\n});\n"),
    test("def test_a():\n    return\n    assert f(1) == 2\n", undefined, "test_a.py"),
    test("def test_a():\n    if 0:\n        assert f(1) == 2\n", undefined, "test_a.py"),
    test(
      "package a\nfunc TestA(t *testing.T) {\n\treturn\n\tassert.Equal(t, 2, f(1))\n}\n",
      undefined,
      "a_test.go",
    ),
    test("#[test]\nfn a() {\n    return;\n    assert!(f());\n}\n", undefined, "tests/a.rs"),
    test(
      "class ATest {\n  @Test void a() {\n    if (true) return;\n    ok(f());\n  }\n}\n",
      undefined,
      "src/ATest.java",
    ),
    test("TEST(A, b) {\n  return;\n  EXPECT_EQ(f(1), 2);\n}\n", undefined, "a_test.cc"),
    test(
      "RSpec.describe A do\n  it 'a' do\n    return\n    expect(f).to eq 1\n  end\nend\n",
      undefined,
      "spec/a_spec.rb",
    ),
  ],
  quiet: [
    test("test('a', () => {\n  if (process.platform === 'win32') return;\n  ok(f(1));\n});\n"),
    test("test('a', async () => {\n  return ok(await f(1));\n});\n"),
    test("def test_a():\n    assert f(1) == 2\n    return\n", undefined, "test_a.py"),
    body("return 42;\n  g(a);"),
  ],
});
