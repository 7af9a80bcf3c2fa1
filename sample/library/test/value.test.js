import assert from "node:assert/strict";
import { test } from "node:test";
import { compareCells, isNumeric, toNumber } from "../src/value.js";

test("decimal numbers are numeric, with or without a sign and spaces", () => {
  for (const cell of ["0", "12", "-3.50", "+7", " 8 "]) assert.ok(isNumeric(cell), cell);
});

test("other texts are not numeric", () => {
  for (const cell of ["", " ", "1e5", "1,000", "0x10", ".5", "5.", "Infinity"]) {
    assert.ok(!isNumeric(cell), cell);
  }
});

test("a numeric cell has its number", () => {
  assert.equal(toNumber("-3.50"), -3.5);
});

test("a cell that is no number is refused with its text", () => {
  assert.throws(() => toNumber("ten"), /not a number: "ten"/);
});

test("numbers are ordered by value", () => {
  assert.deepEqual(["10", "9", "-1"].sort(compareCells), ["-1", "9", "10"]);
});

test("numbers come before text", () => {
  assert.deepEqual(["b", "10", "a", "2"].sort(compareCells), ["2", "10", "a", "b"]);
});
