// Tests changed by a code step, and other files by a test step.
import { examples, file, test } from "./examples.ts";

examples("test-touched", {
  raised: [
    file("test/a.test.js", "test('x', () => {});"),
    file("src/a.spec.ts", "x()"),
    file("src/a.js", "f();", { step: { kind: "test" } }),

    file("pkg/a_test.go", "package a"),
    file("src/test/java/ATest.java", "class ATest {}"),
    file("tests/conftest.py", "import a"),
  ],
  quiet: [
    file("src/latest/contest.js", "f();"),
    file("src/testing.md", "words"),
    test("test('x', () => { ok(1); });"),
  ],
});
