// Programs that mean something else: one small change each, of the kinds that models make.
import type { SyntaxNode } from "../../../src/core/patch/syntax.ts";
import { visit, type Sample, type Splice } from "./corpus.ts";

export interface Mutation extends Splice {
  readonly kind: string;
}

const operators: Readonly<Record<string, string>> = {
  "===": "!==",
  "!==": "===",
  "==": "!=",
  "!=": "==",
  "<": "<=",
  "<=": "<",
  ">": ">=",
  ">=": ">",
  "+": "-",
  "-": "+",
  "*": "/",
  "&&": "||",
  "||": "&&",
  "??": "||",
  "+=": "-=",
  "++": "--",
};

const references = new Set([
  "arguments",
  "binary_expression",
  "member_expression",
  "return_statement",
  "subscript_expression",
  "unary_expression",
  "call_expression",
  "template_substitution",
]);

/** Everything that can be broken in a sample, in the order of the text. */
export function mutations({ parsed }: Sample): readonly Mutation[] {
  const { text } = parsed;
  const found: Mutation[] = [];
  const names = new Set<string>();
  const shown = (node: SyntaxNode): string => text.slice(node.start, node.end);
  visit(parsed.root, (node) => {
    if (node.type === "identifier") names.add(shown(node));
  });
  visit(parsed.root, (node, [parent]) => {
    const put: Put = (kind, text, at = node) => {
      found.push({ kind, start: at.start, end: at.end, text });
    };
    tokens(node, shown(node), put);
    expressions(node, shown(node), put);
    statements(node, parent, shown(node), put);
    if (node.type === "identifier" && parent && references.has(parent.type)) {
      for (const name of [...names].slice(0, 6)) if (name !== shown(node)) put("reference", name);
      put("reference", "somethingElse");
    }
    if (node.type === "arguments") swapped(node, shown, put);
    if (node.type === "ternary_expression") ternary(node, shown, put);
    if (node.type === "optional_chain" && parent?.type === "member_expression") put("chain", ".");
  });
  return found;
}

function tokens(node: SyntaxNode, text: string, put: Put): void {
  const flipped = node.named ? undefined : operators[node.type];
  if (flipped && node.field === "operator") put("operator", flipped);
  if (node.type === "number" && /^\d+$/.test(text)) put("off by one", `${Number(text) + 1}`);
  if (node.type === "async") put("dropped async", "");
  if (node.type === "true") put("boolean", "false");
  if (node.type === "false") put("boolean", "true");
  if (node.type === "const") put("binding", "var");
  if (node.type === "property_identifier") put("name", `${text}2`);
  if (node.type === "type_identifier" && node.field !== "name") put("type", `${text}2`);
  if (node.type === "string_fragment" && /^\w/.test(text)) put("text", `x${text}`);
  if (node.type === "jsx_text" && /\w/.test(text)) put("text", text.replace(/\w/, "Q"));
}

function expressions(node: SyntaxNode, text: string, put: Put): void {
  const negation = node.type === "unary_expression" && text.startsWith("!");
  if (node.type === "await_expression") put("dropped await", text.slice(5));
  if (negation) put("dropped !", text.slice(1));
  if (node.type === "spread_element") put("dropped spread", text.slice(3));
}

function statements(
  node: SyntaxNode,
  parent: SyntaxNode | undefined,
  text: string,
  put: Put,
): void {
  const returned = node.type === "return_statement" && node.children.length > 1;
  if (returned) put("dropped return", text.slice(6));
  if (node.type === "else_clause") put("dropped else", "");
  if (!node.type.endsWith("_statement") || parent?.type !== "statement_block") return;
  put("dropped statement", "");
  const once = /^(return|throw|break|continue|empty)/.test(node.type);
  if (!once) put("twice", `${text}\n${text}`);
}

type Put = (kind: string, text: string, at?: SyntaxNode) => void;

function swapped(node: SyntaxNode, shown: (node: SyntaxNode) => string, put: Put): void {
  const [first, second] = node.children.filter((child) => child.named && child.type !== "comment");
  if (!first || !second || shown(first) === shown(second)) return;
  const middle = shown(node).slice(first.end - node.start, second.start - node.start);
  const rest = shown(node).slice(second.end - node.start);
  put("swapped arguments", `(${shown(second)}${middle}${shown(first)}${rest}`);
}

function ternary(node: SyntaxNode, shown: (node: SyntaxNode) => string, put: Put): void {
  const at = (field: string): SyntaxNode | undefined =>
    node.children.find((child) => child.field === field);
  const [test, yes, no] = [at("condition"), at("consequence"), at("alternative")];
  if (test && yes && no && shown(yes) !== shown(no)) {
    put("swapped branches", `${shown(test)} ? ${shown(no)} : ${shown(yes)}`);
  }
}
