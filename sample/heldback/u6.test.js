// Held back: what a limit must do beyond what the visible tests ask.
import assert from "node:assert/strict";
import { test } from "node:test";
import { readTable } from "../src/read.js";
import { passes } from "./mutant.js";

test("without a limit everything is read, however long it is", async () => {
  const chunks = Array.from({ length: 2500 }, (_, i) => (i === 0 ? "n\n" : `${i}\n`));
  assert.equal((await readTable(chunks)).rows.length, 2499);
});

test("the limit 0 gives the heading alone", async () => {
  assert.deepEqual(await readTable(["a,b\n1,2\n"], { limit: 0 }), { columns: ["a", "b"], rows: [] });
});

test("an endless source is left, and told so", async () => {
  let closed = false;
  async function* endless() {
    try {
      yield "n\n";
      for (let n = 1; n < 10_000; n += 1) yield `${n}\n`;
      throw new Error("asked for too much");
    } finally {
      closed = true;
    }
  }
  const table = await readTable(endless(), { limit: 3 });
  assert.deepEqual(table.rows, [["1"], ["2"], ["3"]]);
  assert.ok(closed);
});

test("a limit beyond the end is no limit, and separators still count", async () => {
  const options = { limit: 9, separator: ";" };
  assert.deepEqual((await readTable(["a;b\n1;2\n3;4"], options)).rows, [["1", "2"], ["3", "4"]]);
});

test("the unit's tests pass, and notice a limit that reads everything", async () => {
  const code = `import { readTable as right } from "./read.right.js";
export async function readTable(chunks, { limit = Infinity, ...options } = {}) {
  const { columns, rows } = await right(chunks, options);
  return { columns, rows: rows.slice(0, limit) };
}`;
  assert.ok(await passes("test/limit.test.js"));
  assert.ok(!(await passes("test/limit.test.js", { module: "read", code })));
});
