// What C and C++ trees mean for keys, includes, indents and tests (patches.md §3.1).
import { childAt, partsOf } from "../nodes.ts";
import type { ImportPlace, Rules } from "../rules.ts";
import type { SyntaxNode } from "../syntax.ts";
import { bindingsOf } from "./bindings.ts";
import { forms } from "./forms.ts";
import { macrosOf } from "./macros.ts";
import { testNames } from "./tests.ts";
import { unclosed } from "./unclosed.ts";

const commaLists = new Set(["enumerator_list", "initializer_list"]);
const memberLists = new Set(["declaration_list", "field_declaration_list", "translation_unit"]);

function dropped(node: SyntaxNode, parent: SyntaxNode | null): boolean {
  if (node.type === "comment") return true;
  if (node.type === ",") return parent !== null && commaLists.has(parent.type);
  return node.type === ";" && parent !== null && memberLists.has(parent.type);
}

const importKind = (node: SyntaxNode): string | null =>
  node.type === "preproc_include" ? "include" : null;

/** The definition that guards a header against being read twice; null where there is none. */
function guardOf(root: SyntaxNode, text: string): SyntaxNode | null {
  const [only, ...more] = partsOf(root);
  const name = only?.type === "preproc_ifdef" ? childAt(only, "name") : undefined;
  const guard = only?.children.find((child) => child.type === "preproc_def");
  const defined = guard && childAt(guard, "name");
  if (!guard || !name || !defined || more.length > 0) return null;
  const same = text.slice(name.start, name.end) === text.slice(defined.start, defined.end);
  return same ? guard : null;
}

/** Includes of the file itself, and of what stands behind the guard of a header. */
function imports(root: SyntaxNode, text: string): readonly ImportPlace[] {
  const inside = guardOf(root, text) === null ? [] : (partsOf(root)[0]?.children ?? []);
  return [...root.children, ...inside].map((node) => ({ node, statement: node }));
}

/** Behind the comment that opens the file, its guard and `#pragma once`. */
function headEnd(root: SyntaxNode, text: string): number {
  const guard = guardOf(root, text);
  if (guard) return guard.end;
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
  functions: new Set(["function_definition", "lambda_expression"]),
  surroundings: macrosOf,
  verbatim: new Set(["string_literal", "raw_string_literal", "char_literal", "preproc_arg"]),
  importKind,
  importBinds: () => null,
  imports,
  headEnd,
  comments: new Set(["comment"]),
  lineComment: "//",
  blankLines: 1,
  tolerant: true,
  unclosed,
  frames: {
    top: ["§ {}\n", "§;", "§ = 0;", "§"],
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
