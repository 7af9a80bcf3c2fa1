// The symbols of a JavaScript or TypeScript file: what a step can name and a signature belongs to.
import type { SymbolSpan, SyntaxNode } from "../core/patch/syntax.ts";
import { childAt, declarationsOf, membersOf, type Declared } from "./declarations.ts";
import { spanWith } from "./surroundings.ts";

/**
 * Functions, classes with their members, variables and types of the top level, in file order.
 * Overloads of one function are one symbol; two symbols of one name are told apart by ordinal.
 */
export function symbolsIn(root: SyntaxNode, text: string): readonly SymbolSpan[] {
  const listed = exportedNames(root, text);
  const counts = new Map<string, number>();
  const symbols: SymbolSpan[] = [];
  const add = (d: Declared, container: string, siblings: readonly SyntaxNode[]): void => {
    const name = `${container}${d.name}`;
    const ordinal = counts.get(name) ?? 0;
    counts.set(name, ordinal + 1);
    const span = spanWith(d.first, d.last, siblings, text);
    const exported = d.exported || listed.has(name.split(".")[0] ?? name);
    const signature = text.slice(d.first.start, d.bodyStart).replace(/[\s=]+$/, "");
    symbols.push({ name, ordinal, kind: d.kind, ...span, exported, signature });
    if (d.classBody === null) return;
    for (const member of membersOf(d.classBody, text)) {
      add({ ...member, exported }, `${name}.`, d.classBody.children);
    }
  };
  for (const declared of declarationsOf(root, text)) add(declared, "", root.children);
  return symbols.sort((a, b) => a.start - b.start || b.end - a.end);
}

/** Names in `export { a, b as c }` without a source: the local ones. */
function exportedNames(root: SyntaxNode, text: string): ReadonlySet<string> {
  const names = new Set<string>();
  for (const node of root.children) {
    if (node.type !== "export_statement" || childAt(node, "source")) continue;
    const clause = node.children.find((c) => c.type === "export_clause");
    for (const specifier of clause?.children ?? []) {
      const name = childAt(specifier, "name");
      if (name) names.add(text.slice(name.start, name.end));
    }
  }
  return names;
}
