// Held back: what a report must do beyond what the visible tests ask.
import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { report } from "../src/report.js";
import { passes } from "./mutant.js";

const people = ["city,name\nOslo,Ada\n,Ben\nrome,Cid\n"];
const rowsOf = (text) => text.split("\n").slice(2).map((line) => line.trim().split(/ +/).join(" "));

test("the report is finished only when it is saved", async () => {
  let saved = false;
  const save = async () => {
    await sleep(20);
    saved = true;
  };
  await report(people, "city", { save });
  assert.ok(saved);
});

test("when saving fails, the report fails with the same error", async () => {
  const full = new Error("disk full");
  const save = async () => {
    await sleep(1);
    throw full;
  };
  await assert.rejects(report(people, "city", { save }), (error) => error === full);
});

test("those without a partner are counted, in the order of the first source", async () => {
  const join = { source: ["days,city\n2,Rome\n3,Rome\n4,Bonn\n"], on: "city" };
  assert.deepEqual(rowsOf(await report(people, "name", { join })), ["Ada 1", "Ben 1", "Cid 2"]);
});

test("a report can count by a column of the second source", async () => {
  const join = { source: ["city,days\nRome,2\nOslo,2\n"], on: "city" };
  assert.deepEqual(rowsOf(await report(people, "days", { join })), ["2 2", "1"]);
});

test("without options nothing has changed", async () => {
  assert.deepEqual(rowsOf(await report(["a\nx\nx\ny\n"], "a")), ["x 2", "y 1"]);
});

test("the unit's tests pass, and notice an inner join", async () => {
  const code = `import { countBy } from "./group.js";
import { join } from "./join.js";
import { readTable } from "./read.js";
import { renderText } from "./render.js";
export async function report(source, by, { join: second, save } = {}) {
  const table = await readTable(source);
  const joined = second ? join(table, await readTable(second.source), second.on) : table;
  const text = renderText(countBy(joined, by));
  await save?.(text);
  return text;
}`;
  assert.ok(await passes("test/report-join.test.js"));
  assert.ok(!(await passes("test/report-join.test.js", { module: "report", code })));
});
