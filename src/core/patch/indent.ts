// The re-indent rule: models write methods at the margin; the file decides where they stand.
import { endingOf, spliced } from "./splice.ts";
import type { Span } from "./place.ts";
import { rulesOf } from "./languages.ts";
import type { ParsedText, Syntax, SyntaxNode } from "./syntax.ts";

/**
 * The text as it goes into the span: without the indent of its first line, which the file has;
 * when that indent was less than the file's, every line is shifted by the difference, except
 * lines that begin inside a string or template. Where only the first line stands at the margin, as
 * in a text that was cut out of its file, nothing is shifted.
 */
export function indented(parsed: ParsedText, span: Span, given: string, syntax: Syntax): string {
  const text = given.replace(/^(?:[ \t]*\n)+/, "").replace(/\s+$/, "");
  const wanted = marginAt(parsed.text, span.start);
  const own = /^[ \t]*/.exec(text)?.[0] ?? "";
  const bare = text.slice(own.length);
  if (own.length >= wanted.length || !wanted.startsWith(own)) return bare;
  const shift = wanted.slice(own.length);
  const whole = wholeWith(parsed, span, bare);
  const fixed = linesInStrings(parsed, span, whole, bare.length, syntax);
  const lines = bare.split("\n");
  const moves = (line: string, n: number): boolean => n > 0 && line.trim() !== "" && !fixed.has(n);
  const shifted = lines.map((line, n) => (moves(line, n) ? shift + line : line)).join("\n");
  const others = lines.filter(moves);
  const stands = own === "" && others.length > 0 && others.every((line) => line.startsWith(wanted));
  if (!stands) return shifted;
  const mistakes = (text: string): number =>
    syntax.parse(parsed.language, text)?.errors.length ?? 0;
  return mistakes(whole) > mistakes(wholeWith(parsed, span, shifted)) ? shifted : bare;
}

/** The blanks before a place; "" when something else stands before it on its line. */
export function marginAt(text: string, start: number): string {
  const before = text.slice(text.lastIndexOf("\n", start - 1) + 1, start);
  return /^[ \t]*$/.test(before) ? before : "";
}

const wholeWith = ({ text }: ParsedText, { start, end }: Span, own: string): string =>
  spliced(text, [{ start, end, text: own }], endingOf("")).text;

/** Lines of the new text, counted from 0, that begin inside text that must stay as it is. */
function linesInStrings(
  { language }: ParsedText,
  { start }: Span,
  whole: string,
  length: number,
  syntax: Syntax,
): ReadonlySet<number> {
  const lines = new Set<number>();
  const text = whole.slice(start, start + length);
  const after = /[`"'\\]|<</.test(text) ? syntax.parse(language, whole) : null;
  if (after === null) return lines;
  const { verbatim } = rulesOf(language);
  const lineOf = (offset: number): number => whole.slice(start, offset).split("\n").length - 1;
  const walk = (node: SyntaxNode): void => {
    if (node.end <= start || node.start >= start + length) return;
    if (verbatim.has(node.type)) {
      for (let n = lineOf(node.start) + 1; n <= lineOf(node.end); n += 1) lines.add(n);
    } else for (const child of node.children) walk(child);
  };
  walk(after.root);
  return lines;
}
