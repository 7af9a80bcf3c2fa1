// A tree-sitter tree as plain nodes, walked with one cursor and without recursion.
import type { Tree, TreeCursor } from "web-tree-sitter";
import type { SyntaxNode } from "../core/patch/syntax.ts";

/** What the core walks recursively must not be deeper than its stack allows. */
const depthMax = 600;
/** Between two looks at the clock. */
const lookEvery = 4096;

interface Growing extends SyntaxNode {
  readonly children: SyntaxNode[];
}

/**
 * Tokens that the parser invented are named `MISSING`; what it could not read is `ERROR`.
 * @param late true when the time budget is used up.
 * @returns null when the tree is nested deeper than 600 levels or the budget ran out.
 */
export function plainTree(tree: Tree, late: () => boolean): SyntaxNode | null {
  const cursor = tree.walk();
  try {
    const root = nodeAt(cursor);
    const above: Growing[] = [root];
    for (let seen = 0; ; seen += 1) {
      if (above.length > depthMax || (seen % lookEvery === 0 && late())) return null;
      if (cursor.gotoFirstChild()) {
        above.push(added(above, cursor));
        continue;
      }
      while (!cursor.gotoNextSibling()) {
        above.pop();
        if (!cursor.gotoParent()) return root;
      }
      above.pop();
      above.push(added(above, cursor));
    }
  } finally {
    cursor.delete();
  }
}

function added(above: readonly Growing[], cursor: TreeCursor): Growing {
  const node = nodeAt(cursor);
  above.at(-1)?.children.push(node);
  return node;
}

function nodeAt(cursor: TreeCursor): Growing {
  return {
    type: cursor.nodeIsMissing ? "MISSING" : cursor.nodeType,
    named: cursor.nodeIsNamed,
    field: cursor.currentFieldName,
    start: cursor.startIndex,
    end: cursor.endIndex,
    children: [],
  };
}
