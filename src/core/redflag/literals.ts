// Literals of a text, whatever the language: numbers, strings, characters, truth values.
import type { SyntaxNode } from "../patch/syntax.ts";

const types = new RegExp(
  "^(?:template_string|(?:\\w*_)?string(?:_literal)?|char\\w*(?:_literal)?|rune_literal|regex|" +
    "number|integer|float|rational|(?:\\w+_)?(?:number|int|integer|float|floating_point)_literal|" +
    "true|false|boolean_literal|simple_symbol)$",
);

/** True for a literal as a whole, and for a number with its sign. */
export function isLiteral(node: SyntaxNode, text: string): boolean {
  if (!node.named) return false;
  if (types.test(node.type)) return true;
  return (
    node.type.startsWith("unary") && /^-\s*\.?\d[\w.]*$/.test(text.slice(node.start, node.end))
  );
}

/** Whether a text holds a literal, without quotes, as a whole: no digit or letter touches it. */
export const holds = (text: string, literal: string): boolean => {
  for (let at = text.indexOf(literal); at >= 0; at = text.indexOf(literal, at + 1)) {
    const around = `${text[at - 1] ?? " "}${text[at + literal.length] ?? " "}`;
    if (!/[\w.]/.test(around)) return true;
  }
  return false;
};
