import assert from "node:assert/strict";
import { test } from "node:test";
import { column, columnIndex, makeTable, withRows } from "../src/table.js";

const people = makeTable(["name", "city"], [["Ada", "Oslo"], ["Ben", "Rome"]]);

test("a table keeps its columns and rows", () => {
  assert.deepEqual(people, { columns: ["name", "city"], rows: [["Ada", "Oslo"], ["Ben", "Rome"]] });
});

test("a table does not share its rows with the caller", () => {
  const rows = [["1"]];
  const table = makeTable(["n"], rows);
  rows[0].push("2");
  assert.deepEqual(table.rows, [["1"]]);
});

test("two columns of one name are refused", () => {
  assert.throws(() => makeTable(["a", "b", "a"], []), /two columns are called "a"/);
});

test("a row of another length is refused by its number", () => {
  assert.throws(() => makeTable(["a"], [["1"], ["2", "3"]]), /row 2 has 2 cells, not 1/);
});

test("a column is found by name", () => {
  assert.equal(columnIndex(people, "city"), 1);
  assert.deepEqual(column(people, "city"), ["Oslo", "Rome"]);
});

test("an unknown column is answered with the known ones", () => {
  assert.throws(() => column(people, "town"), /no column "town"; there are: name, city/);
});

test("other rows keep the columns", () => {
  assert.deepEqual(withRows(people, []), { columns: ["name", "city"], rows: [] });
});
