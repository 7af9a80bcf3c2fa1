// CSV as RFC 4180 describes it, with a choice of separator.

/**
 * Splits CSV text into records of cells. Both line ends are understood; a last line end is optional.
 * @throws {SyntaxError} when a quoted cell is not closed
 */
export function parseRecords(text, separator = ",") {
  const records = [];
  let record = [];
  let cell = "";
  let quoted = false;
  let touched = false;
  const endCell = () => {
    record.push(cell);
    cell = "";
  };
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at];
    if (quoted) {
      if (char !== '"') cell += char;
      else if (text[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else quoted = false;
      continue;
    }
    if (char === "\r" && text[at + 1] === "\n") continue;
    if (char === "\n") {
      endCell();
      records.push(record);
      record = [];
      touched = false;
      continue;
    }
    touched = true;
    if (char === '"' && cell === "") quoted = true;
    else if (char === separator) endCell();
    else cell += char;
  }
  if (quoted) throw new SyntaxError(`record ${records.length + 1} has a quote that never ends`);
  if (touched) {
    endCell();
    records.push(record);
  }
  return records;
}

/** One cell as CSV, quoted only where it must be. */
export function formatCell(cell, separator = ",") {
  const mustQuote = cell.includes(separator) || /["\r\n]/.test(cell);
  return mustQuote ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** A table as CSV text that ends with a line end. */
export function formatCsv(table, separator = ",") {
  const lines = [table.columns, ...table.rows].map((cells) =>
    cells.map((cell) => formatCell(cell, separator)).join(separator),
  );
  return `${lines.join("\n")}\n`;
}
