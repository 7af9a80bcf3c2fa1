// What is new in a change: the views on a reading that several rules share.
import { rulesOf } from "../patch/languages.ts";
import type { ParsedText, SyntaxNode } from "../patch/syntax.ts";
import { textAt } from "../tree.ts";
import type { Reading } from "./flag.ts";

/** Lines of the changed files that the file before did not have, trimmed. */
export function newLines(reading: Reading): readonly string[] {
  return reading.changes.flatMap(({ path }) => {
    const old = new Set((textAt(reading.before, path) ?? "").split("\n").map((l) => l.trim()));
    const now = (textAt(reading.after, path) ?? "").split("\n").map((l) => l.trim());
    return now.filter((line) => !old.has(line));
  });
}

/** Comments of the place that its old text did not have; empty where no grammar fits. */
export function newComments(reading: Reading): readonly string[] {
  const { newParsed, newSpan, oldText } = reading;
  if (newParsed === null) return [];
  const { comments } = rulesOf(newParsed.language);
  return nodesOf(newParsed, newSpan, (node) => comments.has(node.type))
    .map((node) => newParsed.text.slice(node.start, node.end))
    .filter((comment) => !oldText.includes(comment));
}

/** As newComments(), with comments on lines that follow each other taken together. */
export function newCommentBlocks(reading: Reading): readonly string[] {
  const { newParsed, newSpan, oldText } = reading;
  if (newParsed === null) return [];
  const { text, language } = newParsed;
  const { comments } = rulesOf(language);
  const blocks: { start: number; end: number }[] = [];
  for (const { start, end } of nodesOf(newParsed, newSpan, (node) => comments.has(node.type))) {
    const last = blocks.at(-1);
    if (last && /^[ \t]*(?:\r?\n)?[ \t]*$/.test(text.slice(last.end, start))) last.end = end;
    else blocks.push({ start, end });
  }
  return blocks
    .map(({ start, end }) => text.slice(start, end).trimEnd())
    .filter((block) => !oldText.includes(block));
}

/** Nodes inside a span for which something holds, in order; what holds is not opened. */
export function nodesOf(
  parsed: ParsedText,
  span: { readonly start: number; readonly end: number },
  holds: (node: SyntaxNode) => boolean,
): readonly SyntaxNode[] {
  const found: SyntaxNode[] = [];
  const walk = (node: SyntaxNode): void => {
    if (node.end <= span.start || node.start >= span.end) return;
    if (node.start >= span.start && node.end <= span.end && holds(node)) found.push(node);
    else node.children.forEach(walk);
  };
  walk(parsed.root);
  return found;
}

/** The node types whose text counts as silent, by what is to be left out. */
type Silent = (node: SyntaxNode) => boolean;

/**
 * The code of a text without its comments and the contents of its strings, which are blanked;
 * the text itself where no grammar fits or the parser could not read it.
 */
export function codeOnly(parsed: ParsedText | null, text: string, start: number): string {
  if (parsed === null) return text;
  const { comments, verbatim } = rulesOf(parsed.language);
  return blanked(parsed, text, start, (node) => comments.has(node.type) || verbatim.has(node.type));
}

/** As codeOnly(), with the strings as they are. */
export function commentFree(parsed: ParsedText | null, text: string, start: number): string {
  if (parsed === null) return text;
  const { comments } = rulesOf(parsed.language);
  return blanked(parsed, text, start, (node) => comments.has(node.type));
}

function blanked(parsed: ParsedText, text: string, start: number, silent: Silent): string {
  const span = { start, end: start + text.length };
  const closed: Silent = (node) => silent(node) || node.type === "ERROR";
  const hidden = nodesOf(parsed, span, closed).filter(silent);
  let code = "";
  let at = start;
  for (const node of hidden) {
    code += `${parsed.text.slice(at, node.start)}""`;
    at = node.end;
  }
  return code + parsed.text.slice(at, span.end);
}

/** The code of the place before and after. */
export const codeBefore = (r: Reading): string => codeOnly(r.oldParsed, r.oldText, r.oldSpan.start);
export const codeAfter = (r: Reading): string => codeOnly(r.newParsed, r.newText, r.newSpan.start);

/** The first of some words that the code uses now more often than before; null when none. */
export const moreOften = (reading: Reading, words: RegExp): string | null =>
  moreOftenIn(codeBefore(reading), codeAfter(reading), words);

/** The first of some words that one text holds more often, however spaced; null when none. */
export function moreOftenIn(before: string, after: string, words: RegExp): string | null {
  const had = new Map<string, number>();
  const bare = (word: string): string => word.replace(/\s+/g, "");
  for (const [word] of before.matchAll(words)) had.set(bare(word), (had.get(bare(word)) ?? 0) + 1);
  for (const [word] of after.matchAll(words)) {
    const left = had.get(bare(word)) ?? 0;
    if (left === 0) return word;
    had.set(bare(word), left - 1);
  }
  return null;
}
