// Canonical forms of JavaScript and TypeScript nodes: spellings that nobody can observe are one.
import type { Form } from "../rules.ts";
import type { SyntaxNode } from "../syntax.ts";
import { jsxAttribute, jsxElement } from "./jsx.ts";
import { numberValue, stringValue } from "./literals.ts";
import { keyed, shorthand, shorthandDefault, stringForm } from "./keys.ts";
import { declaring, program } from "./statements.ts";

const at = (node: SyntaxNode, field: string): SyntaxNode | undefined =>
  node.children.find((child) => child.field === field);

const inner = (node: SyntaxNode): SyntaxNode | undefined =>
  node.children.find((child) => child.named && child.type !== "comment");

const chainLinks = new Set([
  "member_expression",
  "subscript_expression",
  "call_expression",
  "non_null_expression",
]);

/** The grammar reads `a as any.b`, whose type is `any.b`, as `(a as any).b`. */
const cast = /^(?:as|satisfies)_expression$/;

/** `(a?.b).c` stops the chain where `a?.b.c` does not. */
function endsChain(node: SyntaxNode): boolean {
  let link: SyntaxNode | undefined = node;
  while (link && (chainLinks.has(link.type) || link.type === "parenthesized_expression")) {
    if (link.children.some((child) => child.type === "optional_chain" || child.type === "?.")) {
      return true;
    }
    link = at(link, "object") ?? at(link, "function") ?? inner(link);
  }
  return false;
}

const parenthesized: Form = (node, write, parent) => {
  const content = inner(node);
  const many = node.children.filter((child) => child.named && child.type !== "comment").length > 1;
  if (!content || many) return null;
  if (parent && chainLinks.has(parent.type) && (endsChain(content) || cast.test(content.type)))
    return null;
  const assigned = node.field === "left" && parent?.type === "assignment_expression";
  return assigned ? null : write.node(content, node);
};

const flat = new Set(["&&", "||", "??"]);

/** `a && (b && c)` is `(a && b) && c`: written as one list. */
const binary: Form = (node, write) => {
  const operator = at(node, "operator")?.type ?? "";
  if (!flat.has(operator)) return null;
  const parts: string[] = [];
  const gather = (operand: SyntaxNode | undefined): void => {
    let bare = operand;
    while (bare?.type === "parenthesized_expression") bare = inner(bare);
    if (bare?.type === "binary_expression" && at(bare, "operator")?.type === operator) {
      gather(at(bare, "left"));
      gather(at(bare, "right"));
    } else if (bare) parts.push(write.node(bare, node));
  };
  gather(at(node, "left"));
  gather(at(node, "right"));
  return `(${JSON.stringify(operator)} ${parts.join(" ")})`;
};

/** `| A | B` is `A | B`; the same for `&`. */
const typeList: Form = (node, write) => {
  const parts: string[] = [];
  const gather = (child: SyntaxNode): void => {
    let bare: SyntaxNode | undefined = child;
    while (bare?.type === "parenthesized_type") bare = inner(bare);
    if (bare?.type === node.type) {
      for (const part of bare.children) if (part.named) gather(part);
    } else if (bare && bare.type !== "comment") parts.push(write.node(bare, node));
  };
  gather(node);
  return parts.length === 1 ? (parts[0] ?? null) : `(${node.type} ${parts.join(" ")})`;
};

const isDropped = (node: SyntaxNode): boolean => node.type === "comment";

/** `{ f(); }` after `if`, `else`, `for`, `while` is `f();`; a declaration keeps its braces. */
const withBody: Form = (node, write) =>
  write.plain(node, (child) => {
    const only = loopBody(node, child) ? single(child) : null;
    if (only === null) return null;
    return `${child.field === null ? "" : `${child.field}=`}${write.node(only, node)}`;
  });

function loopBody(node: SyntaxNode, child: SyntaxNode): boolean {
  if (child.type !== "statement_block") return false;
  return node.type === "else_clause" || child.field === "body" || child.field === "consequence";
}

function single(block: SyntaxNode): SyntaxNode | null {
  const statements = block.children.filter(
    (child) => child.named && !isDropped(child) && child.type !== "empty_statement",
  );
  const [only] = statements;
  return only && statements.length === 1 && !declaring.has(only.type) ? only : null;
}

/** `x => { return e; }` is `(x) => e`. */
const arrow: Form = (node, write) =>
  write.plain(node, (child) => {
    if (child.field === "parameter") {
      return `parameters=(formal_parameters "(" ${write.node(child, node)} ")")`;
    }
    const returned = child.field === "body" ? returnedBy(child) : null;
    return returned === null ? null : `body=${write.node(returned, node)}`;
  });

function returnedBy(body: SyntaxNode): SyntaxNode | null {
  if (body.type !== "statement_block") return null;
  const only = single(body);
  return only?.type === "return_statement" ? (inner(only) ?? null) : null;
}

const create: Form = (node, write) => {
  if (at(node, "arguments")) return null;
  return `${write.plain(node).slice(0, -1)} arguments=(arguments "(" ")"))`;
};

/** TypeScript wraps parameters that JavaScript does not. */
const parameter: Form = (node, write) => {
  const named = node.children.filter((child) => !isDropped(child));
  const [only] = named;
  return only && named.length === 1 && only.field === "pattern" ? write.node(only, node) : null;
};

/** Holes count, a comma at the end does not. */
const array: Form = (node, write) => {
  let open = true;
  return write.plain(node, (child) => {
    if (child.type === "comment" || child.type === "[" || child.type === "]") return null;
    const hole = open && child.type === ",";
    open = child.type === ",";
    return hole ? "hole" : null;
  });
};

/** Everything between substitutions is kept to the letter; without any it is a string. */
const template: Form = (node, write, parent) => {
  const value = node.type === "template_string" ? plainTemplate(node, write.text, parent) : null;
  if (value !== null) return write.leaf("string", value);
  const parts: string[] = [node.type];
  let from = node.start;
  const raw = (end: number): void => {
    if (end > from) parts.push(write.leaf("raw", write.text.slice(from, end)));
  };
  for (const child of node.children) {
    if (child.type !== "template_substitution" && child.type !== "template_type") continue;
    raw(child.start);
    parts.push(write.plain(child));
    from = child.end;
  }
  raw(node.end);
  return `(${parts.join(" ")})`;
};

/** A tag sees the letters and a new array each time; nothing else does. */
function plainTemplate(node: SyntaxNode, text: string, parent: SyntaxNode | null): string | null {
  if (node.children.some((child) => child.type === "template_substitution")) return null;
  const tagged = node.field === "arguments" || parent === null;
  const inside = text.slice(node.start + 1, node.end - 1);
  return tagged || inside.includes("\r") ? null : stringValue(inside);
}

const exact: Form = (node, write) => write.leaf(node.type, write.text.slice(node.start, node.end));

const number: Form = (node, write) =>
  write.leaf("number", numberValue(write.text.slice(node.start, node.end)));

const name: Form = (node, write) => write.local(node);

const sorted: Form = (node, write) => {
  const parts = node.children.map((child) => write.node(child, node));
  return `(${[node.type, ...parts.filter((part) => part !== "").sort()].join(" ")})`;
};

const directive: Form = (node, write) => {
  const [only] = node.children.filter((child) => child.named && !isDropped(child));
  if (only?.type !== "string") return null;
  return write.leaf("directive", write.text.slice(only.start + 1, only.end - 1));
};

const block: Form = (node, write) =>
  write.plain(node, (child) => (child.type === "empty_statement" ? "" : null));

export const forms: Readonly<Record<string, Form>> = {
  parenthesized_expression: parenthesized,
  parenthesized_type: (node, write) => {
    const content = inner(node);
    return content ? write.node(content, node) : null;
  },
  binary_expression: binary,
  union_type: typeList,
  intersection_type: typeList,
  if_statement: withBody,
  else_clause: withBody,
  for_statement: withBody,
  for_in_statement: withBody,
  while_statement: withBody,
  do_statement: withBody,
  arrow_function: arrow,
  new_expression: create,
  required_parameter: parameter,
  array,
  array_pattern: array,
  template_string: template,
  template_literal_type: template,
  regex: exact,
  string: stringForm,
  number,
  pair: keyed,
  pair_pattern: keyed,
  method_definition: keyed,
  shorthand_property_identifier: shorthand,
  shorthand_property_identifier_pattern: shorthand,
  object_assignment_pattern: shorthandDefault,
  identifier: name,
  named_imports: sorted,
  export_clause: sorted,
  expression_statement: directive,
  statement_block: block,
  switch_case: block,
  switch_default: block,
  program,
  jsx_element: jsxElement,
  jsx_attribute: jsxAttribute,
};
