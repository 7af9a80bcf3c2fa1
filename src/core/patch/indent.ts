// The re-indent rule: models write methods at the margin; the file decides where they stand.
import { endingOf, spliced } from "./splice.ts";
import type { Span } from "./place.ts";
import { rulesOf } from "./languages.ts";
import type { ParsedText, Syntax, SyntaxNode } from "./syntax.ts";

/**
 * The text as it goes into the span: without the indent of its first line, which the file has;
 * when that indent was less than the file's, every line is shifted by the difference, except
 * lines that begin inside a string or template.
 */
export function indented(parsed: ParsedText, span: Span, given: string, syntax: Syntax): string {
  const text = given.replace(/^(?:[ \t]*\n)+/, "").replace(/\s+$/, "");
  const lineStart = parsed.text.lastIndexOf("\n", span.start - 1) + 1;
  const before = parsed.text.slice(lineStart, span.start);
  const wanted = /^[ \t]*$/.test(before) ? before : "";
  const own = /^[ \t]*/.exec(text)?.[0] ?? "";
  const bare = text.slice(own.length);
  if (own.length >= wanted.length || !wanted.startsWith(own)) return bare;
  const shift = wanted.slice(own.length);
  const fixed = linesInStrings(parsed, span, bare, syntax);
  return bare
    .split("\n")
    .map((line, n) => (n === 0 || line.trim() === "" || fixed.has(n) ? line : shift + line))
    .join("\n");
}

/** Lines of the new text, counted from 0, that begin inside text that must stay as it is. */
function linesInStrings(
  parsed: ParsedText,
  span: Span,
  text: string,
  syntax: Syntax,
): ReadonlySet<number> {
  if (!/[`"'\\]/.test(text)) return new Set();
  const { start, end } = span;
  const whole = spliced(parsed.text, [{ start, end, text }], endingOf("")).text;
  const after = syntax.parse(parsed.language, whole);
  const lines = new Set<number>();
  if (after === null) return lines;
  const verbatim = rulesOf(parsed.language).verbatim;
  const lineOf = (offset: number): number => whole.slice(start, offset).split("\n").length - 1;
  const walk = (node: SyntaxNode): void => {
    if (node.end <= start || node.start >= start + text.length) return;
    if (verbatim.has(node.type)) {
      for (let n = lineOf(node.start) + 1; n <= lineOf(node.end); n += 1) lines.add(n);
    } else for (const child of node.children) walk(child);
  };
  walk(after.root);
  return lines;
}
