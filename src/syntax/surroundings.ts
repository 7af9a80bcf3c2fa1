// What belongs to a symbol around its declaration: doc comment, decorators, closing semicolon.
import { isComment } from "../core/patch/nodes.ts";
import type { SyntaxNode } from "../core/patch/syntax.ts";

/** @param siblings the children that `first` and `last` are among. */
export function spanWith(
  first: SyntaxNode,
  last: SyntaxNode,
  siblings: readonly SyntaxNode[],
  text: string,
): { readonly start: number; readonly end: number } {
  let top = siblings.indexOf(first);
  while (top > 0) {
    const above = siblings[top - 1];
    const below = siblings[top];
    if (!above || !below || !belongs(above, below, siblings[top - 2], text)) break;
    top -= 1;
  }
  const after = siblings[siblings.indexOf(last) + 1];
  return {
    start: siblings[top]?.start ?? first.start,
    end: after?.type === ";" ? after.end : last.end - lineEndOf(last, text),
  };
}

/** A directive of C ends behind its line, which no answer could give back. */
const lineEndOf = ({ type, start, end }: SyntaxNode, text: string): number =>
  type.startsWith("preproc") ? (/\s*$/.exec(text.slice(start, end))?.[0].length ?? 0) : 0;

/** A decorator or attribute, or a comment on lines of its own that ends on the line above. */
function belongs(
  above: SyntaxNode,
  below: SyntaxNode,
  before: SyntaxNode | undefined,
  text: string,
): boolean {
  if (above.type === "decorator" || above.type === "attribute_item") return true;
  if (!isComment(above)) return false;
  if (text.slice(above.end, below.start).split("\n").length > 2) return false;
  const between = text.slice(before?.end ?? 0, above.start);
  return before === undefined || before.type === "{" || between.includes("\n");
}
