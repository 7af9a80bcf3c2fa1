import assert from "node:assert/strict";
import { test } from "node:test";
import * as plaintable from "../src/index.js";
import { report } from "../src/report.js";

test("a report counts the rows of each value", async () => {
  const lines = (await report(["name,city\nAda,Oslo\nBen,Oslo\n"], "city")).split("\n");
  assert.match(lines[0], /^city  count$/);
  assert.match(lines[2], /^Oslo +2$/);
});

test("a report on a column that is not there is refused", async () => {
  await assert.rejects(report(["a\n1\n"], "b"), /no column "b"/);
});

test("the package offers its functions by name", () => {
  const names = ["countBy", "formatCsv", "groupBy", "head", "makeTable", "readTable", "renderMarkdown"];
  for (const name of [...names, "renderText", "report", "select", "sortBy", "sumBy", "where"]) {
    assert.equal(typeof plaintable[name], "function", name);
  }
});
