// What a cell means: a number where it is written like one, text otherwise.

/** Whether a cell is written as a decimal number, such as `12`, `-3.50` or `+7`. */
export function isNumeric(cell) {
  return /^[+-]?\d+(\.\d+)?$/.test(cell.trim());
}

/**
 * The number that a cell is written as.
 * @throws {TypeError} when the cell is not numeric
 */
export function toNumber(cell) {
  if (!isNumeric(cell)) throw new TypeError(`not a number: "${cell}"`);
  return Number(cell);
}

/** Orders two cells: numbers first and by value, then text by its characters. */
export function compareCells(a, b) {
  if (isNumeric(a) && isNumeric(b)) return toNumber(a) - toNumber(b);
  if (isNumeric(a)) return -1;
  if (isNumeric(b)) return 1;
  return a < b ? -1 : a > b ? 1 : 0;
}
