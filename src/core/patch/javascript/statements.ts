// Forms of statement lists: stray semicolons go, runs of imports are sorted.
import { inOrder, type Part } from "../import-order.ts";
import { visit } from "../nodes.ts";
import type { Form } from "../rules.ts";
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

/**
 * The names that an `import … from` binds; null for a bare one, whose effects come in its turn, and
 * for whatever else.
 */
export function importBinds(node: SyntaxNode, text: string): readonly string[] | null {
  const clause = node.children.find((child) => child.type === "import_clause");
  if (node.type !== "import_statement" || !clause) return null;
  const names: string[] = [];
  visit(clause, (inner) => {
    const bound = inner.type === "import_specifier" ? inner.children.findLast(isName) : inner;
    if (bound && isName(bound)) names.push(text.slice(bound.start, bound.end));
    return inner.type !== "import_specifier";
  });
  return names.length > 0 ? names : null;
}

const isName = (node: SyntaxNode): boolean => node.type === "identifier";

/** A whole file: imports between barriers in the order of their forms. */
export const program: Form = (node, write) => {
  const parts: Part[] = [];
  for (const child of node.children) {
    const form = child.type === "empty_statement" ? "" : write.node(child, node);
    if (form !== "") parts.push({ form, binds: importBinds(child, write.text) });
  }
  return `(${[node.type, ...inOrder(parts)].join(" ")})`;
};
