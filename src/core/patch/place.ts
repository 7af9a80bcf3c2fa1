// Where a step writes: the file as it is, and the old text that an answer must have been shown.
import type { Step } from "../plan/plan.ts";
import { textAt, type Path, type Tree } from "../tree.ts";
import type { ParsedText, SymbolSpan, Syntax } from "./syntax.ts";

/** A stretch of a text, offsets in UTF-16 code units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** The text at a path, parsed; null when no grammar fits, it is no text, or it cannot be parsed. */
export function parsedAt(tree: Tree, path: Path, syntax: Syntax): ParsedText | null {
  const language = syntax.languageOf(path);
  const text = textAt(tree, path);
  return language === null || text === null ? null : syntax.parse(language, text);
}

/** The symbol that a step rewrites or, once it stands, the one that a step added. */
export function symbolOf(parsed: ParsedText | null, step: Step): SymbolSpan | null {
  const { target } = step;
  if (parsed === null || target.kind === "file") return null;
  const ordinal = target.kind === "symbol" ? target.ordinal : 0;
  const found = parsed.symbols.find((s) => s.name === target.symbol && s.ordinal === ordinal);
  return found ?? null;
}

/** The text that the step replaces: of the symbol or the file; empty where something new begins. */
export function oldText(tree: Tree, step: Step, syntax: Syntax): string {
  const { target } = step;
  const text = textAt(tree, target.path) ?? "";
  if (target.kind === "file") return text;
  if (target.kind === "addition") return "";
  const span = symbolOf(parsedAt(tree, target.path, syntax), step);
  return span ? text.slice(span.start, span.end) : "";
}
