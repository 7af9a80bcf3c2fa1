// A tree-sitter tree as plain nodes, walked with one cursor and without recursion.
import type { Tree, TreeCursor } from "web-tree-sitter";
import type { SyntaxNode } from "../core/patch/syntax.ts";

/** What the core walks recursively must not be deeper than its stack allows. */
const depthMax = 600;
/** Between two looks at the clock. */
const lookEvery = 4096;

interface Growing extends SyntaxNode {
  children: SyntaxNode[];
}

/** Shared by all leaves, which are most nodes. */
const leaf: SyntaxNode[] = [];
/** Stands for a node that is left out, and for all that is in it. */
const leftOut: Growing = { type: "", named: false, field: null, start: 0, end: 0, children: leaf };
/** Operators, quotes, commas and closing brackets; words and `;` say where a symbol ends. */
const isMark = (type: string): boolean => !/[\w;{(\n]/.test(type);

/**
 * Tokens that the parser invented are named `MISSING`; what it could not read is `ERROR`.
 * @param late true when the time budget is used up.
 * @param sparse leaves out marks that no symbol is told by.
 * @returns null when the tree is nested deeper than 600 levels or the budget ran out.
 */
export function plainTree(tree: Tree, late: () => boolean, sparse = false): SyntaxNode | null {
  const cursor = tree.walk();
  try {
    const root = nodeAt(cursor, true);
    const above: Growing[] = [root];
    for (let seen = 0; ; seen += 1) {
      if (above.length > depthMax || (seen % lookEvery === 0 && late())) return null;
      if (cursor.gotoFirstChild()) {
        above.push(added(above, cursor, sparse));
        continue;
      }
      while (!cursor.gotoNextSibling()) {
        above.pop();
        if (!cursor.gotoParent()) return root;
      }
      above.pop();
      above.push(added(above, cursor, sparse));
    }
  } finally {
    cursor.delete();
  }
}

function added(above: readonly Growing[], cursor: TreeCursor, sparse: boolean): Growing {
  const parent = above.at(-1);
  if (!parent || parent === leftOut) return leftOut;
  const named = cursor.nodeIsNamed;
  if (sparse && !named && isMark(cursor.nodeType)) return leftOut;
  const node = nodeAt(cursor, named);
  if (parent.children === leaf) parent.children = [node];
  else parent.children.push(node);
  return node;
}

/** Each look through the cursor crosses into WebAssembly; only an empty token can be missing. */
function nodeAt(cursor: TreeCursor, named: boolean): Growing {
  const { startIndex: start, endIndex: end } = cursor;
  return {
    type: start === end && cursor.nodeIsMissing ? "MISSING" : cursor.nodeType,
    named,
    field: cursor.currentFieldName,
    start,
    end,
    children: leaf,
  };
}
