// Canonical forms of Python nodes: what has one meaning in CPython's syntax tree is one.
import { areDistinct, inOrder, type Part } from "../import-order.ts";
import { childAt, onlyPart, partsOf } from "../nodes.ts";
import type { Form, Writer } from "../rules.ts";
import { chained, listedAs, named, sortedAs, unwrapped } from "../spelling.ts";
import type { SyntaxNode } from "../syntax.ts";
import { importBinds } from "./imports.ts";
import { strings } from "./strings.ts";

/** `(x): int` declares no variable where `x: int` does; a generator needs its own parentheses. */
const isTyped = (parent: SyntaxNode | null): boolean =>
  parent?.type === "assignment" && childAt(parent, "type") !== undefined;

const parenthesized = unwrapped((_inner, parent) => isTyped(parent));

/** `else: if …` is `elif …`. */
const conditional: Form = (node, write) => {
  const alternatives = node.children.filter((child) => child.field === "alternative");
  return branch(node, alternatives, write);
};

function branch(node: SyntaxNode, rest: readonly SyntaxNode[], write: Writer): string {
  const part = (field: string): string => {
    const child = childAt(node, field);
    return child ? write.node(child, node) : "";
  };
  const [next, ...more] = rest;
  const otherwise = next === undefined ? "" : ` ${elseOf(next, more, write)}`;
  return `(if ${part("condition")} ${part("consequence")}${otherwise})`;
}

function elseOf(node: SyntaxNode, more: readonly SyntaxNode[], write: Writer): string {
  if (node.type === "elif_clause") return branch(node, more, write);
  const body = childAt(node, "body");
  const only = body ? onlyPart(body) : null;
  if (only?.type === "if_statement") return write.node(only, body ?? null);
  return body ? write.node(body, node) : write.plain(node);
}

/** What reads documentation while a program runs. */
const readers = /__doc__|\bgetdoc\b|\b(?:argparse|click|docopt|fire|typer)\b/;

/** Strings only, as the first statement of a module, class or function; examples are kept. */
function isDocstring(node: SyntaxNode | undefined, { text }: Writer): boolean {
  const only = node?.type === "expression_statement" ? onlyPart(node) : null;
  if (only?.type !== "string" && only?.type !== "concatenated_string") return false;
  const written = text.slice(only.start, only.end);
  return !/^[ru]*[bf]/i.test(written) && !written.includes(">>>") && !readers.test(text);
}

/** The body of a function or class, whose docstring goes where no decorator can read it. */
const documented: Form = (node, write, parent) =>
  write.plain(node, (child) => {
    if (child.field === "superclasses" && partsOf(child).length === 0) return "";
    if (child.field !== "body") return null;
    const [first] = partsOf(child);
    const body =
      parent?.type !== "decorated_definition" && isDocstring(first, write)
        ? write.plain(child, (statement) => (statement === first ? "" : null))
        : write.node(child, node);
    return `body=${body}`;
  });

/** `import` lines between others that do not import, in the order of their forms. */
const moduleForm: Form = (node, write) => {
  const [first] = partsOf(node);
  const parts = node.children.map((child): Part => {
    const form = child === first && isDocstring(child, write) ? "" : write.node(child, node);
    return { form, binds: importBinds(child, write.text) };
  });
  const shown = inOrder(parts.filter(({ form }) => form !== ""));
  return `(${[node.type, ...shown].join(" ")})`;
};

/** The module first, then the names in the order of their forms where all are bound. */
const importFrom: Form = (node, write) => {
  const parts = partsOf(node).filter((child) => child.field !== "module_name");
  const from = childAt(node, "module_name");
  const names = parts.map((child) => write.node(child, node));
  if (areDistinct(importBinds(node, write.text) ?? [])) names.sort();
  return `(from ${from ? write.node(from, node) : ""} ${names.join(" ")})`;
};

/** `x[1]` and `x[1,]` differ; `x[1, 2]` and `x[1, 2,]` do not. */
const subscript: Form = (node, write) => {
  const of = childAt(node, "value");
  const keys = node.children.filter((child) => child.field === "subscript");
  if (!of || keys.length === 0) return null;
  const tuple = keys.length > 1 || node.children.some((child) => child.type === ",");
  const written = keys.map((key) => write.node(key, node)).join(" ");
  return `(subscript ${write.node(of, node)} ${tuple ? `(tuple ${written})` : written})`;
};

/** `(a)` is no tuple, `(a,)` and `a,` are one. */
const targets: Form = (node, write, parent) => {
  const only = onlyPart(node);
  if (isTyped(parent)) return null;
  const tuple = only === null || node.children.some((child) => child.type === ",");
  return tuple ? listedAs("targets")(node, write, null) : write.node(only, node);
};

/** `with (a as b, c):` is `with a as b, c:`. */
const withItems = listedAs("with_clause");

const integer: Form = (node, write) => {
  const plain = write.text.slice(node.start, node.end).replaceAll("_", "").toLowerCase();
  const value = /^(?:0x[\da-f]+|0o[0-7]+|0b[01]+|0+|[1-9]\d*)$/.test(plain) ? BigInt(plain) : plain;
  return write.leaf("integer", `${value}`);
};

const float: Form = (node, write) => {
  const plain = write.text.slice(node.start, node.end).replaceAll("_", "").toLowerCase();
  const value = /^[\d.]+(?:e[+-]?\d+)?$/.test(plain) ? Number(plain) : NaN;
  return write.leaf("float", Number.isFinite(value) ? String(value) : plain);
};

/** `f((a for a in b))` is `f(a for a in b)`. */
const call: Form = (node, write) =>
  write.plain(node, (child) => {
    const only = child.type === "argument_list" ? onlyPart(child) : null;
    const comma = child.children.some((part) => part.type === ",");
    if (only?.type !== "generator_expression" || comma) return null;
    return `arguments=${write.node(only, child)}`;
  });

/** `del (a, b)` is `del a, b`. */
const removed: Form = (node, write) => {
  const gather = (child: SyntaxNode): readonly string[] =>
    /^(?:expression_list|tuple|parenthesized_expression)$/.test(child.type)
      ? partsOf(child).flatMap(gather)
      : [write.node(child, node)];
  return `(del ${partsOf(node).flatMap(gather).join(" ")})`;
};

export const forms: Readonly<Record<string, Form>> = {
  parenthesized_expression: parenthesized,
  boolean_operator: chained(new Set(["and", "or"])),
  if_statement: conditional,
  function_definition: documented,
  class_definition: documented,
  module: moduleForm,
  import_from_statement: importFrom,
  future_import_statement: sortedAs("future"),
  string: strings,
  concatenated_string: strings,
  tuple: listedAs("tuple"),
  expression_list: listedAs("tuple"),
  tuple_pattern: targets,
  pattern_list: targets,
  subscript,
  with_clause: withItems,
  call,
  delete_statement: removed,
  global_statement: sortedAs("global"),
  nonlocal_statement: sortedAs("nonlocal"),
  integer,
  float,
  identifier: named,
};
