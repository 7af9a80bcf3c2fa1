// Groups of rows that share a cell, and what can be said about each.
import { columnIndex, makeTable, withRows } from "./table.js";
import { toNumber } from "./value.js";

/** Splits a table by the cells of one column, groups in the order in which they first occur. */
export function groupBy(table, name) {
  const at = columnIndex(table, name);
  const groups = new Map();
  for (const row of table.rows) {
    const rows = groups.get(row[at]) ?? [];
    rows.push(row);
    groups.set(row[at], rows);
  }
  return [...groups].map(([value, rows]) => ({ value, table: withRows(table, rows) }));
}

/** How many rows each group has: a table of the column and `count`. */
export function countBy(table, name) {
  const rows = groupBy(table, name).map((group) => [group.value, String(group.table.rows.length)]);
  return makeTable([name, "count"], rows);
}

/** The sum of a numeric column for each group; blank cells count as nothing. */
export function sumBy(table, name, summed) {
  const at = columnIndex(table, summed);
  const rows = groupBy(table, name).map((group) => {
    const cells = group.table.rows.map((row) => row[at]).filter((cell) => cell.trim() !== "");
    const sum = cells.reduce((total, cell) => total + toNumber(cell), 0);
    return [group.value, String(sum)];
  });
  return makeTable([name, summed], rows);
}
