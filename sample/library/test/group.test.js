import assert from "node:assert/strict";
import { test } from "node:test";
import { countBy, groupBy, sumBy } from "../src/group.js";
import { makeTable } from "../src/table.js";

const trips = makeTable(
  ["city", "days"],
  [["Oslo", "2"], ["Rome", "3"], ["Oslo", ""], ["Oslo", "1.5"]],
);

test("rows that share a cell are one group, in the order of their first row", () => {
  assert.deepEqual(
    groupBy(trips, "city").map(({ value, table }) => [value, table.rows.length]),
    [["Oslo", 3], ["Rome", 1]],
  );
});

test("a group keeps all columns", () => {
  assert.deepEqual(groupBy(trips, "city")[1].table, { columns: ["city", "days"], rows: [["Rome", "3"]] });
});

test("groups are counted", () => {
  assert.deepEqual(countBy(trips, "city"), {
    columns: ["city", "count"],
    rows: [["Oslo", "3"], ["Rome", "1"]],
  });
});

test("groups are summed and blank cells count as nothing", () => {
  assert.deepEqual(sumBy(trips, "city", "days").rows, [["Oslo", "3.5"], ["Rome", "3"]]);
});
