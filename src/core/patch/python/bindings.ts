// Scope analysis of Python: locals of functions and comprehensions; parameters stay.
import { Locals } from "../locals.ts";
import { childAt, some, visit } from "../nodes.ts";
import type { Binding } from "../rules.ts";
import { bare } from "../spelling.ts";
import type { SyntaxNode } from "../syntax.ts";
import { importedBy } from "./imports.ts";

/** What looks at local names by their name. */
const seers = new Set([
  "eval",
  "exec",
  "locals",
  "vars",
  "globals",
  "dir",
  "_getframe",
  "f_locals",
]);
const comprehensions = new Set([
  "dictionary_comprehension",
  "generator_expression",
  "list_comprehension",
  "set_comprehension",
]);
const nested = new Set(["class_definition", "function_definition", "lambda"]);
/** Arguments that name parameters. */
const namers = new Set(["dictionary_splat", "keyword_argument"]);
const harmless = new Set(["string_content", "escape_sequence", "type_conversion", "ERROR"]);

/**
 * The binding of every occurrence of a local variable. Not in it: parameters (a caller may name
 * them), imports, nested functions and classes, names of patterns, and names that a string shows.
 */
export function bindingsOf(
  nodes: readonly SyntaxNode[],
  text: string,
): ReadonlyMap<SyntaxNode, Binding> {
  const kept = keptIn(nodes, text);
  if (kept === null) return new Map();
  const reader = new Reader(new Locals(text, kept));
  for (const node of nodes) reader.visit(node);
  return reader.locals.bindings(nodes, harmless);
}

function keptIn(nodes: readonly SyntaxNode[], text: string): ReadonlySet<string> | null {
  const kept = new Set(["__class__", "super"]);
  let seen = false;
  const shown = (node: SyntaxNode): string => text.slice(node.start, node.end);
  const keepAll = (node: SyntaxNode): void =>
    visit(node, (inner) => void (inner.type === "identifier" && kept.add(shown(inner))));
  for (const node of nodes) {
    visit(node, (inner) => {
      if (inner.type === "identifier" && seers.has(shown(inner))) seen = true;
      if (inner.type === "global_statement" || inner.type === "nonlocal_statement") keepAll(inner);
      if (inner.type === "case_pattern") keepAll(inner);
      if (inner.type.startsWith("import")) {
        for (const name of importedBy(inner)) kept.add(shown(name));
      }
      if (inner.type === "interpolation" && inner.children.some((c) => c.type === "=")) {
        keepAll(inner);
      }
      // `df.query("a > @b")` sees `b`.
      if (inner.type !== "string_content") return;
      for (const [, name] of shown(inner).matchAll(/@(\w+)/g)) if (name) kept.add(name);
    });
  }
  return seen ? null : kept;
}

class Reader {
  readonly locals: Locals;
  /** Lambdas that are called where they stand, by position: nobody else can name a parameter. */
  readonly #spent = new Set<SyntaxNode>();

  constructor(locals: Locals) {
    this.locals = locals;
  }

  visit(node: SyntaxNode): void {
    const { locals } = this;
    switch (node.type) {
      case "function_definition":
        return this.#function(node);
      case "lambda":
        return this.#lambda(node);
      case "call":
        return this.#call(node);
      case "class_definition":
        return this.#class(node);
      case "identifier":
        return locals.refer(node);
      case "attribute":
        return this.#but(node, "attribute");
      case "keyword_argument":
        return this.#but(node, "name");
      case "import_statement":
      case "import_from_statement":
        return visit(node, (inner) => locals.other(inner));
      default:
        if (comprehensions.has(node.type)) return this.#comprehension(node);
        for (const child of node.children) this.visit(child);
    }
  }

  /** All children but one, which names no variable. */
  #but(node: SyntaxNode, field: string): void {
    for (const child of node.children) {
      if (child.field === field) this.locals.other(child);
      else this.visit(child);
    }
  }

  /** Defaults and types are read around the function, its body in a scope of its own. */
  #function(node: SyntaxNode): void {
    const name = childAt(node, "name");
    if (name) this.locals.other(name);
    const parameters = childAt(node, "parameters");
    if (parameters) this.#around(parameters);
    const result = childAt(node, "return_type");
    if (result) this.visit(result);
    const body = childAt(node, "body");
    if (!body) return;
    this.locals.within(() => {
      this.#foresee(body);
      for (const parameter of parameters ? namesOf(parameters) : []) {
        this.locals.fix(this.locals.shown(parameter));
      }
      this.visit(body);
    });
  }

  /** What stands in a list of parameters besides their names. */
  #around(list: SyntaxNode): void {
    const own = new Set(namesOf(list));
    visit(list, (node) => {
      if (own.has(node)) this.locals.other(node);
      else if (node.field === "value" || node.field === "type") {
        this.visit(node);
        return false;
      }
      return true;
    });
  }

  #call(node: SyntaxNode): void {
    const called = childAt(node, "function");
    const args = childAt(node, "arguments");
    const named = args && some(args, (inner) => namers.has(inner.type));
    if (called && !named) this.#spent.add(bare(called));
    for (const child of node.children) this.visit(child);
  }

  #lambda(node: SyntaxNode): void {
    const parameters = childAt(node, "parameters");
    const body = childAt(node, "body");
    const own = parameters ? namesOf(parameters) : [];
    for (const child of parameters?.children ?? []) {
      const value = childAt(child, "value");
      if (value) this.visit(value);
    }
    this.locals.within(() => {
      for (const name of own) {
        if (this.#spent.has(node)) this.locals.declare(name);
        else {
          this.locals.other(name);
          this.locals.fix(this.locals.shown(name));
        }
      }
      if (body) {
        this.#foresee(body);
        this.visit(body);
      }
    });
  }

  /** Names of a class body are attributes; functions in it do not see them. */
  #class(node: SyntaxNode): void {
    for (const child of node.children) {
      if (child.field === "name") this.locals.other(child);
      else if (child.field !== "body") this.visit(child);
    }
    const body = childAt(node, "body");
    if (!body) return;
    this.locals.within(() => {
      for (const name of assignedIn(body)) this.locals.fix(this.locals.shown(name));
      this.visit(body);
    }, "class");
  }

  /** The first iterable is read around the comprehension. */
  #comprehension(node: SyntaxNode): void {
    const clauses = node.children.filter((child) => child.type === "for_in_clause");
    const first = clauses[0] && childAt(clauses[0], "right");
    if (first) this.visit(first);
    this.locals.within(() => {
      for (const clause of clauses) {
        const left = childAt(clause, "left");
        for (const name of left ? targetsIn(left) : []) this.locals.declare(name);
      }
      for (const child of node.children) {
        const parts = clauses.includes(child) ? child.children : [child];
        for (const part of parts) if (part !== first) this.visit(part);
      }
    });
  }

  /** Assigned anywhere in a function, a name is local in all of it. */
  #foresee(body: SyntaxNode): void {
    for (const name of assignedIn(body)) this.locals.foresee(this.locals.shown(name));
    visit(body, (node) => {
      const named = node.type === "function_definition" || node.type === "class_definition";
      const name = named ? childAt(node, "name") : undefined;
      if (name) this.locals.fix(this.locals.shown(name));
      return !nested.has(node.type) || node === body;
    });
  }
}

/** The names in a list of parameters. */
function namesOf(list: SyntaxNode): readonly SyntaxNode[] {
  const found: SyntaxNode[] = [];
  visit(list, (node) => {
    if (node.field === "value" || node.field === "type") return false;
    if (node.type === "identifier") found.push(node);
    return true;
  });
  return found;
}

const binders: Readonly<Record<string, string>> = {
  assignment: "left",
  augmented_assignment: "left",
  for_statement: "left",
  as_pattern: "alias",
  named_expression: "name",
};

/** Names that statements of a body bind, those in nested functions, classes and lambdas aside. */
function assignedIn(body: SyntaxNode): readonly SyntaxNode[] {
  const found: SyntaxNode[] = [];
  visit(body, (node) => {
    if (nested.has(node.type) && node !== body) return false;
    const field = Object.hasOwn(binders, node.type) ? binders[node.type] : undefined;
    for (const child of field === undefined ? [] : node.children) {
      if (child.field === field) found.push(...targetsIn(child));
    }
    if (node.type === "delete_statement") found.push(...targetsIn(node));
    return true;
  });
  return found;
}

/** `a, (b, *c)` binds three names; `a.b` and `a[b]` none. */
function targetsIn(node: SyntaxNode): readonly SyntaxNode[] {
  if (node.type === "identifier") return [node];
  if (node.type === "attribute" || node.type === "subscript") return [];
  return node.children.flatMap(targetsIn);
}
