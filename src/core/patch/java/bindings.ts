// Scope analysis of Java: parameters without annotations, and locals, block by block.
import { Locals } from "../locals.ts";
import { childAt, partsOf, visit } from "../nodes.ts";
import type { Binding } from "../rules.ts";
import type { SyntaxNode } from "../syntax.ts";

const scopes = new Set([
  "block",
  "catch_clause",
  "constructor_body",
  "constructor_declaration",
  "enhanced_for_statement",
  "for_statement",
  "lambda_expression",
  "method_declaration",
  "switch_block",
  "try_with_resources_statement",
]);
/** Where a name is of a method, class, package, label or annotation. */
const otherNames: Readonly<Record<string, readonly (string | null)[]>> = {
  annotation: ["name"],
  break_statement: [null],
  class_declaration: ["name"],
  constructor_declaration: ["name"],
  continue_statement: [null],
  element_value_pair: ["key"],
  enum_constant: ["name"],
  enum_declaration: ["name"],
  field_access: ["field"],
  interface_declaration: ["name"],
  labeled_statement: [null],
  marker_annotation: ["name"],
  method_declaration: ["name"],
  method_invocation: ["name"],
  record_declaration: ["name"],
  scoped_identifier: ["scope", "name"],
};
/** Annotations of methods that do not look at the names of parameters; any other may. */
const quiet = new Set(
  [
    "After AfterAll AfterEach Before BeforeAll BeforeEach CallerSensitive CanIgnoreReturnValue",
    "CheckForNull Deprecated ForceInline IntrinsicCandidate NonNull Nullable Override SafeVarargs",
    "SuppressWarnings Test VisibleForTesting",
  ].flatMap((line) => line.split(" ")),
);
const harmless = new Set(["escape_sequence", "string_fragment", "type_identifier"]);

/**
 * The binding of every occurrence of a parameter or local. Not in it: names of patterns, annotated
 * parameters, and what a class body inside the method uses, where a field could have that name.
 */
export function bindingsOf(
  nodes: readonly SyntaxNode[],
  text: string,
): ReadonlyMap<SyntaxNode, Binding> {
  const locals = new Locals(text);
  const look = (node: SyntaxNode, parent: SyntaxNode | null, inBlock: boolean): void => {
    const anonymous = parent?.type === "object_creation_expression" && node.type === "class_body";
    const local = inBlock && node.type.endsWith("_declaration") && childAt(node, "body");
    if (anonymous || local || /(?:^switch_label|pattern)$/.test(node.type)) keepAll(node, locals);
    const watched = node.type === "formal_parameters" && parent !== null && isWatched(parent, text);
    if (watched) keepAll(node, locals);
    const matched = node.type === "instanceof_expression" ? childAt(node, "name") : undefined;
    if (matched) locals.keep(locals.shown(matched));
    for (const child of node.children) look(child, node, inBlock || node.type === "block");
  };
  for (const node of nodes) look(node, null, false);
  const reader = new Reader(locals);
  for (const node of nodes) reader.visit(node);
  return locals.bindings(nodes, harmless);
}

const keepAll = (node: SyntaxNode, locals: Locals): void =>
  visit(node, (inner) => {
    if (inner.type === "identifier") locals.keep(locals.shown(inner));
  });

class Reader {
  readonly #locals: Locals;

  constructor(locals: Locals) {
    this.#locals = locals;
  }

  visit(node: SyntaxNode): void {
    if (node.type === "identifier") return this.#locals.refer(node);
    if (scopes.has(node.type)) return this.#locals.within(() => this.#parts(node));
    this.#parts(node);
  }

  #parts(node: SyntaxNode): void {
    switch (node.type) {
      case "formal_parameter":
      case "catch_formal_parameter":
      case "resource":
      case "enhanced_for_statement":
        return this.#named(node);
      case "variable_declarator":
        return this.#named(node);
      case "spread_parameter":
        return this.#spread(node);
      case "lambda_expression":
        return this.#lambda(node);
      case "method_reference":
        return this.#reference(node);
      default: {
        const fields = Object.hasOwn(otherNames, node.type) ? otherNames[node.type] : [];
        for (const child of node.children) {
          const other = child.type === "identifier" && fields?.includes(child.field);
          if (other) this.#locals.other(child);
          else this.visit(child);
        }
      }
    }
  }

  /** `int a = …`: the name is there before its value is read. */
  #named(node: SyntaxNode): void {
    const name = childAt(node, "name");
    const late = node.type === "enhanced_for_statement" ? childAt(node, "value") : undefined;
    if (late) this.visit(late);
    for (const child of node.children) {
      if (child === late) continue;
      if (child !== name) this.visit(child);
      else this.#declare(child, isAnnotated(node));
    }
  }

  #declare(name: SyntaxNode, annotated: boolean): void {
    if (!this.#locals.inside || annotated) this.#locals.keep(this.#locals.shown(name));
    this.#locals.declare(name);
  }

  #spread(node: SyntaxNode): void {
    for (const child of node.children) {
      const name = child.type === "variable_declarator" ? childAt(child, "name") : undefined;
      if (name) this.#declare(name, isAnnotated(node));
      else this.visit(child);
    }
  }

  #lambda(node: SyntaxNode): void {
    const parameters = childAt(node, "parameters");
    for (const child of node.children) {
      if (child !== parameters || child.type === "formal_parameters") this.visit(child);
      else
        for (const name of child.type === "identifier" ? [child] : partsOf(child)) {
          this.#declare(name, false);
        }
    }
  }

  /** `a::b`: the second is a method. */
  #reference(node: SyntaxNode): void {
    const [first, ...rest] = partsOf(node);
    if (first) this.visit(first);
    for (const child of rest) {
      if (child.type === "identifier") this.#locals.other(child);
      else this.visit(child);
    }
  }
}

/** `@GetMapping String f(String name)`: frameworks find the parameter by its name. */
const isWatched = (method: SyntaxNode, text: string): boolean =>
  method.children
    .filter((child) => child.type === "modifiers")
    .flatMap(({ children }) => children.filter((c) => c.type.endsWith("annotation")))
    .some((c) => !quiet.has(/^@(\w+)/.exec(text.slice(c.start, c.end))?.[1] ?? ""));

const isAnnotated = (node: SyntaxNode): boolean =>
  node.children.some(
    (child) =>
      child.type === "modifiers" && child.children.some((c) => c.type.endsWith("annotation")),
  );
