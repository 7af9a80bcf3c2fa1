// Looking into syntax nodes, the same in every language.
import type { SyntaxNode } from "./syntax.ts";

/** The first child of a field. */
export const childAt = (node: SyntaxNode, field: string): SyntaxNode | undefined =>
  node.children.find((child) => child.field === field);

/** True for a comment, whatever the grammar calls it. */
export const isComment = (node: SyntaxNode): boolean => node.type.endsWith("comment");

/** The named children without comments. */
export const partsOf = (node: SyntaxNode): readonly SyntaxNode[] =>
  node.children.filter((child) => child.named && !isComment(child));

/** The only part of a node, or null when there is none or more than one. */
export function onlyPart(node: SyntaxNode): SyntaxNode | null {
  const [only, ...more] = partsOf(node);
  return only && more.length === 0 ? only : null;
}

/** Calls `look` for the node and all below it, parents first; nothing below where it says false. */
export function visit(
  node: SyntaxNode,
  look: (node: SyntaxNode, parent: SyntaxNode | null) => boolean | void,
  parent: SyntaxNode | null = null,
): void {
  if (look(node, parent) === false) return;
  for (const child of node.children) visit(child, look, node);
}

/** Whether something holds for the node or any below it. */
export const some = (node: SyntaxNode, holds: (node: SyntaxNode) => boolean): boolean =>
  holds(node) || node.children.some((child) => some(child, holds));
