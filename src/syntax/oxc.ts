// Syntax errors of JavaScript and TypeScript, from the parser of record.
import { parseSync, type ParserOptions } from "oxc-parser";
import type { SyntaxNode } from "../core/patch/syntax.ts";

/** Languages that oxc reads. */
export const dialects = { javascript: "jsx", typescript: "ts", tsx: "tsx" } as const;
export type Dialect = keyof typeof dialects;
const errorsMax = 20;
/** oxc recurses natively and ends the process beyond about 2,000 levels; a level is a character. */
const unreadCharsMax = 1000;

/**
 * Sentences with a line number, early errors (such as a name declared twice) included, at most 20.
 * The tree bounds what oxc is given: nested at most as deep as the tree, plus what is not in it.
 * A text without import and export may be a module or CommonJS: the kinder reading counts.
 */
export function oxcErrors(language: Dialect, text: string, root: SyntaxNode): readonly string[] {
  const unread = unreadIn(root);
  if (unread.chars > unreadCharsMax) {
    const line = lineAt(text, unread.start);
    return [`line ${line}: ${unread.chars} characters cannot be read as code`];
  }
  let best = errorsAs(language, text, "unambiguous");
  for (const sourceType of ["module", "commonjs"] as const) {
    if (best.length === 0) return best;
    const errors = errorsAs(language, text, sourceType);
    if (errors.length < best.length) best = errors;
  }
  return best;
}

function errorsAs(
  language: Dialect,
  text: string,
  sourceType: NonNullable<ParserOptions["sourceType"]>,
): readonly string[] {
  const lang = dialects[language];
  const options: ParserOptions = { lang, sourceType, showSemanticErrors: true };
  const { errors } = parseSync(`text.${lang}`, text, options);
  return errors.slice(0, errorsMax).map((error) => {
    const at = error.labels[0]?.start ?? 0;
    return `line ${lineAt(text, at)}: ${error.message.slice(0, 200)}`;
  });
}

const lineAt = (text: string, offset: number): number => text.slice(0, offset).split("\n").length;

/** Characters that stand directly in ERROR nodes; what could be read in them counts as one. */
function unreadIn(root: SyntaxNode): { readonly chars: number; readonly start: number } {
  let chars = 0;
  let start = -1;
  const walk = (node: SyntaxNode): void => {
    if (node.type === "ERROR") {
      if (start < 0) ({ start } = node);
      chars += node.end - node.start;
      for (const child of node.children) if (child.named) chars += 1 + child.start - child.end;
    }
    for (const child of node.children) walk(child);
  };
  walk(root);
  return { chars, start: Math.max(0, start) };
}
