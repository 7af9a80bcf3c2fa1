// Canonical forms of Java nodes.
import { isComment, onlyPart, partsOf } from "../nodes.ts";
import type { Form } from "../rules.ts";
import { braced, chained, digits, named, unwrapped, verbatim } from "../spelling.ts";
import type { SyntaxNode } from "../syntax.ts";

/** A block around these is a scope that something lives in. */
const declaring = new Set([
  "class_declaration",
  "enum_declaration",
  "interface_declaration",
  "labeled_statement",
  "local_variable_declaration",
  "record_declaration",
  "yield_statement",
]);

/** A block that is a body; `else` is an alternative. */
const body = braced(
  "block",
  new Set(["body", "consequence", "alternative"]),
  (statement) => !declaring.has(statement.type),
);

/** Stray semicolons among members and statements go. */
const members: Form = (node, write) =>
  write.plain(node, (child) => (child.type === ";" ? "" : null));

/** `(a) -> a` is `a -> a`. */
const lambda: Form = (node, write) =>
  write.plain(node, (child) => {
    if (child.field !== "parameters" || child.type !== "inferred_parameters") return null;
    const only = onlyPart(child);
    return only === null ? null : `parameters=${write.node(only, node)}`;
  });

const sortable = (node: SyntaxNode): boolean => node.type === "import_declaration";

/** A file, whose imports have no order. */
const program: Form = (node, write) => {
  const imports = partsOf(node).filter(sortable);
  const rest = node.children.filter((c) => !sortable(c) && !isComment(c) && c.type !== ";");
  const written = imports.map((child) => write.node(child, node)).sort();
  return `(program ${[...written, ...rest.map((c) => write.node(c, node))].join(" ")})`;
};

export const forms: Readonly<Record<string, Form>> = {
  parenthesized_expression: unwrapped(() => false),
  binary_expression: chained(new Set(["&&", "||"])),
  if_statement: body,
  for_statement: body,
  enhanced_for_statement: body,
  while_statement: body,
  do_statement: body,
  block: members,
  constructor_body: members,
  class_body: members,
  interface_body: members,
  enum_body_declarations: members,
  annotation_type_body: members,
  lambda_expression: lambda,
  program,
  string_literal: verbatim,
  character_literal: verbatim,
  decimal_integer_literal: digits,
  hex_integer_literal: digits,
  octal_integer_literal: digits,
  binary_integer_literal: digits,
  decimal_floating_point_literal: digits,
  hex_floating_point_literal: digits,
  identifier: named,
};
