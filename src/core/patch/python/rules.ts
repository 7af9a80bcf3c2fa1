// What Python trees mean for keys, imports, indents and tests (patches.md §3.1).
import { partsOf } from "../nodes.ts";
import type { Rules } from "../rules.ts";
import type { SyntaxNode } from "../syntax.ts";
import { bindingsOf } from "./bindings.ts";
import { forms } from "./forms.ts";
import { importBinds } from "./imports.ts";
import { testNames } from "./tests.ts";

/** The encoding of the file; all other comments are dropped. */
const meaningful = /^#.*coding[:=]\s*[-\w.]+/;

const commaLists = new Set([
  "argument_list",
  "dict_pattern",
  "dictionary",
  "lambda_parameters",
  "list",
  "list_pattern",
  "parameters",
  "set",
  "type_parameter",
]);

function dropped(node: SyntaxNode, parent: SyntaxNode | null, text: string): boolean {
  if (node.type === "comment") return !meaningful.test(text.slice(node.start, node.end));
  if (node.type === "line_continuation") return true;
  if (node.named) return false;
  if (node.type === ",") return parent !== null && commaLists.has(parent.type);
  return node.type === ";";
}

function importKind(node: SyntaxNode): string | null {
  if (node.type === "future_import_statement") return "future";
  return node.type === "import_statement" || node.type === "import_from_statement"
    ? "import"
    : null;
}

/** Behind the hashbang, the comments that open the file, the docstring and `__future__`. */
function headEnd(root: SyntaxNode, text: string): number {
  let end = 0;
  for (const [n, node] of root.children.entries()) {
    const next = root.children[n + 1];
    const apart = next === undefined || /\n\s*\n/.test(text.slice(node.end, next.start));
    const comment = node.type === "comment" && (n === 0 || apart || next?.type === "comment");
    const only = node.type === "expression_statement" ? partsOf(node)[0] : undefined;
    const docstring = only?.type === "string";
    if (!comment && !docstring && node.type !== "future_import_statement") break;
    ({ end } = node);
  }
  return end;
}

export const python: Rules = {
  forms,
  dropped,
  bindings: bindingsOf,
  functions: new Set([
    "dictionary_comprehension",
    "function_definition",
    "generator_expression",
    "lambda",
    "list_comprehension",
    "set_comprehension",
  ]),
  verbatim: new Set(["string"]),
  importKind,
  importBinds,
  headEnd,
  comments: new Set(["comment"]),
  lineComment: "#",
  blankLines: 2,
  tolerant: false,
  frames: {
    // A comment in front of the body ends where its line does.
    top: ["§\n pass", "§ = 0", "§"],
    member: ["class C:\n  §\n   pass", "class C:\n  §", "class C:\n  § = 0"],
  },
  testNames,
};
