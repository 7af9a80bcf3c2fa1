// What the imports of Python bind.
import { childAt } from "../nodes.ts";
import type { SyntaxNode } from "../syntax.ts";

/** What an import binds: `b` of `from a import b`, `a` of `import a.b`, `c` of `a as c`. */
export function importedBy(node: SyntaxNode): readonly SyntaxNode[] {
  const named = node.children.filter((child) => child.field === "name");
  return named.flatMap((name) => {
    const bound = childAt(name, "alias") ?? name.children[0];
    return bound ? [bound] : [];
  });
}

/** The names that an import binds; null for `*`, which binds nobody knows which. */
export function importBinds(node: SyntaxNode, text: string): readonly string[] | null {
  if (node.type !== "import_statement" && node.type !== "import_from_statement") return null;
  if (node.children.some((child) => child.type === "wildcard_import")) return null;
  return importedBy(node).map((name) => text.slice(name.start, name.end));
}
