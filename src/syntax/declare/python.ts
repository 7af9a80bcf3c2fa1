// Declarations of Python: functions, classes, assigned names; also inside `if` and `try`.
import { childAt, onlyPart } from "../../core/patch/nodes.ts";
import type { SyntaxNode } from "../../core/patch/syntax.ts";
import { textOf, type Declared, type Declaring } from "./declared.ts";

const branches = new Set([
  "block",
  "elif_clause",
  "else_clause",
  "except_clause",
  "finally_clause",
  "if_statement",
  "try_statement",
]);

export const python: Declaring = {
  top: (root, text) => listed(root, text, false),
  members: ({ body }, text) => (body ? listed(body, text, true) : []),
};

/** @param owner a file, class or branch; comments at its top stand before its body. */
function listed(owner: SyntaxNode, text: string, member: boolean): readonly Declared[] {
  const among = owner.children.flatMap((child) =>
    child.field === "body" ? child.children : child,
  );
  return among.flatMap((node): readonly Declared[] => {
    if (branches.has(node.type)) return listed(node, text, member);
    const declared = fromStatement(node, text, member);
    return declared === null ? [] : [{ ...declared, among }];
  });
}

function fromStatement(node: SyntaxNode, text: string, member: boolean): Declared | null {
  const inner = childAt(node, "definition") ?? node;
  const name = textOf(childAt(inner, "name"), text);
  const place = { first: node, last: node, exported: !name.startsWith("_") };
  const bodyStart = childAt(inner, "body")?.start ?? node.end;
  switch (inner.type) {
    case "function_definition":
      return { ...place, name, kind: member ? "method" : "function", bodyStart, body: null };
    case "class_definition":
      return { ...place, name, kind: "class", bodyStart, body: inner };
    case "type_alias_statement": {
      const left = textOf(childAt(inner, "left"), text);
      return { ...place, name: left, kind: "type", bodyStart: node.end, body: null };
    }
    default:
      return fromAssignment(inner, text);
  }
}

/** `a = …` and `a: int = …`. */
function fromAssignment(node: SyntaxNode, text: string): Declared | null {
  const assigned = node.type === "expression_statement" ? onlyPart(node) : null;
  const left = assigned?.type === "assignment" ? childAt(assigned, "left") : undefined;
  if (!assigned || left?.type !== "identifier") return null;
  const name = textOf(left, text);
  const bodyStart = childAt(assigned, "right")?.start ?? node.end;
  const place = { first: node, last: node, exported: !name.startsWith("_") };
  return { ...place, name, kind: "variable", bodyStart, body: null };
}
