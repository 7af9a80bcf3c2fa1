// Data that keep within a number of characters as a prompt writes them, escapes included.
import { ends } from "../context/excerpt.ts";
import { dataBlock, type Datum } from "./envelope.ts";

/** Characters that a datum adds to a prompt's data block. */
export const weightOf = (nonce: string, datum: Datum): number =>
  dataBlock(nonce, [datum, datum]).length - dataBlock(nonce, [datum]).length;

/**
 * The datum, or the largest cut of it that weighs no more than `max`.
 * @param cut the value in about so many characters; must shrink with them.
 */
export function bounded(
  nonce: string,
  name: string,
  value: Datum[1],
  max: number,
  cut: (charsMax: number) => Datum[1],
): Datum {
  const whole: Datum = [name, value];
  if (weightOf(nonce, whole) <= max) return whole;
  let chars = max;
  for (;;) {
    const datum: Datum = [name, cut(chars)];
    if (chars < 16 || weightOf(nonce, datum) <= max) return datum;
    chars = Math.floor(chars * 0.8);
  }
}

/** A text of lines, cut in its middle. */
export function boundedText(nonce: string, name: string, text: string, max: number): Datum {
  return bounded(nonce, name, lines(text), max, (chars) => lines(ends(text, chars)));
}

/** A list of which the last items are left out, with a count. */
export function boundedList(
  nonce: string,
  name: string,
  list: readonly string[],
  max: number,
): Datum {
  return bounded(nonce, name, list, max, (chars) => {
    let room = chars;
    const shown = list.findIndex((item) => (room -= item.length + 4) < 0);
    return [...list.slice(0, shown), `[${list.length - shown} more]`];
  });
}

/** A text line by line, as data blocks show it. */
export const lines = (text: string): readonly string[] => text.split("\n");
