// Declarations of JavaScript and TypeScript as the grammars name them.
import { childAt } from "../../core/patch/nodes.ts";
import type { SymbolSpan, SyntaxNode } from "../../core/patch/syntax.ts";
import type { Declared, Declaring } from "./declared.ts";

const functions = new Set([
  "arrow_function",
  "function_expression",
  "generator_function",
  "function_declaration",
  "generator_function_declaration",
]);
const classes = new Set(["class_declaration", "abstract_class_declaration", "class"]);
const types = new Set([
  "interface_declaration",
  "type_alias_declaration",
  "enum_declaration",
  "internal_module",
  "module",
]);
const lists = new Set(["lexical_declaration", "variable_declaration"]);
const members = new Set([
  "method_definition",
  "method_signature",
  "abstract_method_signature",
  "public_field_definition",
  "field_definition",
]);

/** Names in `export { a, b as c }` without a source (the local ones) are exported. */
export const javascript: Declaring = {
  top(root, text) {
    const listed = exportedNames(root, text);
    return declarationsOf(root, text).map((declared) => ({
      ...declared,
      exported: declared.exported || listed.has(declared.name.split(".")[0] ?? declared.name),
    }));
  },
  members: (owner, text) => {
    const list = owner.body ? membersOf(owner.body, text) : [];
    return list.map((member) => ({ ...member, exported: owner.exported }));
  },
};

/** The declarations among a program's statements. */
function declarationsOf(root: SyntaxNode, text: string): readonly Declared[] {
  return grouped(root.children.flatMap((node) => fromStatement(node, node, false, text)));
}

function exportedNames(root: SyntaxNode, text: string): ReadonlySet<string> {
  const names = new Set<string>();
  for (const node of root.children) {
    if (node.type !== "export_statement" || childAt(node, "source")) continue;
    const clause = node.children.find((c) => c.type === "export_clause");
    for (const specifier of clause?.children ?? []) {
      const name = childAt(specifier, "name");
      if (name) names.add(text.slice(name.start, name.end));
    }
  }
  return names;
}

/** The members of a class body. */
function membersOf(body: SyntaxNode, text: string): readonly Declared[] {
  return grouped(body.children.flatMap((node) => fromMember(node, text)));
}

function fromStatement(
  node: SyntaxNode,
  whole: SyntaxNode,
  exported: boolean,
  text: string,
): Declared[] {
  const base = { first: whole, last: whole, exported };
  const declared = (name: SyntaxNode | undefined, kind: SymbolSpan["kind"]): Declared[] => {
    const body = childAt(node, "body");
    const members = kind === "class" && body ? body : null;
    const shown = name ? nameAt(name, text) : exported ? "default" : null;
    if (shown === null) return [];
    return [
      { ...base, name: shown, kind, bodyStart: bodyOf(node)?.start ?? node.end, body: members },
    ];
  };
  if (node.type === "export_statement") return fromExport(node, text);
  if (functions.has(node.type)) return declared(childAt(node, "name"), "function");
  if (node.type === "function_signature") {
    return declared(childAt(node, "name"), "function").map((d) => ({ ...d, bodyStart: node.end }));
  }
  if (classes.has(node.type)) return declared(childAt(node, "name"), "class");
  if (types.has(node.type)) return declared(childAt(node, "name"), "type");
  if (node.type === "ambient_declaration") {
    return node.children.flatMap((child) => fromStatement(child, whole, exported, text));
  }
  if (lists.has(node.type)) {
    const each = node.children.filter((child) => child.type === "variable_declarator");
    return each.flatMap((child) => fromDeclarator(child, base, text));
  }
  if (node.type === "expression_statement") return fromExpression(node, base, text);
  return [];
}

function fromExport(node: SyntaxNode, text: string): Declared[] {
  const inner = childAt(node, "declaration") ?? childAt(node, "value");
  if (!inner) return [];
  const found = fromStatement(inner, node, true, text);
  if (found.length > 0 || childAt(node, "value") === undefined) return found;
  const place = { first: node, last: node, exported: true, body: null };
  return [{ ...place, name: "default", kind: "variable", bodyStart: inner.start }];
}

type Base = Pick<Declared, "first" | "last" | "exported">;

function fromDeclarator(node: SyntaxNode, base: Base, text: string): Declared[] {
  const name = childAt(node, "name");
  if (!name || (name.type !== "identifier" && name.type !== "type_identifier")) return [];
  return [valued(text.slice(name.start, name.end), childAt(node, "value"), node, base)];
}

function valued(
  name: string,
  value: SyntaxNode | undefined,
  node: SyntaxNode,
  base: Base,
): Declared {
  const body = value && bodyOf(value);
  if (value && functions.has(value.type)) {
    return { ...base, name, kind: "function", bodyStart: body?.start ?? node.end, body: null };
  }
  if (value && classes.has(value.type)) {
    return { ...base, name, kind: "class", bodyStart: body?.start ?? node.end, body: body ?? null };
  }
  return { ...base, name, kind: "variable", bodyStart: value?.start ?? node.end, body: null };
}

/** `namespace N {}`; in CommonJS a function or class given to `exports.f` or `F.prototype.m`. */
function fromExpression(node: SyntaxNode, base: Base, text: string): Declared[] {
  const [inner] = node.children;
  if (!inner) return [];
  if (types.has(inner.type)) return fromStatement(inner, base.first, base.exported, text);
  const left = childAt(inner, "left");
  const right = childAt(inner, "right");
  if (inner.type !== "assignment_expression" || !left || !right) return [];
  if (!functions.has(right.type) && !classes.has(right.type)) return [];
  const written = text.slice(left.start, left.end);
  const exported = /^(?:module\.)?exports\.([\w$]+)$/.exec(written)?.[1];
  if (exported) return [valued(exported, right, inner, { ...base, exported: true })];
  const [, owner, method] = /^([\w$]+)\.prototype\.([\w$]+)$/.exec(written) ?? [];
  return owner && method ? [valued(`${owner}.${method}`, right, inner, base)] : [];
}

function fromMember(node: SyntaxNode, text: string): Declared[] {
  if (!members.has(node.type)) return [];
  const name = childAt(node, "name") ?? childAt(node, "property");
  const shown = name ? nameAt(name, text) : null;
  if (shown === null) return [];
  const value = childAt(node, "value");
  const base = { first: node, last: node, exported: false };
  if (node.type.endsWith("field_definition")) {
    const field = valued(shown, value, node, base);
    return [{ ...field, kind: field.kind === "function" ? "method" : "variable", body: null }];
  }
  const bodyStart = bodyOf(node)?.start ?? node.end;
  return [{ ...base, name: shown, kind: "method", bodyStart, body: null }];
}

const bodyOf = (node: SyntaxNode): SyntaxNode | undefined =>
  childAt(node, "body") ?? node.children.find((child) => child.type === "class_body");

/** A plain or quoted name; null for a computed one. */
function nameAt(node: SyntaxNode, text: string): string | null {
  const written = text.slice(node.start, node.end);
  if (node.type === "string") return written.slice(1, -1);
  return node.type === "computed_property_name" ? null : written;
}

/** Overload signatures that stand directly above their function become one with it. */
function grouped(list: readonly Declared[]): readonly Declared[] {
  const groups: Declared[] = [];
  for (const item of list) {
    const before = groups.at(-1);
    const overloaded = before && isSignature(before.last) && before.name === item.name;
    if (before && overloaded) groups.splice(-1, 1, { ...item, first: before.first });
    else groups.push(item);
  }
  return groups;
}

function isSignature(node: SyntaxNode): boolean {
  const inner = node.type === "export_statement" ? childAt(node, "declaration") : node;
  return inner?.type === "function_signature" || inner?.type === "method_signature";
}
