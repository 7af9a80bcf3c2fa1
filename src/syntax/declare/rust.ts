// Declarations of Rust: items, the members of traits and modules, and of `impl` by their type.
import { childAt } from "../../core/patch/nodes.ts";
import type { SymbolSpan, SyntaxNode } from "../../core/patch/syntax.ts";
import { textOf, type Declared, type Declaring } from "./declared.ts";

const kinds: Readonly<Record<string, SymbolSpan["kind"]>> = {
  const_item: "variable",
  enum_item: "type",
  function_item: "function",
  function_signature_item: "function",
  impl_item: "class",
  macro_definition: "function",
  mod_item: "type",
  static_item: "variable",
  struct_item: "type",
  trait_item: "class",
  type_item: "type",
  associated_type: "type",
  union_item: "type",
};
const owners = new Set(["impl_item", "mod_item", "trait_item"]);

export const rust: Declaring = {
  top: (root, text) => listed(root, text, null),
  members: (owner, text) => (owner.body ? listed(owner.body, text, owner) : []),
};

function listed(body: SyntaxNode, text: string, owner: Declared | null): readonly Declared[] {
  return body.children.flatMap((node): readonly Declared[] => {
    const kind = Object.hasOwn(kinds, node.type) ? kinds[node.type] : undefined;
    if (kind === undefined) return [];
    const own = childAt(node, "body");
    const value = childAt(node, "value");
    const visible = node.children.some((child) => child.type === "visibility_modifier");
    const inside = kind === "function" && owner?.kind === "class";
    const declared: Declared = {
      name: nameOf(node, text),
      kind: inside ? "method" : kind,
      first: node,
      last: node,
      exported: visible || (owner !== null && owner.kind === "class" && owner.exported),
      bodyStart: own?.start ?? value?.start ?? node.end,
      body: own && owners.has(node.type) ? own : null,
    };
    return [declared];
  });
}

/** `impl<T> Trait for Type<T>` is named `Type`. */
function nameOf(node: SyntaxNode, text: string): string {
  if (node.type !== "impl_item") return textOf(childAt(node, "name"), text);
  return textOf(childAt(node, "type"), text).replace(/<[\s\S]*|[&\s]|^dyn /g, "");
}
