// Declarations of Java: types with their fields, constructors, methods and constants.
import { childAt } from "../../core/patch/nodes.ts";
import type { SymbolSpan, SyntaxNode } from "../../core/patch/syntax.ts";
import { textOf, type Declared, type Declaring } from "./declared.ts";

const kinds: Readonly<Record<string, SymbolSpan["kind"]>> = {
  annotation_type_declaration: "type",
  annotation_type_element_declaration: "method",
  class_declaration: "class",
  compact_constructor_declaration: "method",
  constructor_declaration: "method",
  enum_constant: "variable",
  enum_declaration: "class",
  interface_declaration: "class",
  method_declaration: "method",
  record_declaration: "class",
};
const fields = new Set(["constant_declaration", "field_declaration"]);

export const java: Declaring = {
  top: (root, text) => listed(root, text),
  members: ({ body }, text) => (body ? listed(body, text) : []),
};

function listed(body: SyntaxNode, text: string): readonly Declared[] {
  return body.children.flatMap((node): readonly Declared[] => {
    if (node.type === "enum_body_declarations") return listed(node, text);
    const modifiers = textOf(
      node.children.find((child) => child.type === "modifiers"),
      text,
    );
    const exported = /\b(?:public|protected)\b/.test(modifiers) || body.type === "interface_body";
    const place = { first: node, last: node, among: body.children, exported };
    if (fields.has(node.type)) return fromField(node, place, text);
    const kind = Object.hasOwn(kinds, node.type) ? kinds[node.type] : undefined;
    if (kind === undefined) return [];
    const own = childAt(node, "body");
    const type = kind === "class" || kind === "type";
    const name = textOf(childAt(node, "name"), text);
    const bodyStart = own?.start ?? node.end;
    return [{ ...place, name, kind, bodyStart, body: type && own ? own : null }];
  });
}

type Place = Pick<Declared, "first" | "last" | "among" | "exported">;

function fromField(node: SyntaxNode, place: Place, text: string): readonly Declared[] {
  return node.children
    .filter((child) => child.field === "declarator")
    .map((child) => ({
      ...place,
      name: textOf(childAt(child, "name"), text),
      kind: "variable",
      bodyStart: childAt(child, "value")?.start ?? node.end,
      body: null,
    }));
}
