// What C and C++ trees mean for keys, includes, indents and tests (patches.md §3.1).
import type { Rules } from "../rules.ts";
import type { SyntaxNode } from "../syntax.ts";
import { bindingsOf } from "./bindings.ts";
import { forms } from "./forms.ts";
import { macrosOf } from "./macros.ts";
import { testNames } from "./tests.ts";

const commaLists = new Set(["enumerator_list", "initializer_list"]);
const memberLists = new Set(["declaration_list", "field_declaration_list", "translation_unit"]);

function dropped(node: SyntaxNode, parent: SyntaxNode | null): boolean {
  if (node.type === "comment") return true;
  if (node.type === ",") return parent !== null && commaLists.has(parent.type);
  return node.type === ";" && parent !== null && memberLists.has(parent.type);
}

const importKind = (node: SyntaxNode): string | null =>
  node.type === "preproc_include" ? "include" : null;

/** Behind the comment that opens the file and `#pragma once`. */
function headEnd(root: SyntaxNode, text: string): number {
  let end = 0;
  for (const [n, node] of root.children.entries()) {
    const next = root.children[n + 1];
    const apart = next === undefined || /\n\s*\n/.test(text.slice(node.end, next.start));
    const written = text.slice(node.start, node.end);
    const once = /^#\s*pragma\s+once\b/.test(written);
    if (!once && !(node.type === "comment" && (apart || next?.type === "comment"))) break;
    if (once || apart) end = node.start + written.trimEnd().length;
  }
  return end;
}

export const c: Rules = {
  forms,
  dropped,
  bindings: bindingsOf,
  surroundings: macrosOf,
  verbatim: new Set(["string_literal", "raw_string_literal", "char_literal", "preproc_arg"]),
  importKind,
  headEnd,
  comments: new Set(["comment"]),
  lineComment: "//",
  blankLines: 1,
  tolerant: true,
  frames: {
    top: ["§ {}", "§;", "§ = 0;", "§"],
    member: [
      "struct C { § {} };",
      "struct C { §; };",
      "struct C { § = 0; };",
      "§ {}",
      "namespace n { § {} }",
    ],
  },
  testNames,
};
