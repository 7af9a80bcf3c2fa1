// What Ruby trees mean for keys, requires, indents and tests (patches.md §3.1).
import { childAt, onlyPart } from "../nodes.ts";
import type { Rules } from "../rules.ts";
import type { SyntaxNode } from "../syntax.ts";
import { bindingsOf } from "./bindings.ts";
import { forms } from "./forms.ts";
import { testNames } from "./tests.ts";

/** Comments that Ruby itself reads. */
const meaningful =
  /^#.*(?:coding[:=]\s*[-\w.]+|frozen[_-]string[_-]literal|shareable_constant_value|warn_indent)/;

const bracketed = new Set(["argument_list", "lambda_parameters", "method_parameters"]);
const commaLists = new Set(["argument_list", "array", "hash"]);

function dropped(node: SyntaxNode, parent: SyntaxNode | null, text: string): boolean {
  if (node.type === "comment") return !meaningful.test(text.slice(node.start, node.end));
  if (node.named) return false;
  // `then` and `do` say no more than a line end, these parentheses no more than a blank.
  if (node.type === "then" || node.type === "do") return parent?.type === node.type;
  if (node.type === "(" || node.type === ")") return parent !== null && bracketed.has(parent.type);
  if (node.type === ",") return parent !== null && commaLists.has(parent.type);
  return (node.type === ";" || node.type === "\n") && parent?.type !== "block_parameters";
}

function importKind(node: SyntaxNode, text: string): string | null {
  const method = node.type === "call" ? childAt(node, "method") : undefined;
  const written = method ? text.slice(method.start, method.end) : "";
  if (!/^require(?:_relative)?$/.test(written) || childAt(node, "receiver")) return null;
  const argument = childAt(node, "arguments");
  const only = argument ? onlyPart(argument) : null;
  return only?.type === "string" ? written : null;
}

/** Behind the hashbang and the comments that open the file. */
function headEnd(root: SyntaxNode, text: string): number {
  let end = 0;
  for (const [n, node] of root.children.entries()) {
    const next = root.children[n + 1];
    const apart = next === undefined || /\n\s*\n/.test(text.slice(node.end, next.start));
    if (node.type !== "comment") break;
    const own = dropped(node, root, text) ? apart || next?.type === "comment" : true;
    if (own && (apart || next?.type !== "comment" || n === 0)) ({ end } = node);
  }
  return end;
}

export const ruby: Rules = {
  forms,
  dropped,
  bindings: bindingsOf,
  functions: new Set(["block", "do_block", "lambda", "method", "singleton_method"]),
  verbatim: new Set(["string", "heredoc_body", "regex", "subshell", "string_array"]),
  importKind,
  importBinds: () => null,
  headEnd,
  comments: new Set(["comment"]),
  lineComment: "#",
  blankLines: 1,
  tolerant: false,
  frames: { top: ["§\nend", "§ 0", "§"], member: ["class C\n§\nend\nend", "class C\n§ 0\nend"] },
  testNames,
};
