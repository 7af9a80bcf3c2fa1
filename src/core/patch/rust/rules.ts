// What Rust trees mean for keys, imports, indents and tests (patches.md §3.1).
import type { Rules } from "../rules.ts";
import type { SyntaxNode } from "../syntax.ts";
import { bindingsOf } from "./bindings.ts";
import { forms, isFree } from "./forms.ts";
import { testNames } from "./tests.ts";

const comments = new Set(["line_comment", "block_comment"]);

const commaLists = new Set([
  "arguments",
  "array_expression",
  "closure_parameters",
  "enum_variant_list",
  "field_declaration_list",
  "field_initializer_list",
  "ordered_field_declaration_list",
  "parameters",
  "slice_pattern",
  "struct_pattern",
  "tuple_expression",
  "tuple_struct_pattern",
  "type_arguments",
  "type_parameters",
  "use_list",
  "where_clause",
]);

/** Whether a comment belongs to an example, which `cargo test` runs: fences around it included. */
function isExample({ start, end }: SyntaxNode, text: string): boolean {
  const shown = text.slice(start, end);
  if (/^\/\*[*!]/.test(shown)) return shown.includes("```");
  const kind = shown.slice(0, 3);
  if (kind !== "///" && kind !== "//!") return false;
  let fences = /^...\s*```/.test(shown) ? 1 : 0;
  const isFence = fences > 0;
  for (let to = text.lastIndexOf("\n", start); to >= 0;) {
    const from = text.lastIndexOf("\n", to - 1) + 1;
    const line = text.slice(from, to).trim();
    if (!line.startsWith(kind)) break;
    if (/^...\s*```/.test(line)) fences += 1;
    to = from - 1;
  }
  return isFence || fences % 2 === 1;
}

function dropped(node: SyntaxNode, parent: SyntaxNode | null, text: string): boolean {
  if (comments.has(node.type)) return !isExample(node, text);
  return node.type === "," && parent !== null && commaLists.has(parent.type);
}

const importKind = (node: SyntaxNode): string | null =>
  node.type === "use_declaration" || node.type === "extern_crate_declaration" ? "use" : null;

/** Behind the comments and attributes of the whole file. */
function headEnd(root: SyntaxNode, text: string): number {
  let end = 0;
  for (const [n, node] of root.children.entries()) {
    const next = root.children[n + 1];
    const written = text.slice(node.start, node.end);
    const apart = next === undefined || /\n\s*\n/.test(text.slice(node.end, next.start));
    const header = comments.has(node.type) && (written.startsWith("//!") || apart);
    if (!header && node.type !== "inner_attribute_item" && node.type !== "shebang") break;
    end = node.start + written.trimEnd().length;
  }
  return end;
}

export const rust: Rules = {
  forms,
  dropped,
  bindings: bindingsOf,
  functions: new Set(["closure_expression", "function_item"]),
  verbatim: new Set(["string_literal", "raw_string_literal", "char_literal"]),
  importKind,
  importBinds: (node, _text, before) => (isFree(node, before) ? [] : null),
  headEnd,
  comments,
  lineComment: "//",
  blankLines: 1,
  tolerant: false,
  frames: {
    top: ["§ {}", "§;", "§ = 0;", "§"],
    member: [
      "impl X { § {} }",
      "trait X { §; }",
      "impl X { § = 0; }",
      "mod x { § {} }",
      "mod x { §; }",
    ],
  },
  testNames,
};
