// Held back: what aligned text must do beyond what the visible tests ask.
import assert from "node:assert/strict";
import { test } from "node:test";
import { renderText } from "../src/render.js";
import { makeTable } from "../src/table.js";
import { passes } from "./mutant.js";

const linesOf = (columns, rows) => renderText(makeTable(columns, rows)).split("\n");

test("blank cells do not count against a numeric column", () => {
  assert.deepEqual(linesOf(["price", "b"], [["1", "x"], [" ", "y"], ["-20", "z"]]), [
    "price  b",
    "-----  -",
    "    1  x",
    "       y",
    "  -20  z",
  ]);
});

test("a column with nothing but blank cells stays on the left", () => {
  assert.deepEqual(linesOf(["a"], [["    "], [""]])[0], "a");
});

test("a column without cells stays on the left", () => {
  assert.deepEqual(linesOf(["a", "bcd"], []), ["a  bcd", "-  ---"]);
});

test("every column is looked at for itself", () => {
  assert.deepEqual(linesOf(["x", "y", "z"], [["10", "ab", "100"], ["9", "c", "7"]]), [
    " x  y     z",
    "--  --  ---",
    "10  ab  100",
    " 9  c     7",
  ]);
});

test("the unit's tests pass, and notice a heading that stays on the left", async () => {
  const code = `import { renderText as right } from "./render.right.js";
export function renderText(table) {
  const [, rule, ...rows] = right(table).split("\\n");
  const widths = rule.split("  ").map((part) => part.length);
  const heading = table.columns.map((name, at) => name.padEnd(widths[at])).join("  ").trimEnd();
  return [heading, rule, ...rows].join("\\n");
}`;
  assert.ok(await passes("test/align.test.js"));
  assert.ok(!(await passes("test/align.test.js", { module: "render", code })));
});
