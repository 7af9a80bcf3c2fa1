// Forms of statement lists: stray semicolons go, runs of imports are sorted.
import type { Writer } from "../rules.ts";
import type { SyntaxNode } from "../syntax.ts";

/** Statements whose block is a scope that something lives in, or that may not stand alone. */
export const declaring: ReadonlySet<string> = new Set([
  "abstract_class_declaration",
  "ambient_declaration",
  "class_declaration",
  "enum_declaration",
  "function_declaration",
  "function_signature",
  "generator_function_declaration",
  "import_alias",
  "interface_declaration",
  "internal_module",
  "labeled_statement",
  "lexical_declaration",
  "module",
  "type_alias_declaration",
  "variable_declaration",
]);

/** True for an import whose order among its neighbours does not matter; a bare one is a barrier. */
export const importRun = (node: SyntaxNode): boolean =>
  node.type === "import_statement" && node.children.some((child) => child.type === "import_clause");

/** A whole file: imports between barriers in the order of their forms. */
export function program(
  node: SyntaxNode,
  write: Writer,
  sortable: (node: SyntaxNode) => boolean,
): string {
  const parts: string[] = [];
  let run: string[] = [];
  const flush = (): void => {
    parts.push(...run.sort());
    run = [];
  };
  for (const child of node.children) {
    if (child.type === "empty_statement") continue;
    const written = write.node(child, node);
    if (written === "") continue;
    if (sortable(child)) run.push(written);
    else {
      flush();
      parts.push(written);
    }
  }
  flush();
  return `(${[node.type, ...parts].join(" ")})`;
}
