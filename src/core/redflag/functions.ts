// Functions of a text with what stands in their bodies, whatever the language.
import { childAt, partsOf } from "../patch/nodes.ts";
import type { ParsedText, SyntaxNode } from "../patch/syntax.ts";

const functions = new Set([
  // JavaScript and TypeScript
  "arrow_function",
  "function_declaration",
  "function_expression",
  "generator_function_declaration",
  "method_definition",
  // Python, C and C++
  "function_definition",
  // Go, Java
  "constructor_declaration",
  "method_declaration",
  // Rust
  "function_item",
  // Ruby
  "method",
  "singleton_method",
]);

/** Nodes that only hold statements. */
const holders = new Set(["body_statement", "statement_list"]);

export const isFunction = (node: SyntaxNode): boolean => functions.has(node.type);

/**
 * The statements of a block or a function's body without comments; a body that is an expression
 * is its only statement, and a method of Ruby without one has none.
 * @returns null for a function that has no body at all, such as one of an interface.
 */
export function statementsOf(node: SyntaxNode): readonly SyntaxNode[] | null {
  const body = isFunction(node) ? childAt(node, "body") : node;
  if (body === undefined) return /^(?:singleton_)?method$/.test(node.type) ? [] : null;
  if (!/block|body|compound_statement|statement_list|^then$/.test(body.type)) return [body];
  return partsOf(body).flatMap((part) => (holders.has(part.type) ? partsOf(part) : [part]));
}

/** The name that a function is declared under, with its class's where written; "" without one. */
export function nameOf(node: SyntaxNode, { text }: ParsedText): string {
  let named: SyntaxNode | undefined = childAt(node, "name") ?? childAt(node, "declarator");
  while (named && named.children.length > 0) {
    const inner = childAt(named, "name") ?? childAt(named, "declarator");
    if (inner === undefined) break;
    named = inner;
  }
  return named === undefined ? "" : text.slice(named.start, named.end);
}
