import assert from "node:assert/strict";
import { test } from "node:test";
import { formatCsv, parseRecords } from "../src/csv.js";
import { makeTable } from "../src/table.js";

test("lines are records and commas separate cells", () => {
  assert.deepEqual(parseRecords("a,b\n1,2\n"), [["a", "b"], ["1", "2"]]);
});

test("the last line end is optional and both kinds are understood", () => {
  assert.deepEqual(parseRecords("a,b\r\n1,2"), [["a", "b"], ["1", "2"]]);
});

test("empty cells are kept", () => {
  assert.deepEqual(parseRecords(",\na,\n"), [["", ""], ["a", ""]]);
});

test("quoted cells may hold separators, quotes and line ends", () => {
  assert.deepEqual(parseRecords('"a,b","say ""hi""","two\nlines"\n'), [
    ["a,b", 'say "hi"', "two\nlines"],
  ]);
});

test("another separator can be chosen", () => {
  assert.deepEqual(parseRecords("a;b,c\n", ";"), [["a", "b,c"]]);
});

test("a quote that never ends is refused by its record", () => {
  assert.throws(() => parseRecords('a\n"b\n'), /record 2 has a quote that never ends/);
});

test("no text is no record", () => {
  assert.deepEqual(parseRecords(""), []);
});

test("what was written reads back the same", () => {
  const table = makeTable(["a", "b"], [['x "y"', "1,2"], ["line\nend", ""]]);
  const [columns, ...rows] = parseRecords(formatCsv(table));
  assert.deepEqual(makeTable(columns, rows), table);
});
