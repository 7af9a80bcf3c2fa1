// What Go trees mean for keys, imports, indents and tests (patches.md §3.1).
import type { Rules } from "../rules.ts";
import type { SyntaxNode } from "../syntax.ts";
import { bindingsOf } from "./bindings.ts";
import { forms } from "./forms.ts";
import { importPlaces } from "./imports.ts";
import { testNames } from "./tests.ts";

/** Directives to the compiler and its tools. */
const meaningful = /^\/\/(?:go:|export |line |\s*\+build )|^\/\*line /;

const commaLists = new Set([
  "argument_list",
  "literal_value",
  "parameter_list",
  "type_arguments",
  "type_parameter_list",
]);

function dropped(node: SyntaxNode, parent: SyntaxNode | null, text: string): boolean {
  if (node.type === "comment") return !meaningful.test(text.slice(node.start, node.end));
  if (node.named) return false;
  if (node.type === ",") return parent !== null && commaLists.has(parent.type);
  if (node.type === ";" || node.type === "\n") return parent?.type !== "for_clause";
  return false;
}

const importKind = (node: SyntaxNode): string | null =>
  node.type === "import_declaration" ? "import" : null;

/** Behind the package clause, which stands above every import. */
function headEnd(root: SyntaxNode): number {
  return root.children.find((child) => child.type === "package_clause")?.end ?? 0;
}

export const go: Rules = {
  forms,
  dropped,
  bindings: bindingsOf,
  functions: new Set([
    "func_literal",
    "function_declaration",
    "function_type",
    "method_declaration",
    "method_elem",
  ]),
  verbatim: new Set(["interpreted_string_literal", "raw_string_literal", "rune_literal"]),
  importKind,
  // Packages are set up in the order of their paths.
  importBinds: () => [],
  imports: importPlaces,
  headEnd,
  comments: new Set(["comment"]),
  lineComment: "//",
  blankLines: 1,
  tolerant: false,
  frames: { top: ["§ {}", "§", "§ = 0", "§ int"], member: ["§ {}", "type I interface { § }"] },
  testNames,
};
