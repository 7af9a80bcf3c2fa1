// Declarations of C and C++: functions, types with members, variables, macros; in any namespace.
import { childAt } from "../../core/patch/nodes.ts";
import type { SymbolSpan, SyntaxNode } from "../../core/patch/syntax.ts";
import { textOf, type Declared, type Declaring } from "./declared.ts";

/** What only wraps declarations. */
const wrappers = new Set([
  "declaration_list",
  "linkage_specification",
  "preproc_elif",
  "preproc_else",
  "preproc_if",
  "preproc_ifdef",
]);
const types = new Set(["class_specifier", "enum_specifier", "struct_specifier", "union_specifier"]);

export const c: Declaring = {
  top: (root, text) => defined(listed(root, text, false)),
  members: ({ body, kind }, text) => (body ? defined(listed(body, text, kind === "class")) : []),
};

/** A prototype is no symbol of its own where the function is defined. */
function defined(list: readonly Declared[]): readonly Declared[] {
  const bodies = new Set(list.filter((d) => !isPrototype(d)).map((d) => d.name));
  return list.filter((d) => !isPrototype(d) || !bodies.has(d.name));
}

const isPrototype = ({ kind, bodyStart, last }: Declared): boolean =>
  (kind === "function" || kind === "method") && bodyStart === last.end;

function listed(body: SyntaxNode, text: string, member: boolean): readonly Declared[] {
  return body.children.flatMap((node): readonly Declared[] => {
    const anonymous = node.type === "namespace_definition" && !childAt(node, "name");
    if (wrappers.has(node.type) || anonymous) return listed(node, text, member);
    const declared = fromStatement(node, node, text, member);
    return declared.map((one) => ({ ...one, among: body.children }));
  });
}

function fromStatement(
  node: SyntaxNode,
  whole: SyntaxNode,
  text: string,
  member: boolean,
): readonly Declared[] {
  const exported = node.children.every((child) => textOf(child, text) !== "static");
  const place = { first: whole, last: whole, exported };
  const named = (name: string, kind: SymbolSpan["kind"], own?: SyntaxNode): readonly Declared[] => {
    const members = kind === "class" || node.type === "namespace_definition";
    const bodyStart = own?.start ?? node.end;
    return name === ""
      ? []
      : [{ ...place, name, kind, bodyStart, body: members ? (own ?? null) : null }];
  };
  const body = childAt(node, "body");
  switch (node.type) {
    case "template_declaration":
      return node.children.flatMap((child) => fromStatement(child, whole, text, member));
    case "namespace_definition":
      return named(textOf(childAt(node, "name"), text).replaceAll("::", "."), "type", body);
    case "function_definition": {
      const start = node.children.find((child) => child.type === "field_initializer_list");
      return named(
        nameOf(childAt(node, "declarator"), text),
        member ? "method" : "function",
        start ?? body,
      );
    }
    case "declaration":
    case "field_declaration":
      return [...typeIn(node, place, text), ...variables(node, place, text, member)];
    case "type_definition":
      return named(nameOf(childAt(node, "declarator"), text), "type", bodyOfType(node));
    case "alias_declaration":
      return named(textOf(childAt(node, "name"), text), "type", childAt(node, "type"));
    case "preproc_def":
    case "preproc_function_def": {
      const kind = node.type === "preproc_def" ? "variable" : "function";
      return named(textOf(childAt(node, "name"), text), kind, childAt(node, "value"));
    }
    default:
      if (!types.has(node.type) || !body) return [];
      return named(
        textOf(childAt(node, "name"), text),
        node.type === "enum_specifier" ? "type" : "class",
        body,
      );
  }
}

type Place = Pick<Declared, "first" | "last" | "exported">;

/** `struct S { … } s;` declares a type too. */
function typeIn(node: SyntaxNode, place: Place, text: string): readonly Declared[] {
  const type = childAt(node, "type");
  const body = type && types.has(type.type) ? childAt(type, "body") : undefined;
  const name = type ? textOf(childAt(type, "name"), text) : "";
  if (!body || name === "") return [];
  const kind = type?.type === "enum_specifier" ? "type" : "class";
  return [{ ...place, name, kind, bodyStart: body.start, body: kind === "class" ? body : null }];
}

const bodyOfType = (node: SyntaxNode): SyntaxNode | undefined => {
  const type = childAt(node, "type");
  return type && types.has(type.type) ? childAt(type, "body") : undefined;
};

function variables(
  node: SyntaxNode,
  place: Place,
  text: string,
  member: boolean,
): readonly Declared[] {
  return node.children.flatMap((child, n): readonly Declared[] => {
    if (child.field !== "declarator") return [];
    const name = nameOf(child, text);
    if (name === "") return [];
    const own = child.type === "init_declarator" ? childAt(child, "value") : undefined;
    const given = own ?? node.children.slice(n).find((c) => c.field === "default_value");
    const kind = isFunction(child) ? (member ? "method" : "function") : "variable";
    return [{ ...place, name, kind, bodyStart: given?.start ?? node.end, body: null }];
  });
}

/** `*f(int)` is a function, `(*f)(int)` a variable. */
function isFunction(node: SyntaxNode): boolean {
  if (node.type === "function_declarator") {
    return childAt(node, "declarator")?.type !== "parenthesized_declarator";
  }
  const inner = node.type.endsWith("_declarator")
    ? (childAt(node, "declarator") ?? node.children.find((c) => c.type.endsWith("_declarator")))
    : undefined;
  return inner !== undefined && node.type !== "init_declarator" && isFunction(inner);
}

/** `A::b` is `A.b`; templates' arguments are left out. */
function nameOf(node: SyntaxNode | undefined, text: string): string {
  let at = node;
  while (at?.type.endsWith("_declarator")) {
    const inner: SyntaxNode | undefined =
      childAt(at, "declarator") ??
      at.children.find((c) => /declarator$|identifier$|_name$/.test(c.type));
    at = inner;
  }
  return textOf(at, text)
    .replace(/<[^<>]*(?:<[^<>]*>[^<>]*)*>/g, "")
    .replaceAll("::", ".")
    .replace(/\s+/g, "");
}
