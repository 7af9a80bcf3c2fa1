// Tests that do not name what they are for.
import { accepting, examples, file, test } from "./examples.ts";

examples("untraced", {
  raised: [
    { ...test("test('a', () => { ok(1); });"), step: accepting("R1.A1") },
    { ...test("test('[R1.A11] a', () => { ok(1); });"), step: accepting("R1.A1") },
    { ...test("test('[R1.A1] a', () => { ok(1); });"), step: accepting("R1.A1", "R1.A2") },
    { ...file("test/test_a.py", "def test_a(): pass"), step: accepting("R1.A1") },
    {
      ...test(
        "test('[R1.A1] old', () => { ok(1); });\ntest('new', () => { ok(2); });",
        "test('[R1.A1] old', () => { ok(1); });",
      ),
      step: accepting("R1.A1"),
    },
  ],
  quiet: [
    {
      ...test(
        "test('[R1.A1] old', () => { ok(1); });\ntest('[R1.A1] new', () => { ok(2); });",
        "test('[R1.A1] old', () => { ok(1); });",
      ),
      step: accepting("R1.A1"),
    },
    {
      ...test("test('[R1.A1] [R1.A2] a', () => { ok(1); });"),
      step: accepting("R1.A1", "R1.A2"),
    },
    { ...file("test/test_a.py", "def test_r1_a1_trims(): ok(1)"), step: accepting("R1.A1") },
  ],
});
