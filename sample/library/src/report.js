// From a stream of CSV to a printed count.
import { countBy } from "./group.js";
import { readTable } from "./read.js";
import { renderText } from "./render.js";

/** Reads a table and prints how many rows each value of the column `by` has. */
export async function report(source, by) {
  const table = await readTable(source);
  return renderText(countBy(table, by));
}
