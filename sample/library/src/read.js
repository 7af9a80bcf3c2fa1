// Tables from streams of text, whatever the size of the chunks.
import { parseRecords } from "./csv.js";
import { makeTable } from "./table.js";

/** Gives every record of CSV text as soon as its line is complete; quoted cells may span lines. */
export async function* recordsOf(chunks, separator = ",") {
  let pending = "";
  for await (const chunk of chunks) {
    pending += chunk;
    let end = recordEnd(pending);
    while (end > 0) {
      yield* parseRecords(pending.slice(0, end), separator);
      pending = pending.slice(end);
      end = recordEnd(pending);
    }
  }
  yield* parseRecords(pending, separator);
}

/** Where the first complete record ends, its line end included; 0 when none is complete. */
function recordEnd(text) {
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '"') quoted = !quoted;
    if (text[at] === "\n" && !quoted) return at + 1;
  }
  return 0;
}

/**
 * Reads a table; its first record names the columns.
 * @param {AsyncIterable<string> | Iterable<string>} chunks
 * @param {{ separator?: string }} options
 */
export async function readTable(chunks, options = {}) {
  const { separator = "," } = options;
  const records = [];
  for await (const record of recordsOf(chunks, separator)) records.push(record);
  const [heading = [], ...rows] = records;
  return makeTable(heading, rows);
}
