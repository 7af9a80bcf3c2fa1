import assert from "node:assert/strict";
import { test } from "node:test";
import { head, select, sortBy, where } from "../src/select.js";
import { column, makeTable } from "../src/table.js";

const stock = makeTable(
  ["item", "left"],
  [["pen", "10"], ["ink", "9"], ["pad", "10"]],
);

test("columns come in the order in which they are named", () => {
  assert.deepEqual(select(stock, ["left", "item"]).rows[0], ["10", "pen"]);
});

test("rows are kept by what their cells say", () => {
  assert.deepEqual(column(where(stock, (row) => row.left === "10"), "item"), ["pen", "pad"]);
});

test("rows are sorted by value and equal rows keep their order", () => {
  assert.deepEqual(column(sortBy(stock, "left"), "item"), ["ink", "pen", "pad"]);
});

test("a descending sort keeps the order of equal rows as well", () => {
  assert.deepEqual(column(sortBy(stock, "left", { descending: true }), "item"), ["pen", "pad", "ink"]);
});

test("the head is the first rows", () => {
  assert.deepEqual(column(head(stock, 2), "item"), ["pen", "ink"]);
});
