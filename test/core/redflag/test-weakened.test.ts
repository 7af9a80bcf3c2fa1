// Tests that lost something.
import { examples, test } from "./examples.ts";

examples("test-weakened", {
  raised: [
    test("test.skip('a', () => {});"),
    test("it.only('a', () => {});"),
    test("test('a', { skip: true }, () => {});"),
    test("test('b', () => { ok(2); });", "test('a', () => { ok(1); });\n"),
  ],
  quiet: [
    test("test('a', () => { ok(2); });", "test('a', () => { ok(1); });\n"),
    test("test('a', () => { ok(skip(1)); });"),
  ],
});
