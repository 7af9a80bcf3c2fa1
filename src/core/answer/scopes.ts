// Scope analysis of JavaScript and TypeScript: which identifiers are local bindings, and which one.
import type { SyntaxNode } from "../patch/syntax.ts";

/** For each identifier node that refers to a renameable local: the binding, an object of its own. */
export type Locals = ReadonlyMap<SyntaxNode, Binding>;

export interface Binding {
  readonly name: string;
  readonly renameable: boolean;
}

interface Scope {
  readonly parent: Scope | null;
  readonly isFunction: boolean;
  readonly names: Map<string, Binding>;
}

const functions = /^(function_declaration|function_expression|generator_function|generator_function_declaration|arrow_function|method_definition|class_static_block)$/;
const blocks = /^(statement_block|for_statement|for_in_statement|catch_clause|switch_body|class_body)$/;
const never = /\b(eval|with)\b/;

/**
 * Binds parameters, let, const, var and catch variables inside functions. Names of functions and
 * classes, of anything at file level, and of TypeScript parameter properties are never renamed.
 * A unit that mentions eval or with is left alone.
 */
export function localsOf(nodes: readonly SyntaxNode[], text: string): Locals {
  const found = new Map<SyntaxNode, Binding>();
  const [first] = nodes;
  const last = nodes.at(-1);
  if (!first || !last || never.test(text.slice(first.start, last.end))) return found;
  const top: Scope = { parent: null, isFunction: true, names: new Map() };
  for (const node of nodes) walk(node, top, null, { text, found, depth: 0 });
  return found;
}

interface Trip {
  readonly text: string;
  readonly found: Map<SyntaxNode, Binding>;
  /** Functions around; 0 = file level, where nothing is renamed. */
  readonly depth: number;
}

function walk(node: SyntaxNode, scope: Scope, parent: SyntaxNode | null, trip: Trip): void {
  if (isReference(node, parent)) {
    const binding = lookUp(scope, trip.text.slice(node.start, node.end));
    if (binding?.renameable) trip.found.set(node, binding);
    return;
  }
  const isFunction = functions.test(node.type);
  if (!isFunction && !blocks.test(node.type)) {
    for (const child of node.children) walk(child, scope, node, trip);
    return;
  }
  const inner: Scope = { parent: scope, isFunction, names: new Map() };
  const deeper = isFunction ? { ...trip, depth: trip.depth + 1 } : trip;
  if (isFunction) declareFunction(node, inner, deeper);
  for (const child of node.children) declareIn(child, inner, deeper, node);
  for (const child of node.children) {
    const name = isFunction && child.field === "name";
    walk(child, name ? scope : inner, node, deeper);
  }
}

function isReference(node: SyntaxNode, parent: SyntaxNode | null): boolean {
  if (node.type === "identifier") return !(parent && /^jsx_/.test(parent.type));
  return node.type === "shorthand_property_identifier" || node.type === "shorthand_property_identifier_pattern";
}

function lookUp(scope: Scope, name: string): Binding | null {
  for (let at: Scope | null = scope; at; at = at.parent) {
    const binding = at.names.get(name);
    if (binding) return binding;
  }
  return null;
}

function bind(scope: Scope, name: string, renameable: boolean): void {
  if (!scope.names.has(name)) scope.names.set(name, { name, renameable });
}

function declareFunction(node: SyntaxNode, scope: Scope, trip: Trip): void {
  const body = node.children.find((c) => c.field === "body");
  for (const child of node.children) {
    if (child.field === "parameters" || child.type === "formal_parameters") {
      for (const parameter of child.children) bindPattern(parameter, scope, trip);
    } else if (child.field === "parameter") bindPattern(child, scope, trip);
  }
  if (body) hoist(body, scope, trip);
}

/** `var` and function declarations belong to the function, wherever they stand in it. */
function hoist(node: SyntaxNode, scope: Scope, trip: Trip): void {
  if (node.type === "variable_declaration") declarators(node, scope, trip);
  for (const child of node.children) {
    if (functions.test(child.type)) {
      if (child.type.endsWith("declaration")) nameOf(child, scope, trip);
    } else hoist(child, scope, trip);
  }
}

/** What a direct child declares in the scope around it; looks through nothing that is a scope. */
function declareIn(node: SyntaxNode, scope: Scope, trip: Trip, around: SyntaxNode): void {
  switch (node.type) {
    case "lexical_declaration":
      return declarators(node, scope, trip);
    case "class_declaration":
    case "function_declaration":
    case "generator_function_declaration":
      return nameOf(node, scope, trip);
    case "switch_case":
    case "switch_default":
      for (const child of node.children) declareIn(child, scope, trip, node);
      return;
    default:
      if (around.type === "catch_clause" && node.field === "parameter") bindPattern(node, scope, trip);
      const declares = around.type === "for_in_statement" && node.field === "left";
      if (declares && around.children.some((c) => /^(let|const|var)$/.test(c.type))) {
        bindPattern(node, scope, trip);
      }
  }
}

function declarators(node: SyntaxNode, scope: Scope, trip: Trip): void {
  for (const child of node.children) {
    const name = child.children.find((c) => c.field === "name");
    if (child.type === "variable_declarator" && name) bindPattern(name, scope, trip);
  }
}

function nameOf(node: SyntaxNode, scope: Scope, trip: Trip): void {
  const name = node.children.find((c) => c.field === "name");
  if (name) bind(scope, trip.text.slice(name.start, name.end), false);
}

function bindPattern(node: SyntaxNode, scope: Scope, trip: Trip): void {
  switch (node.type) {
    case "identifier":
    case "shorthand_property_identifier_pattern":
      return bind(scope, trip.text.slice(node.start, node.end), trip.depth > 0);
    case "required_parameter":
    case "optional_parameter": {
      const property = node.children.some((c) => /accessibility_modifier|readonly|override/.test(c.type));
      for (const child of node.children) {
        if (child.field !== "pattern") continue;
        if (property) bind(scope, trip.text.slice(child.start, child.end), false);
        else bindPattern(child, scope, trip);
      }
      return;
    }
    case "pair_pattern":
      return patternChildren(node, scope, trip, (c) => c.field === "value");
    case "assignment_pattern":
    case "object_assignment_pattern":
      return patternChildren(node, scope, trip, (c) => c.field === "left");
    case "object_pattern":
    case "array_pattern":
    case "rest_pattern":
      return patternChildren(node, scope, trip, () => true);
  }
}

function patternChildren(
  node: SyntaxNode,
  scope: Scope,
  trip: Trip,
  wanted: (child: SyntaxNode) => boolean,
): void {
  for (const child of node.children) if (child.named && wanted(child)) bindPattern(child, scope, trip);
}
