// Scope analysis of Ruby: what was assigned before is a variable, anything else a method.
import { Locals } from "../locals.ts";
import { childAt, partsOf, visit } from "../nodes.ts";
import type { Binding } from "../rules.ts";
import type { SyntaxNode } from "../syntax.ts";

/** What looks at local names by their name. */
const seers = new Set([
  "binding",
  "class_eval",
  "eval",
  "instance_eval",
  "local_variable_get",
  "local_variable_set",
  "local_variables",
  "module_eval",
]);
const blocks = new Set(["block", "do_block", "lambda"]);
const hard = new Set(["class", "method", "module", "singleton_class", "singleton_method"]);
const harmless = new Set([
  "constant",
  "escape_sequence",
  "hash_key_symbol",
  "heredoc_content",
  "simple_symbol",
  "string_content",
]);
const lists = new Set(["block_parameters", "lambda_parameters", "method_parameters"]);

/**
 * The binding of every occurrence of a local. Not in it: keyword parameters, names of patterns
 * and of `{ x: }`, and names that are used as a method before they are assigned.
 */
export function bindingsOf(
  nodes: readonly SyntaxNode[],
  text: string,
): ReadonlyMap<SyntaxNode, Binding> {
  const kept = keptIn(nodes, text);
  if (kept === null) return new Map();
  const locals = new Locals(text, kept);
  const reader = new Reader(locals);
  for (const node of nodes) reader.visit(node);
  return locals.bindings(nodes, harmless);
}

function keptIn(nodes: readonly SyntaxNode[], text: string): ReadonlySet<string> | null {
  const kept = new Set(["_"]);
  let seen = false;
  const shown = (node: SyntaxNode): string => text.slice(node.start, node.end);
  const keepAll = (node: SyntaxNode): void =>
    visit(node, (inner) => {
      if (inner.children.length === 0) kept.add(shown(inner));
    });
  const look = (node: SyntaxNode): void => {
    if (node.type === "identifier" && seers.has(shown(node))) {
      seen = true;
    }
    if (node.type.endsWith("pattern") && node.type !== "pattern") keepAll(node);
    if (node.type === "in_clause") {
      const pattern = childAt(node, "pattern");
      if (pattern) keepAll(pattern);
    }
    if (node.type === "pair" && childAt(node, "value") === undefined) keepAll(node);
    if (node.type === "keyword_parameter") {
      const name = childAt(node, "name");
      if (name) kept.add(shown(name));
    }
    if (node.type === "regex") {
      for (const [, name] of shown(node).matchAll(/\(\?<(\w+)>/g)) if (name) kept.add(name);
    }
  };
  for (const node of nodes) visit(node, look);
  return seen ? null : kept;
}

class Reader {
  readonly #locals: Locals;

  constructor(locals: Locals) {
    this.#locals = locals;
  }

  visit(node: SyntaxNode): void {
    if (hard.has(node.type)) return this.#hard(node);
    if (blocks.has(node.type)) return this.#locals.within(() => this.#each(node));
    if (lists.has(node.type)) return this.#parameters(node);
    switch (node.type) {
      case "identifier":
        return this.#use(node);
      case "call":
        return this.#call(node);
      case "assignment":
      case "operator_assignment":
        return this.#assignment(node);
      case "for":
        return this.#for(node);
      case "exception_variable":
        for (const child of partsOf(node)) this.#target(child);
        return;
      case "alias":
      case "undef":
        return visit(node, (inner) => this.#locals.other(inner));
      default:
        this.#each(node);
    }
  }

  #each(node: SyntaxNode): void {
    for (const child of node.children) this.visit(child);
  }

  /** A name before it is assigned is a method; if it is assigned later, the name stays. */
  #use(node: SyntaxNode): void {
    const name = this.#locals.shown(node);
    if (this.#locals.inside && !this.#locals.has(name)) this.#locals.keep(name);
    this.#locals.refer(node);
  }

  #hard(node: SyntaxNode): void {
    for (const child of node.children) {
      const outer =
        child.field === "name" || child.field === "superclass" || child.field === "object";
      if (child.field === "name") visit(child, (inner) => this.#locals.other(inner));
      else if (outer) this.visit(child);
    }
    this.#locals.within(() => {
      for (const child of node.children) {
        if (child.field !== "name" && child.field !== "superclass" && child.field !== "object") {
          this.visit(child);
        }
      }
    }, "alone");
  }

  #call(node: SyntaxNode): void {
    for (const child of node.children) {
      if (child.field === "method" && child.type === "identifier") this.#locals.other(child);
      else this.visit(child);
    }
  }

  #parameters(list: SyntaxNode): void {
    for (const child of list.children) {
      if (child.type === "identifier") this.#locals.declare(child, true);
      else if (child.type === "destructured_parameter") this.#parameters(child);
      else {
        const name = childAt(child, "name");
        const value = childAt(child, "value");
        if (value) this.visit(value);
        if (name) this.#locals.declare(name, true);
      }
    }
  }

  /** The name is there before the value is read. */
  #assignment(node: SyntaxNode): void {
    for (const child of node.children) {
      if (child.field === "left") this.#target(child);
      else this.visit(child);
    }
  }

  #for(node: SyntaxNode): void {
    for (const child of node.children) {
      if (child.field !== "pattern") continue;
      this.#target(child);
    }
    for (const child of node.children) if (child.field !== "pattern") this.visit(child);
  }

  #target(node: SyntaxNode): void {
    switch (node.type) {
      case "identifier":
        if (this.#locals.has(this.#locals.shown(node))) return this.#locals.refer(node);
        return this.#locals.declare(node);
      case "destructured_left_assignment":
      case "left_assignment_list":
      case "rest_assignment":
        for (const child of node.children) this.#target(child);
        return;
      default:
        this.visit(node);
    }
  }
}
