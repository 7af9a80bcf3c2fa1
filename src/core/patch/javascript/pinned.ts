// Names that something outside of the code can see, and that therefore must stay as they are.
import type { SyntaxNode } from "../syntax.ts";

export const functionTypes: ReadonlySet<string> = new Set([
  "abstract_method_signature",
  "arrow_function",
  "call_signature",
  "construct_signature",
  "constructor_type",
  "function_declaration",
  "function_expression",
  "function_signature",
  "function_type",
  "generator_function",
  "generator_function_declaration",
  "method_definition",
  "method_signature",
]);

/** Functions and classes carry their name at run time (`f.name`). */
const carriesName = new Set([
  "abstract_class_declaration",
  "class",
  "class_declaration",
  "function_declaration",
  "function_expression",
  "function_signature",
  "generator_function",
  "generator_function_declaration",
]);

/** No variables at all, or not to be taken for one. */
const always = ["arguments", "undefined", "NaN", "Infinity"];
/** What JSX is compiled to may name these. */
const pragmas = ["React", "Preact", "preact", "h", "jsx", "Fragment", "createElement"];
const blind = new Set(["with_statement", "enum_declaration", "internal_module", "module"]);

/** The names that are not renamed; null when nothing may be. */
export function pinnedIn(nodes: readonly SyntaxNode[], text: string): ReadonlySet<string> | null {
  const pinned = new Set(always);
  let seen = false;
  const shown = (node: SyntaxNode): string => text.slice(node.start, node.end);
  const walk = (node: SyntaxNode, inFunction: boolean): void => {
    if (node.type.startsWith("jsx_")) for (const pragma of pragmas) pinned.add(pragma);
    if (inFunction && blind.has(node.type)) seen = true;
    if (node.type === "identifier" && shown(node) === "eval") seen = true;
    if (carriesName.has(node.type)) {
      const name = node.children.find((child) => child.field === "name");
      if (name) pinned.add(shown(name));
    }
    if (node.type === "required_parameter" || node.type === "optional_parameter") {
      parameterProperty(node);
    }
    if (node.type === "formal_parameters") injected(node);
    const within = inFunction || functionTypes.has(node.type);
    for (const child of node.children) walk(child, within);
  };
  /** `constructor(private a)`: the parameter is a field too. */
  const parameterProperty = (node: SyntaxNode): void => {
    const pattern = node.children.find((child) => child.field === "pattern");
    const [first] = node.children.filter((child) => child.type !== "decorator");
    if (pattern && first !== pattern) pinned.add(shown(pattern));
  };
  /** `function ($scope)`: dependency injection by the parameter's name. */
  const injected = (node: SyntaxNode): void => {
    for (const child of node.children) if (shown(child).startsWith("$")) pinned.add(shown(child));
  };
  for (const node of nodes) walk(node, false);
  return seen ? null : pinned;
}
