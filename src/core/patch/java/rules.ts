// What Java trees mean for keys, imports, indents and tests (patches.md §3.1).
import type { Rules } from "../rules.ts";
import type { SyntaxNode } from "../syntax.ts";
import { bindingsOf } from "./bindings.ts";
import { forms } from "./forms.ts";
import { testNames } from "./tests.ts";

const comments = new Set(["line_comment", "block_comment"]);

const commaLists = new Set(["array_initializer", "element_value_array_initializer", "enum_body"]);

function dropped(node: SyntaxNode, parent: SyntaxNode | null): boolean {
  if (comments.has(node.type)) return true;
  return node.type === "," && parent !== null && commaLists.has(parent.type);
}

function importKind(node: SyntaxNode): string | null {
  if (node.type !== "import_declaration") return null;
  return node.children.some((child) => child.type === "static") ? "static" : "import";
}

/** Behind the package declaration, or the comment that opens the file. */
function headEnd(root: SyntaxNode, text: string): number {
  const named = root.children.find((child) => child.type === "package_declaration");
  if (named) return named.end;
  const [first, next] = root.children;
  if (!first || !comments.has(first.type)) return 0;
  const apart = next === undefined || /\n\s*\n/.test(text.slice(first.end, next.start));
  return apart ? first.end : 0;
}

export const java: Rules = {
  forms,
  dropped,
  bindings: bindingsOf,
  functions: new Set([
    "compact_constructor_declaration",
    "constructor_declaration",
    "lambda_expression",
    "method_declaration",
    "static_initializer",
  ]),
  verbatim: new Set(["string_literal", "character_literal"]),
  importKind,
  // Neither names nor classes come from the order of imports (JLS 7.5).
  importBinds: () => [],
  headEnd,
  comments,
  lineComment: "//",
  blankLines: 1,
  tolerant: false,
  frames: {
    top: ["§ {}", "§;", "§"],
    member: ["class C { § {} }", "interface C { §; }", "class C { §; }", "enum C { § }"],
  },
  testNames,
};
