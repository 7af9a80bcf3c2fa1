// What JavaScript, TypeScript and TSX trees mean for keys, imports and indents (patches.md §3.1).
import type { Rules } from "../rules.ts";
import type { SyntaxNode } from "../syntax.ts";
import { bindingsOf } from "./bindings.ts";
import { forms } from "./forms.ts";
import { importBinds } from "./statements.ts";
import { testNames } from "./tests.ts";

/** Comments that a build reads; all others are dropped. */
const meaningful =
  /[@#]__(?:PURE|NO_SIDE_EFFECTS)__|@jsx|webpack[A-Z]|@vite-ignore|^\/\/\/\s*<|sourceMappingURL/;

const comments = new Set(["comment", "html_comment"]);

const commaLists = new Set([
  "arguments",
  "array",
  "array_pattern",
  "enum_body",
  "export_clause",
  "formal_parameters",
  "interface_body",
  "named_imports",
  "object",
  "object_pattern",
  "object_type",
  "tuple_type",
  "type_arguments",
  "type_parameters",
]);

const keepsSemicolons = new Set(["for_statement", "empty_statement"]);

function dropped(node: SyntaxNode, parent: SyntaxNode | null, text: string): boolean {
  if (node.type === "comment") return !meaningful.test(text.slice(node.start, node.end));
  if (node.named) return false;
  if (node.type === ",") return parent !== null && commaLists.has(parent.type);
  if (node.type === ";") return parent === null || !keepsSemicolons.has(parent.type);
  return false;
}

function importKind(node: SyntaxNode, text: string): string | null {
  if (node.type === "import_statement") return "import";
  if (node.type !== "lexical_declaration" && node.type !== "variable_declaration") return null;
  const each = node.children.filter((child) => child.type === "variable_declarator");
  const required = each.every((declarator) => {
    const value = declarator.children.find((child) => child.field === "value");
    const written = value ? text.slice(value.start, value.end) : "";
    return /^require\s*\(\s*(?:"[^"\n]*"|'[^'\n]*')\s*\)(?:\.[\w$]+)?$/.test(written);
  });
  return required && each.length > 0 ? "require" : null;
}

function headEnd(root: SyntaxNode, text: string): number {
  let end = 0;
  for (const [n, node] of root.children.entries()) {
    const next = root.children[n + 1];
    const directive = node.type === "expression_statement" && node.children[0]?.type === "string";
    const apart = next === undefined || /\n\s*\n/.test(text.slice(node.end, next.start));
    const header = node.type === "comment" && (apart || next?.type === "comment");
    if (node.type !== "hash_bang_line" && !directive && !header) break;
    if (!header || apart) ({ end } = node);
  }
  return end;
}

export const javascript: Rules = {
  forms,
  dropped,
  bindings: bindingsOf,
  verbatim: new Set(["template_string", "string", "regex"]),
  importKind,
  importBinds,
  headEnd,
  comments,
  lineComment: "//",
  blankLines: 1,
  tolerant: false,
  frames: {
    top: ["§ {}", "§", "§ = 0", "§ 0"],
    member: ["class C { § {} }", "class C { § }", "class C { § = 0 }"],
  },
  testNames,
};
