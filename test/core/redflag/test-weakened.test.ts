// Tests that lost something.
import { examples, test } from "./examples.ts";

examples("test-weakened", {
  raised: [
    test("test.skip('a', () => {});"),
    test("it.only('a', () => {});"),
    test("test('a', { skip: true }, () => {});"),
    test("test('b', () => { ok(2); });", "test('a', () => { ok(1); });\n"),
    test("describe('a', () => { xit('b', () => {}); });"),
    test(
      "import pytest\n@pytest.mark.skip\ndef test_a():\n    assert f()\n",
      undefined,
      "test_a.py",
    ),
    test("def test_a():\n    assert True\n", undefined, "test_a.py"),
    test("def test_a():\n    assert f(1) == 2 or True\n", undefined, "test_a.py"),
    test("test('a', () => {\n  assert.ok(f(1) === 2 || true);\n});\n"),
    test("test('a', () => {\n  f(1);\n  assert.equal(1, 1);\n});\n"),
    test("test('a', () => {\n  f(1);\n  expect(1).toBe(1);\n});\n"),
    test("#[test]\nfn a() {\n    f(1);\n    assert_eq!(1, 1);\n}\n", undefined, "tests/a.rs"),
    test("def test_a():\n    x = f()\n    assert x == x\n", undefined, "test_a.py"),
    test("package a\nfunc TestA(t *testing.T) {\n\tt.Skip()\n}\n", undefined, "a_test.go"),
    test("#[test]\n#[ignore]\nfn a() {\n    assert!(f());\n}\n", undefined, "tests/a.rs"),
    test("#[test]\nfn a() {\n    assert!(true);\n}\n", undefined, "tests/a.rs"),
    test("class ATest {\n  @Test @Disabled void a() { f(); }\n}\n", undefined, "src/ATest.java"),
    test("TEST(A, DISABLED_b) { EXPECT_EQ(f(), 1); }\n", undefined, "a_test.cc"),
    test(
      "RSpec.describe A do\n  it 'a' do\n    skip\n    expect(f).to eq 1\n  end\nend\n",
      undefined,
      "spec/a_spec.rb",
    ),
    test("test('a', () => { ok(f(1)); });", "test('a', () => { ok(f(1)); ok(f(2)); });\n"),
    test("test('a', () => { assert.ok(true); });"),
    test("def test_a():\n    f()\n", "def test_a():\n    assert f()\n", "test_a.py"),
  ],
  quiet: [
    test("test('a', () => { ok(2); });", "test('a', () => { ok(1); });\n"),
    test("test('a', () => { ok(skip(1)); });"),
    test("def test_a():\n    assert f() == True\n", undefined, "test_a.py"),
    test("test('a', () => {\n  assert.equal(f(1), f(1));\n  assert.ok(g(a || true).b);\n});\n"),
    test("test('a', () => {\n  const a = f();\n  assert.deepEqual(a, a);\n});\n"),
    test("test('a', () => {\n  assert.equal(f(1, 1), 1);\n  expect(1 + f(1)).toBe(1);\n});\n"),
    test("test('a', () => { ok(f(1), true); });"),
    test(
      "test('a', () => { both(f(1)); });\nconst both = (a) => { ok(a); equal(a, 1); };",
      "test('a', () => { ok(f(1)); equal(f(1), 1); });\n",
    ),
    test(
      "package a\nfunc TestA(t *testing.T) {\n\tif f() != 1 {\n\t\tt.Error(1)\n\t}\n}\n",
      undefined,
      "a_test.go",
    ),
    test(
      "RSpec.describe A do\n  it 'a' do\n    expect(a.skip(1)).to eq 1\n  end\nend\n",
      undefined,
      "spec/a_spec.rb",
    ),
  ],
});
