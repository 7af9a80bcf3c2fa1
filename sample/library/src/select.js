// Fewer columns, fewer rows, another order.
import { columnIndex, makeTable, withRows } from "./table.js";
import { compareCells } from "./value.js";

/** The named columns, in the order in which they are named. */
export function select(table, names) {
  const places = names.map((name) => columnIndex(table, name));
  return makeTable(names, table.rows.map((row) => places.map((at) => row[at])));
}

/** The rows for which `keep` is true; it is given the cells by column name. */
export function where(table, keep) {
  const named = (row) => Object.fromEntries(table.columns.map((name, at) => [name, row[at]]));
  return withRows(table, table.rows.filter((row) => keep(named(row))));
}

/** The rows in the order of one column; rows that are equal there keep their order. */
export function sortBy(table, name, { descending = false } = {}) {
  const at = columnIndex(table, name);
  const sign = descending ? -1 : 1;
  const rows = [...table.rows].sort((a, b) => sign * compareCells(a[at], b[at]));
  return withRows(table, rows);
}

/** The first `count` rows. */
export function head(table, count) {
  return withRows(table, table.rows.slice(0, count));
}
