// Declarators of C and C++: the names that they declare and what else stands in them.
import { childAt } from "../nodes.ts";
import type { SyntaxNode } from "../syntax.ts";

/** What one declarator holds, its value included. */
export interface Declarator {
  readonly names: readonly SyntaxNode[];
  /** Lists that are read as parameters around the names. */
  readonly functions: readonly SyntaxNode[];
  /** Sizes, values and attributes, in the order of the text. */
  readonly rest: readonly SyntaxNode[];
}

/** `*a[n] = v` declares `a`, `[a, b]` declares two names. */
export function declaredIn(node: SyntaxNode): Declarator {
  const names: SyntaxNode[] = [];
  const functions: SyntaxNode[] = [];
  const rest: SyntaxNode[] = [];
  const walk = (inner: SyntaxNode): void => {
    if (inner.type === "identifier") return void names.push(inner);
    if (inner.type === "structured_binding_declarator") return inner.children.forEach(walk);
    if (!inner.type.endsWith("_declarator")) return void rest.push(inner);
    const pointer = inner.children.some((child) => child.type === "parenthesized_declarator");
    for (const child of inner.children) {
      const named = child.field === "declarator" || child.type.endsWith("_declarator");
      if (named || (child.type === "identifier" && inner.type !== "init_declarator")) walk(child);
      else if (child.type !== "parameter_list") rest.push(child);
      else if (pointer) rest.push(child);
      else functions.push(child);
    }
  };
  walk(node);
  return { names, functions, rest };
}

/** The declarator of a function's parameters; null when it has none. */
export function functionDeclarator(node: SyntaxNode): SyntaxNode | null {
  let at = childAt(node, "declarator");
  while (at) {
    const list = childAt(at, "parameters");
    if (at.type === "function_declarator" && list?.type === "parameter_list") return at;
    const inner: SyntaxNode | undefined =
      childAt(at, "declarator") ?? at.children.find((child) => child.type.endsWith("_declarator"));
    at = inner;
  }
  return null;
}
