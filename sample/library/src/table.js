// A table: column names and rows of text cells. Tables are never changed, only made anew.

/** @typedef {{ columns: readonly string[], rows: readonly (readonly string[])[] }} Table */

/**
 * Makes a table.
 * @throws {RangeError} when two columns share a name or a row has another length than the heading
 */
export function makeTable(columns, rows) {
  const twice = columns.find((name, at) => columns.indexOf(name) !== at);
  if (twice !== undefined) throw new RangeError(`two columns are called "${twice}"`);
  rows.forEach((row, at) => {
    if (row.length !== columns.length) {
      throw new RangeError(`row ${at + 1} has ${row.length} cells, not ${columns.length}`);
    }
  });
  return { columns: [...columns], rows: rows.map((row) => [...row]) };
}

/**
 * The position of a column, from 0.
 * @throws {RangeError} when there is no such column; the message names the ones that exist
 */
export function columnIndex(table, name) {
  const at = table.columns.indexOf(name);
  if (at >= 0) return at;
  throw new RangeError(`no column "${name}"; there are: ${table.columns.join(", ")}`);
}

/** The cells of one column, from the first row to the last. */
export function column(table, name) {
  const at = columnIndex(table, name);
  return table.rows.map((row) => row[at]);
}

/** The same columns with other rows. */
export function withRows(table, rows) {
  return makeTable(table.columns, rows);
}
