// Replacing stretches of a text by offset, with the text's own end of line.

export interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The end of line that most lines of a text have; `\n` for a text of one line. */
export function endingOf(text: string): "\n" | "\r\n" {
  const windows = text.split("\r\n").length - 1;
  return windows * 2 > text.split("\n").length - 1 ? "\r\n" : "\n";
}

export const withEnding = (text: string, ending: "\n" | "\r\n"): string =>
  ending === "\n" ? text : text.replace(/\r?\n/g, ending);

/**
 * The text with every splice made; splices must not overlap, those at one place keep their order.
 * @returns also where each inserted text begins, in the order given.
 */
export function spliced(
  text: string,
  splices: readonly Splice[],
  ending: "\n" | "\r\n",
): { readonly text: string; readonly places: readonly number[] } {
  const order = splices.map((splice, i) => ({ splice, i }));
  order.sort((a, b) => a.splice.start - b.splice.start || a.i - b.i);
  const places = splices.map(() => 0);
  let out = "";
  let at = 0;
  for (const { splice, i } of order) {
    out += text.slice(at, splice.start);
    places[i] = out.length;
    out += withEnding(splice.text, ending);
    at = splice.end;
  }
  return { text: out + text.slice(at), places };
}
