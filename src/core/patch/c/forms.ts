// Canonical forms of C and C++ nodes.
import { childAt, onlyPart, partsOf } from "../nodes.ts";
import type { Form } from "../rules.ts";
import { bare, braced, chained, named, unwrapped, verbatim } from "../spelling.ts";
import type { SyntaxNode } from "../syntax.ts";
import { directive, macroBody, number, strings } from "./literals.ts";

/** By its shape the name of a macro. */
export const isMacroName = (name: string): boolean => /^[A-Z][A-Z0-9_]*$/.test(name);

/** The name of what is called as a plain name, or null. */
export function calledName(node: SyntaxNode, text: string): string | null {
  const callee = node.type === "call_expression" ? childAt(node, "function") : undefined;
  return callee?.type === "identifier" ? text.slice(callee.start, callee.end) : null;
}

/**
 * Parentheses stay where they matter: `(f)(x)` calls no macro and looks up no friend, a returned
 * `(x)` may be a reference, `&(A::b)` is no pointer to a member, a macro may show its arguments.
 */
const parenthesized = unwrapped((inner, parent) => {
  const plain = /^(?:identifier|qualified_identifier|field_expression)$/.test(bare(inner).type);
  switch (parent?.type) {
    case "call_expression":
    case "decltype":
    case "pointer_expression":
    case "return_statement":
      return plain;
    case "argument_list":
    case "preproc_if":
    case "preproc_elif":
      return true;
    default:
      return false;
  }
});

const standing = new Set([
  "break_statement",
  "continue_statement",
  "do_statement",
  "expression_statement",
  "for_range_loop",
  "for_statement",
  "goto_statement",
  "if_statement",
  "return_statement",
  "switch_statement",
  "throw_statement",
  "while_statement",
]);

/** A macro may stand for several statements: its braces stay. */
const body = braced("compound_statement", new Set(["body", "consequence", null]), (one, write) => {
  if (!standing.has(one.type)) return false;
  const inner = one.type === "expression_statement" ? onlyPart(one) : null;
  if (one.type === "expression_statement" && inner === null) return false;
  const name = inner === null ? null : calledName(inner, write.text);
  const plain = inner?.type === "identifier";
  return !plain && (name === null || !isMacroName(name));
});

const lists = new Set(["compound_statement", "declaration_list", "translation_unit"]);

/** `;` alone among others is nothing. */
const expression: Form = (node, _write, parent) =>
  partsOf(node).length === 0 && parent !== null && lists.has(parent.type) ? "" : null;

export const forms: Readonly<Record<string, Form>> = {
  parenthesized_expression: parenthesized,
  binary_expression: chained(new Set(["&&", "||"])),
  if_statement: body,
  else_clause: body,
  for_statement: body,
  for_range_loop: body,
  while_statement: body,
  do_statement: body,
  expression_statement: expression,
  string_literal: strings,
  concatenated_string: strings,
  raw_string_literal: verbatim,
  char_literal: verbatim,
  number_literal: number,
  preproc_arg: macroBody,
  preproc_call: directive,
  preproc_def: directive,
  preproc_function_def: directive,
  preproc_if: directive,
  preproc_ifdef: directive,
  preproc_include: directive,
  identifier: named,
  type_identifier: named,
};
