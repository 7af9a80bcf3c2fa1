// Scope analysis of Go: parameters and locals of functions, block by block in text order.
import { Locals } from "../locals.ts";
import { childAt, partsOf, visit } from "../nodes.ts";
import type { Binding } from "../rules.ts";
import type { SyntaxNode } from "../syntax.ts";

const functions = new Set(["function_declaration", "method_declaration", "func_literal"]);
const scopes = new Set([
  "block",
  "communication_case",
  "default_case",
  "expression_case",
  "expression_switch_statement",
  "for_statement",
  "if_statement",
  "select_statement",
  "type_case",
  "type_switch_statement",
]);
const harmless = new Set([
  "escape_sequence",
  "field_identifier",
  "interpreted_string_literal_content",
  "label_name",
  "package_identifier",
  "raw_string_literal_content",
]);

/**
 * The binding of every occurrence of a parameter or local. Not in it: type parameters, types and
 * names that are keys of a composite literal, where a field and a variable look the same.
 */
export function bindingsOf(
  nodes: readonly SyntaxNode[],
  text: string,
): ReadonlyMap<SyntaxNode, Binding> {
  const locals = new Locals(text, ["_", "nil", "true", "false", "iota"]);
  const reader = new Reader(locals);
  for (const node of nodes) {
    visit(node, ({ type, children }) => {
      const [key] = type === "keyed_element" ? children : [];
      const name = key?.children[0];
      if (name?.type === "identifier") locals.keep(locals.shown(name));
    });
  }
  for (const node of nodes) reader.visit(node);
  return locals.bindings(nodes, harmless);
}

/** `x = range y` assigns, `x := range y` declares. */
const assigns = (node: SyntaxNode): boolean => node.children.every((child) => child.type !== ":=");

class Reader {
  readonly #locals: Locals;

  constructor(locals: Locals) {
    this.#locals = locals;
  }

  visit(node: SyntaxNode): void {
    const { type } = node;
    if (functions.has(type)) return this.#locals.within(() => this.#function(node));
    if (type === "function_type" || type === "method_elem") return this.#type(node);
    if (scopes.has(type)) return this.#locals.within(() => this.#parts(node));
    this.#parts(node);
  }

  /** A function's own name is no local; parameters and body are one scope. */
  #function(node: SyntaxNode): void {
    for (const child of node.children) {
      if (child.field === "name") this.#locals.other(child);
      else if (child.field === "type_parameters") this.#typeParameters(child);
      else if (child.field === "body") this.#parts(child);
      else if (child.type === "parameter_list") this.#parameters(child);
      else this.visit(child);
    }
  }

  /** The names of a function type bind nothing. */
  #type(node: SyntaxNode): void {
    this.#locals.within(() => {
      for (const child of node.children) {
        if (child.type === "parameter_list") this.#parameters(child);
        else this.visit(child);
      }
    });
  }

  #parameters(list: SyntaxNode): void {
    for (const each of partsOf(list)) {
      for (const child of each.children) if (child.field !== "name") this.visit(child);
      for (const child of each.children) {
        if (child.field === "name" && child.named) this.#locals.declare(child);
      }
    }
  }

  #typeParameters(list: SyntaxNode): void {
    visit(list, (node) => {
      if (node.type.endsWith("identifier")) this.#locals.keep(this.#locals.shown(node));
    });
  }

  #parts(node: SyntaxNode): void {
    switch (node.type) {
      case "identifier":
      case "type_identifier":
        return this.#locals.refer(node);
      case "short_var_declaration":
        return this.#declaration(node, "left");
      case "var_spec":
      case "const_spec":
        return this.#declaration(node, "name");
      case "range_clause":
      case "receive_statement":
        return assigns(node) ? this.#each(node) : this.#declaration(node, "left");
      case "type_switch_statement":
        return this.#typeSwitch(node);
      case "type_spec":
      case "type_alias":
        for (const child of node.children) {
          if (child.field === "name") this.#locals.keep(this.#locals.shown(child));
          this.visit(child);
        }
        return;
      default:
        this.#each(node);
    }
  }

  #each(node: SyntaxNode): void {
    for (const child of node.children) this.visit(child);
  }

  /** Values are read first; `:=` takes what the scope has already. */
  #declaration(node: SyntaxNode, field: string): void {
    for (const child of node.children) if (child.field !== field) this.visit(child);
    for (const child of node.children) {
      if (child.field !== field) continue;
      const names = child.type === "expression_list" ? partsOf(child) : [child];
      for (const name of names) if (name.type === "identifier") this.#name(name);
    }
  }

  /** Variables of a package are no locals. */
  #name(node: SyntaxNode): void {
    if (this.#locals.inside) this.#locals.declare(node);
    else this.#locals.other(node);
  }

  #typeSwitch(node: SyntaxNode): void {
    const alias = childAt(node, "alias");
    const after = node.children.filter((child) => child !== alias);
    const value = after.findIndex((child) => child.field === "value");
    for (const child of after.slice(0, value + 1)) this.visit(child);
    for (const name of alias ? partsOf(alias) : []) this.#name(name);
    for (const child of after.slice(value + 1)) this.visit(child);
  }
}
