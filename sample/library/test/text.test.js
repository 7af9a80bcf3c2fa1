import assert from "node:assert/strict";
import { test } from "node:test";
import { displayWidth, padEnd, padStart, shorten } from "../src/text.js";

test("width is counted in characters as people see them", () => {
  assert.equal(displayWidth("café"), 4);
  assert.equal(displayWidth("cafe\u0301"), 4);
  assert.equal(displayWidth("👩‍🚀"), 1);
});

test("text is padded behind or before", () => {
  assert.equal(padEnd("ab", 4), "ab  ");
  assert.equal(padStart("ab", 4), "  ab");
});

test("text that is wide enough is not padded", () => {
  assert.equal(padEnd("abc", 2), "abc");
  assert.equal(padStart("abc", 3), "abc");
});

test("text that fits is not shortened", () => {
  assert.equal(shorten("abc", 3), "abc");
});

test("longer text ends with an ellipsis", () => {
  assert.equal(shorten("abcdef", 4), "abc…");
});
