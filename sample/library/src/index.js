// Everything that the package offers.
export { formatCsv, parseRecords } from "./csv.js";
export { countBy, groupBy, sumBy } from "./group.js";
export { readTable, recordsOf } from "./read.js";
export { renderMarkdown, renderText } from "./render.js";
export { report } from "./report.js";
export { head, select, sortBy, where } from "./select.js";
export { column, columnIndex, makeTable, withRows } from "./table.js";
export { displayWidth, padEnd, padStart, shorten } from "./text.js";
export { compareCells, isNumeric, toNumber } from "./value.js";
