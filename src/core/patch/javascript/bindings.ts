// Scope analysis of JavaScript and TypeScript: which names inside functions may be called anything.
import type { Binding } from "../rules.ts";
import type { SyntaxNode } from "../syntax.ts";
import { functionTypes, pinnedIn } from "./pinned.ts";

interface Scope {
  readonly names: Map<string, Binding>;
  readonly above: Scope | null;
}

const at = (node: SyntaxNode, field: string): SyntaxNode | undefined =>
  node.children.find((child) => child.field === field);

const blocks = new Set(["statement_block", "switch_body", "class_static_block"]);
const headed = new Set(["for_statement", "for_in_statement", "catch_clause"]);
const names = new Set([
  "identifier",
  "shorthand_property_identifier",
  "shorthand_property_identifier_pattern",
]);
/** Where an identifier names a module of types or an XML namespace, not a value. */
const typeNames = new Set(["nested_type_identifier", "nested_identifier", "jsx_namespace_name"]);
const tags = new Set(["jsx_opening_element", "jsx_closing_element", "jsx_self_closing_element"]);
/** Fields of a function that see its parameters; its name and decorators do not. */
const inside = new Set([
  "parameters",
  "parameter",
  "return_type",
  "body",
  "type_parameters",
  "type",
]);

/**
 * The binding of every occurrence of a local name or parameter. Names of the file, of nested
 * functions and classes, and names that something else can see are not in it; nothing is, where
 * `eval`, `with` or a nested enum or namespace could see names.
 */
export function bindingsOf(
  nodes: readonly SyntaxNode[],
  text: string,
): ReadonlyMap<SyntaxNode, Binding> {
  const found = new Map<SyntaxNode, Binding>();
  const pinned = pinnedIn(nodes, text);
  if (pinned === null) return found;
  const analysis = new Analysis(text, pinned, found);
  for (const node of nodes) analysis.visit(node, null);
  return found;
}

class Analysis {
  readonly #text: string;
  readonly #pinned: ReadonlySet<string>;
  readonly #found: Map<SyntaxNode, Binding>;

  constructor(text: string, pinned: ReadonlySet<string>, found: Map<SyntaxNode, Binding>) {
    this.#text = text;
    this.#pinned = pinned;
    this.#found = found;
  }

  visit(node: SyntaxNode, scope: Scope | null): void {
    if (functionTypes.has(node.type)) return this.#function(node, scope);
    if (scope !== null && names.has(node.type)) return this.#resolve(node, scope);
    if (typeNames.has(node.type)) return;
    if (scope !== null && node.type === "class_static_block") {
      const own = this.#hoisted(node, scopeIn(scope), null);
      for (const child of node.children) this.visit(child, own);
      return;
    }
    const within = scope === null ? null : this.#scopeOf(node, scope);
    for (const child of node.children) {
      if (tags.has(node.type) && child.field === "name" && this.#isTagName(child)) continue;
      this.visit(child, within);
    }
  }

  #function(node: SyntaxNode, scope: Scope | null): void {
    const outer = scopeIn(scope);
    for (const child of node.children) {
      if (child.field === "parameter") this.#declare(child, outer);
      if (child.field !== "parameters") continue;
      for (const parameter of child.children) this.#declare(parameter, outer);
    }
    for (const child of node.children) {
      const own = child.field !== null && inside.has(child.field);
      if (!own) this.visit(child, scope);
      else if (child.type === "statement_block") this.#body(child, outer);
      else this.visit(child, outer);
    }
  }

  /** `var` lands here unless it repeats a parameter; so does what the body declares itself. */
  #body(body: SyntaxNode, parameters: Scope): void {
    const scope = this.#lexical(body, this.#hoisted(body, scopeIn(parameters), parameters));
    for (const child of body.children) this.visit(child, scope);
  }

  #hoisted(body: SyntaxNode, scope: Scope, parameters: Scope | null): Scope {
    const walk = (node: SyntaxNode): void => {
      if (functionTypes.has(node.type) || node.type === "class_static_block") return;
      if (node.type === "variable_declaration") this.#declarators(node, scope);
      if (node.type === "for_in_statement" && at(node, "kind")?.type === "var") {
        this.#declare(at(node, "left"), scope);
      }
      node.children.forEach(walk);
    };
    body.children.forEach(walk);
    for (const name of parameters?.names.keys() ?? []) scope.names.delete(name);
    return scope;
  }

  #scopeOf(node: SyntaxNode, scope: Scope): Scope {
    if (blocks.has(node.type)) return this.#lexical(node, scopeIn(scope));
    if (!headed.has(node.type)) return scope;
    const own = scopeIn(scope);
    if (node.type === "catch_clause") this.#declare(at(node, "parameter"), own);
    const initializer = at(node, "initializer");
    if (initializer?.type === "lexical_declaration") this.#declarators(initializer, own);
    const kind = at(node, "kind")?.type;
    if (node.type === "for_in_statement" && kind !== undefined && kind !== "var") {
      this.#declare(at(node, "left"), own);
    }
    return own;
  }

  /** `let` and `const` of a block; those of a `switch` stand in its cases. */
  #lexical(block: SyntaxNode, scope: Scope): Scope {
    for (const child of block.children) {
      if (child.type === "lexical_declaration") this.#declarators(child, scope);
      if (child.type === "switch_case" || child.type === "switch_default") {
        this.#lexical(child, scope);
      }
    }
    return scope;
  }

  #declarators(declaration: SyntaxNode, scope: Scope): void {
    for (const child of declaration.children) {
      if (child.type === "variable_declarator") this.#declare(at(child, "name"), scope);
    }
  }

  #declare(pattern: SyntaxNode | undefined, scope: Scope): void {
    switch (pattern?.type) {
      case "identifier":
      case "shorthand_property_identifier_pattern": {
        const name = this.#text.slice(pattern.start, pattern.end);
        if (!scope.names.has(name)) scope.names.set(name, { name });
        return;
      }
      case "assignment_pattern":
      case "object_assignment_pattern":
        return this.#declare(at(pattern, "left"), scope);
      case "pair_pattern":
        return this.#declare(at(pattern, "value"), scope);
      case "required_parameter":
      case "optional_parameter":
        return this.#declare(at(pattern, "pattern"), scope);
      case "array_pattern":
      case "object_pattern":
      case "rest_pattern":
        for (const child of pattern.children) this.#declare(child, scope);
        return;
      default:
    }
  }

  #resolve(node: SyntaxNode, scope: Scope): void {
    const name = this.#text.slice(node.start, node.end);
    if (this.#pinned.has(name)) return;
    for (let here: Scope | null = scope; here !== null; here = here.above) {
      const binding = here.names.get(name);
      if (!binding) continue;
      this.#found.set(node, binding);
      return;
    }
  }

  /** `<div>` names an element, `<Item>` and `<a.b>` a value. */
  #isTagName(node: SyntaxNode): boolean {
    if (node.type !== "identifier") return false;
    return /^[a-z]|-/.test(this.#text.slice(node.start, node.end));
  }
}

const scopeIn = (above: Scope | null): Scope => ({ names: new Map(), above });
