// Tests that end the process.
import { examples, test } from "./examples.ts";

examples("test-exit", {
  raised: [
    test("test('a', () => { process.exit(0); });"),

    test("import sys\ndef test_a():\n    sys.exit(0)\n", undefined, "test/test_a.py"),
    test("package a\nfunc TestA(t *testing.T) {\n\tos.Exit(0)\n}\n", undefined, "a_test.go"),
  ],
  quiet: [
    test("test('a', () => { equal(run().exitCode, 1); });"),
    test("test('a', () => { ok('process.exit(0)'); });"),
  ],
});
