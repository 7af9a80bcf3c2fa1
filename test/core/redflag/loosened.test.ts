// Tests that wait longer, or take a number that is further off.
import { examples, test } from "./examples.ts";
import type { Asked } from "./reading.ts";

/** One test file in which something is written in the place of another thing. */
const turned = (path: string, frame: string, from: string, to: string): Asked =>
  test(
    frame.replace("§", () => to),
    frame.replace("§", () => from),
    path,
  );

const js = (from: string, to: string) =>
  turned("test/a.test.js", "test('a', async () => {\n  §\n});\n", from, to);
const py = (from: string, to: string) =>
  turned("test_a.py", "def test_a():\n    assert f() == §\n", from, to);
const go = (from: string, to: string) =>
  turned("a_test.go", "package a\n\nfunc TestA(t *testing.T) {\n\t§\n}\n", from, to);
const rust = (from: string, to: string) =>
  turned("tests/a.rs", "#[test]\nfn a() {\n    §\n}\n", from, to);
const java = (from: string, to: string) =>
  turned("src/ATest.java", "class ATest {\n  @Test void a() {\n    §\n  }\n}\n", from, to);
const cpp = (from: string, to: string) => turned("a_test.cc", "TEST(A, b) {\n  §\n}\n", from, to);
const ruby = (from: string, to: string) =>
  turned("spec/a_spec.rb", "RSpec.describe A do\n  it 'a' do\n    §\n  end\nend\n", from, to);
const timed = "ok(await f({ timeout: 1000 }));";

examples("loosened", {
  raised: [
    js(timed, "ok(await f({ timeout: 60_000 }));"),
    js("jest.setTimeout(1000); ok(f());", "jest.setTimeout(5 * 60 * 1000); ok(f());"),
    js("expect(f()).toBeCloseTo(0.3, 5);", "expect(f()).toBeCloseTo(0.3, 1);"),
    js("ok(Math.abs(f() - 1) < 1e-9);", "ok(Math.abs(f() - 1) < 0.1);"),
    js("const TOLERANCE = 0.01; ok(f(TOLERANCE));", "const TOLERANCE = 1; ok(f(TOLERANCE));"),
    test("test('a', () => { ok(f()); }, 90000);", "test('a', () => { ok(f()); }, 9000);\n"),
    py("approx(2, rel=1e-6)", "approx(2, rel=0.5)"),
    py("g(self.assertAlmostEqual(a, b, places=7))", "g(self.assertAlmostEqual(a, b, places=1))"),
    turned("a_test.py", "@pytest.mark.timeout(§)\ndef test_a():\n    assert f()\n", "5", "500"),
    go(
      "ctx := context.WithTimeout(c, 5*time.Second)\n\tassert.True(t, f(ctx))",
      "ctx := context.WithTimeout(c, 1*time.Minute)\n\tassert.True(t, f(ctx))",
    ),
    go("assert.InDelta(t, 1.0, f(), 0.001)", "assert.InDelta(t, 1.0, f(), 0.5)"),
    rust(
      "assert_relative_eq!(f(), 1.0, epsilon = 1e-6);",
      "assert_relative_eq!(f(), 1.0, epsilon = 0.1);",
    ),
    rust("assert!((f() - 1.0).abs() < 1e-9_f64);", "assert!((f() - 1.0).abs() < 0.5_f64);"),
    rust(
      "let timeout = Duration::from_millis(500); assert!(f(timeout));",
      "let timeout = Duration::from_secs(5); assert!(f(timeout));",
    ),
    java("assertEquals(1.0, f(), 0.001d);", "assertEquals(1.0, f(), 0.5d);"),
    java("assertTimeout(Duration.ofMillis(100), g);", "assertTimeout(Duration.ofSeconds(1), g);"),
    turned(
      "src/ATest.java",
      "class ATest {\n  @Test(timeout = §) void a() { ok(f()); }\n}\n",
      "10",
      "99",
    ),
    cpp("EXPECT_NEAR(f(), 1.0, 1e-6);", "EXPECT_NEAR(f(), 1.0, 0.1);"),
    turned("test/test_a.c", "void a(void) {\n  assert(fabs(f() - 1.0) < §);\n}\n", "1e-9", "0.1"),
    ruby("expect(f).to be_within(0.01).of(1)", "expect(f).to be_within(1.0).of(1)"),
    ruby(
      "Timeout.timeout(5.seconds) { expect(f).to eq 1 }",
      "Timeout.timeout(2.minutes) { expect(f).to eq 1 }",
    ),
  ],
  quiet: [
    js(timed, "ok(await f({ timeout: 500 }));"),
    js(timed, "ok(await f({ timeout: 1_000 }));"),
    js(timed, `${timed} ok(await g({ timeout: 60_000 }));`),
    {
      ...js(timed, "ok(await f({ timeout: 9000 }));"),
      step: { kind: "test", task: "Allow slow disks" },
    },
    js("expect(f()).toBeCloseTo(0.3, 1);", "expect(f()).toBeCloseTo(0.3, 5);"),
    js("ok(f(1, 2, 3));", "ok(f(1, 2, 30));"),
    js("setTimeout(f, 10); ok(1 > f());", "setTimeout(f, 20); ok(1 > f());"),
    py("approx(2, rel=0.5)", "approx(2, rel=1e-6)"),
    py("f(1, 2, 3)", "f(1, 2, 4)"),
    go(
      "ctx := context.WithTimeout(c, 2*time.Minute)\n\tassert.True(t, f(ctx))",
      "ctx := context.WithTimeout(c, 90*time.Second)\n\tassert.True(t, f(ctx))",
    ),
    java('assertEquals("sum", f(), 3);', 'assertEquals("sum", f(), 4);'),
    cpp("EXPECT_NEAR(f(), 1.0, 0.1);", "EXPECT_NEAR(f(), 1.0, 1e-6);"),
  ],
});
