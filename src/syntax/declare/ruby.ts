// Declarations of Ruby: modules and classes with their methods and constants.
import { childAt, partsOf } from "../../core/patch/nodes.ts";
import type { SyntaxNode } from "../../core/patch/syntax.ts";
import { textOf, type Declared, type Declaring } from "./declared.ts";

export const ruby: Declaring = {
  top: (root, text) => listed(root, text, false),
  members: ({ body }, text) => (body ? listed(body, text, true) : []),
};

/** @param owner a file or a class; comments at the top of a class stand before its body. */
function listed(owner: SyntaxNode, text: string, member: boolean): readonly Declared[] {
  const among = owner.children.flatMap((child) =>
    child.field === "body" ? child.children : child,
  );
  return among.flatMap((node): readonly Declared[] => {
    if (!node.named) return [];
    if (node.type === "singleton_class") return listed(node, text, member);
    const declared = fromStatement(node, node, text, member);
    return declared === null ? [] : [{ ...declared, among }];
  });
}

function fromStatement(
  node: SyntaxNode,
  whole: SyntaxNode,
  text: string,
  member: boolean,
): Declared | null {
  const name = textOf(childAt(node, "name"), text).replaceAll("::", ".");
  const place = { first: whole, last: whole, exported: true };
  const body = childAt(node, "body");
  const end = node.children.at(-1);
  const bodyStart = body?.start ?? (end?.type === "end" ? end.start : node.end);
  switch (node.type) {
    case "method":
    case "singleton_method":
      return { ...place, name, kind: member ? "method" : "function", bodyStart, body: null };
    case "class":
    case "module":
      return { ...place, name, kind: "class", bodyStart, body: node };
    case "assignment": {
      const left = childAt(node, "left");
      if (left?.type !== "constant") return null;
      const start = childAt(node, "right")?.start ?? node.end;
      return { ...place, name: textOf(left, text), kind: "variable", bodyStart: start, body: null };
    }
    case "call":
      return fromCall(node, whole, text, member);
    default:
      return null;
  }
}

/** `private def a`. */
function fromCall(
  node: SyntaxNode,
  whole: SyntaxNode,
  text: string,
  member: boolean,
): Declared | null {
  const list = childAt(node, "arguments");
  const [only, ...more] = list ? partsOf(list) : [];
  const defines = only?.type === "method" || only?.type === "singleton_method";
  return only && defines && more.length === 0 ? fromStatement(only, whole, text, member) : null;
}
