// Declarations of Go: functions, methods as `Type.method`, types, and each name of a group.
import { childAt } from "../../core/patch/nodes.ts";
import type { SyntaxNode } from "../../core/patch/syntax.ts";
import { textOf, type Declared, type Declaring } from "./declared.ts";

const groups = new Set(["const_declaration", "type_declaration", "var_declaration"]);

export const go: Declaring = {
  top: (root, text) => root.children.flatMap((node) => fromStatement(node, text)),
  members: () => [],
};

const isExported = (name: string): boolean => /^\p{Lu}/u.test(name);

function fromStatement(node: SyntaxNode, text: string): readonly Declared[] {
  if (groups.has(node.type)) return fromGroup(node, text);
  const function_ = node.type === "function_declaration";
  if (!function_ && node.type !== "method_declaration") return [];
  const name = textOf(childAt(node, "name"), text);
  const owner = /([\p{L}_]\w*)\s*(?:\[[^\]]*\])?\s*\)$/u.exec(
    textOf(childAt(node, "receiver"), text),
  );
  const exported = isExported(name);
  const bodyStart = childAt(node, "body")?.start ?? node.end;
  const shown = function_ ? name : `${owner?.[1] ?? ""}.${name}`;
  const kind = function_ ? "function" : "method";
  return [{ name: shown, kind, first: node, last: node, exported, bodyStart, body: null }];
}

/** A group in parentheses holds several; each is a symbol of its own. */
function fromGroup(node: SyntaxNode, text: string): readonly Declared[] {
  const list = node.children.find((child) => child.type.endsWith("_spec_list")) ?? node;
  const grouped = node.children.some((child) => child.type === "(") || list !== node;
  const specs = list.children.filter((child) => /_(?:spec|alias)$/.test(child.type));
  return specs.flatMap((spec) => {
    const place = grouped
      ? { first: spec, last: spec, among: list.children }
      : { first: node, last: node };
    const type = spec.type.startsWith("type");
    const value = childAt(spec, type ? "type" : "value");
    const bodyStart = value?.start ?? spec.end;
    return spec.children
      .filter((child) => child.field === "name" && child.named)
      .map((child): Declared => {
        const name = textOf(child, text);
        const kind = type ? "type" : "variable";
        return { name, kind, ...place, exported: isExported(name), bodyStart, body: null };
      });
  });
}
