// The names that a text uses: what it calls, the types it names, and every other identifier.
import type { SyntaxNode, Use } from "../core/patch/syntax.ts";

/** The fields that hold what is called, by the type of the calling node; one table for all. */
const callees: Readonly<Record<string, readonly string[]>> = {
  call_expression: ["function"],
  new_expression: ["constructor", "type"],
  jsx_opening_element: ["name"],
  jsx_self_closing_element: ["name"],
  call: ["function", "method"],
  method_invocation: ["name"],
  object_creation_expression: ["type"],
  macro_invocation: ["macro"],
};
/** Where the last name of `a.b`, `a::b` or `f<T>` stands. */
const lastFields = ["property", "attribute", "field", "name", "function", "method"];
const types = new Set(["type_identifier"]);
const names = new Set(["identifier", "shorthand_property_identifier", "constant"]);
/** A name in the field `name` is declared there, unless the parent only mentions it. */
const mentions = /specifier|scoped|qualified|generic|template|argument|jsx|struct_expression/;

/** In the order of the text; a name in a comment or string is none. */
export function usesIn(root: SyntaxNode, text: string): readonly Use[] {
  const uses: Use[] = [];
  const called = new Set<SyntaxNode>();
  const walk = (node: SyntaxNode, parent: SyntaxNode | null): void => {
    const callee = calleeOf(node);
    if (callee) called.add(callee);
    const kind = kindOf(node, parent, called);
    if (kind) uses.push({ name: text.slice(node.start, node.end), kind, start: node.start });
    for (const child of node.children) walk(child, node);
  };
  walk(root, null);
  return uses;
}

function kindOf(
  node: SyntaxNode,
  parent: SyntaxNode | null,
  called: ReadonlySet<SyntaxNode>,
): Use["kind"] | null {
  if (called.has(node)) return "call";
  const type = types.has(node.type);
  if (!type && !names.has(node.type)) return null;
  if (node.field === "alias") return null;
  const named = node.field === "name" && parent !== null;
  if (named && !mentions.test(parent.type)) return null;
  return type || parent?.type === "type" ? "type" : "name";
}

/** The leaf that names what a node calls. */
function calleeOf(node: SyntaxNode): SyntaxNode | null {
  const fields = Object.hasOwn(callees, node.type) ? callees[node.type] : undefined;
  let at = fields && childIn(node, fields);
  while (at && at.children.length > 0) at = childIn(at, lastFields);
  return at ?? null;
}

const childIn = (node: SyntaxNode, fields: readonly string[]): SyntaxNode | undefined =>
  node.children.find((child) => child.field !== null && fields.includes(child.field));
