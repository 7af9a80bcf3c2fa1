// Canonical forms of Rust nodes.
import { inOrder, type Part } from "../import-order.ts";
import { childAt, onlyPart, partsOf } from "../nodes.ts";
import type { Form, Writer } from "../rules.ts";
import { bare, chained, digits, named, unwrapped, verbatim } from "../spelling.ts";
import type { SyntaxNode } from "../syntax.ts";

/** `(x.f)()` calls a field, `x.f()` a method. */
const parenthesized = unwrapped(
  (inner, parent) => parent?.type === "call_expression" && bare(inner).type === "field_expression",
);

/** The value of a block that is nothing but a value: `{ e }` of an arm or closure is `e`. */
function valueOf(block: SyntaxNode): SyntaxNode | null {
  if (block.type !== "block" || block.children.some((child) => child.type === "label")) return null;
  const only = onlyPart(block);
  if (only === null) return null;
  const wrapped = only.type === "expression_statement";
  const inner = wrapped ? onlyPart(only) : only;
  if (inner === null || only.children.some((child) => child.type === ";" && wrapped)) return null;
  return /_(?:item|declaration|definition|statement)$/.test(inner.type) ? null : inner;
}

/** The innermost value of nested blocks that are nothing but it. */
function opened(node: SyntaxNode): SyntaxNode {
  const inner = valueOf(bare(node));
  return inner === null ? node : opened(inner);
}

const arm: Form = (node, write) =>
  write.plain(node, (child) => {
    if (child.type === ",") return "";
    return child.field === "value" ? `value=${write.node(opened(child), node)}` : null;
  });

const closure: Form = (node, write) =>
  write.plain(node, (child) => {
    if (child.field !== "body" || childAt(node, "return_type")) return null;
    return `body=${write.node(opened(child), node)}`;
  });

const leaving = new Set(["return_expression", "break_expression", "continue_expression"]);

/** `return x;` at the end of a block is `return x`; stray semicolons go. */
const block: Form = (node, write) => {
  const last = partsOf(node).at(-1);
  return write.plain(node, (child) => {
    if (child.type === "empty_statement") return "";
    const inner = child === last && child.type === "expression_statement" ? onlyPart(child) : null;
    return inner && leaving.has(inner.type) ? write.node(inner, node) : null;
  });
};

const declarations: Form = (node, write) =>
  write.plain(node, (child) => (child.type === "empty_statement" ? "" : null));

/** `S { a: a }` is `S { a }`. */
const initializer: Form = (node, write) => {
  const only = onlyPart(node);
  if (only === null) return null;
  const key = write.leaf("field_identifier", write.text.slice(only.start, only.end));
  const attributes = node.children.filter((child) => child.type === "attribute_item");
  if (attributes.length > 0) return null;
  return `(field_initializer field=${key} ":" value=${write.node(only, node)})`;
};

/** `S { a: a }` as a pattern is `S { a }`, with `ref` and `mut` before the name. */
const fieldPattern: Form = (node, write) => {
  const name = childAt(node, "name");
  if (!name) return null;
  const key = write.leaf("field_identifier", write.text.slice(name.start, name.end));
  const words = node.children.filter((c) => c.type === "ref" || c.type === "mutable_specifier");
  const pattern = childAt(node, "pattern");
  const shown = words.map((word) => write.text.slice(word.start, word.end));
  if (pattern) return `(field ${key} ${patternOf(pattern, write)})`;
  if (name.type !== "shorthand_field_identifier") return null;
  const variable =
    write.local(name) ?? write.leaf("identifier", write.text.slice(name.start, name.end));
  return `(field ${key} ${[...shown, variable].join(" ")})`;
};

/** `ref mut a` the way a shorthand writes it. */
function patternOf(node: SyntaxNode, write: Writer): string {
  if (node.type !== "ref_pattern" && node.type !== "mut_pattern") return write.node(node, null);
  const parts = node.children.map((child) =>
    child.named && child.type !== "mutable_specifier"
      ? patternOf(child, write)
      : write.text.slice(child.start, child.end),
  );
  return parts.join(" ");
}

/** `| A | (B | C)` is `A | B | C`. */
const alternatives: Form = (node, write) => {
  const parts: string[] = [];
  const gather = (child: SyntaxNode): void => {
    if (child.type === "or_pattern") partsOf(child).forEach(gather);
    else parts.push(write.node(child, node));
  };
  gather(node);
  return parts.length === 1 ? (parts[0] ?? null) : `(or_pattern ${parts.join(" ")})`;
};

/** `(a,)` is a tuple, `(a)` is `a`. */
const tuple: Form = (node, write) => {
  const only = onlyPart(node);
  const one = only !== null && node.children.every((child) => child.type !== ",");
  if (one && only.type !== "remaining_field_pattern") return write.node(only, node);
  return write.plain(node, (child) => (child.type === "," ? "" : null));
};

/** `fn f() -> ()` is `fn f()`; `extern fn` is `extern "C" fn`. */
const signature: Form = (node, write) =>
  write.plain(node, (child) => {
    const result = childAt(node, "return_type");
    const nothing = result?.type === "unit_type";
    return nothing && (child === result || child.type === "->") ? "" : null;
  });

const external: Form = (node, write) =>
  partsOf(node).length === 0
    ? `(${node.type} "extern" string_literal:"C")`
    : externalAs(node, write);

function externalAs(node: SyntaxNode, write: Writer): string {
  const parts = partsOf(node).map((child) =>
    child.type === "string_literal"
      ? write.leaf("string_literal", write.text.slice(child.start + 1, child.end - 1))
      : write.node(child, node),
  );
  return `(${node.type} "extern" ${parts.join(" ")})`;
}

/** True for a `use` that names what it uses: it may stand anywhere among its like. */
export const isFree = (node: SyntaxNode, before: SyntaxNode | undefined): boolean =>
  node.type === "use_declaration" &&
  before?.type !== "attribute_item" &&
  node.children.every((child) => child.type !== "visibility_modifier") &&
  !hasWildcard(node);

const hasWildcard = (node: SyntaxNode): boolean =>
  node.type === "use_wildcard" || node.children.some(hasWildcard);

/** Runs of `use` between others, in the order of their forms. */
const file: Form = (node, write) => {
  const parts: Part[] = [];
  let before: SyntaxNode | undefined;
  for (const child of node.children) {
    const form = child.type === "empty_statement" ? "" : write.node(child, node);
    if (form === "") continue;
    parts.push({ form, binds: isFree(child, before) ? [] : null });
    before = child;
  }
  return `(${[node.type, ...inOrder(parts)].join(" ")})`;
};

const useList: Form = (node, write) => {
  const parts = partsOf(node).map((child) => write.node(child, node));
  return `(use_list ${parts.sort().join(" ")})`;
};

export const forms: Readonly<Record<string, Form>> = {
  parenthesized_expression: parenthesized,
  binary_expression: chained(new Set(["&&", "||"])),
  match_arm: arm,
  closure_expression: closure,
  block,
  declaration_list: declarations,
  shorthand_field_initializer: initializer,
  field_pattern: fieldPattern,
  or_pattern: alternatives,
  tuple_pattern: tuple,
  tuple_type: tuple,
  function_item: signature,
  function_signature_item: signature,
  extern_modifier: external,
  use_list: useList,
  source_file: file,
  string_literal: verbatim,
  raw_string_literal: verbatim,
  char_literal: verbatim,
  integer_literal: digits,
  float_literal: digits,
  identifier: named,
};
