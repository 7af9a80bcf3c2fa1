// What a language says about the declarations in its trees.
import type { SymbolSpan, SyntaxNode } from "../../core/patch/syntax.ts";

/** One declaration: the nodes it stands in and where its body begins. */
export interface Declared {
  readonly name: string;
  readonly kind: SymbolSpan["kind"];
  /** The first and the last sibling that belong to it. */
  readonly first: SyntaxNode;
  readonly last: SyntaxNode;
  /** The siblings that they are among; absent for the children of the owner's body. */
  readonly among?: readonly SyntaxNode[];
  readonly exported: boolean;
  /** Where its signature ends. */
  readonly bodyStart: number;
  /** What holds its members; null when it has none. */
  readonly body: SyntaxNode | null;
}

export interface Declaring {
  /** The declarations of a file, in its order. */
  top(root: SyntaxNode, text: string): readonly Declared[];
  /** The members of a declaration that has a body. */
  members(owner: Declared, text: string): readonly Declared[];
}

/** The text of a node; "" for none. */
export const textOf = (node: SyntaxNode | undefined, text: string): string =>
  node ? text.slice(node.start, node.end) : "";
