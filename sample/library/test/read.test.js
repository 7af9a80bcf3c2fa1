import assert from "node:assert/strict";
import { test } from "node:test";
import { readTable, recordsOf } from "../src/read.js";

async function* slowly(...chunks) {
  for (const chunk of chunks) {
    await Promise.resolve();
    yield chunk;
  }
}

test("a table is read from a stream", async () => {
  const table = await readTable(slowly("name,city\nAda,", "Oslo\nBen,Rome"));
  assert.deepEqual(table, { columns: ["name", "city"], rows: [["Ada", "Oslo"], ["Ben", "Rome"]] });
});

test("chunks may end anywhere, inside quotes too", async () => {
  const text = 'a,b\n"1\n2","x ""y"""\n3,4\n';
  const table = await readTable(slowly(...text));
  assert.deepEqual(table.rows, [["1\n2", 'x "y"'], ["3", "4"]]);
});

test("an array of texts will do for a stream", async () => {
  assert.deepEqual((await readTable(["a;b\n1;2\n"], { separator: ";" })).rows, [["1", "2"]]);
});

test("nothing to read is a table without columns", async () => {
  assert.deepEqual(await readTable([]), { columns: [], rows: [] });
});

test("records are given as soon as their line is complete", async () => {
  const seen = [];
  async function* source() {
    yield "a\nb";
    seen.push("asked again");
    yield "c\n";
  }
  for await (const [cell] of recordsOf(source())) seen.push(cell);
  assert.deepEqual(seen, ["a", "asked again", "bc"]);
});
