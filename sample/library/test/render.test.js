import assert from "node:assert/strict";
import { test } from "node:test";
import { renderMarkdown, renderText } from "../src/render.js";
import { makeTable } from "../src/table.js";

const people = makeTable(["name", "city"], [["Ada", "Oslo"], ["Benedikt", "Rome"]]);

test("columns are as wide as their widest cell", () => {
  assert.equal(
    renderText(people),
    ["name      city", "--------  ----", "Ada       Oslo", "Benedikt  Rome"].join("\n"),
  );
});

test("lines have no spaces at their end", () => {
  assert.equal(renderText(makeTable(["a", "b"], [["x", ""]])), "a  b\n-  -\nx");
});

test("a table without rows has a heading and a rule", () => {
  assert.equal(renderText(makeTable(["a"], [])), "a\n-");
});

test("Markdown has a rule under the heading", () => {
  assert.equal(renderMarkdown(people).split("\n")[1], "|---|---|");
});

test("Markdown escapes pipes and line ends", () => {
  assert.equal(renderMarkdown(makeTable(["a"], [["x|y\nz"]])).split("\n")[2], "| x\\|y<br>z |");
});
