// The names of the tests that a file contains, read from its syntax: what must be seen to pass.
import { cooked } from "./literals.ts";
import type { ParsedText, SyntaxNode } from "../patch/syntax.ts";

/** Full names of test() and it() calls with literal names, suites in front: `suite > name`. */
export function testNamesIn(parsed: ParsedText): readonly string[] {
  const names: string[] = [];
  visit(parsed.root, [], parsed.text, names);
  return names;
}

function visit(node: SyntaxNode, suites: readonly string[], text: string, names: string[]): void {
  const call = node.type === "call_expression" ? callOf(node, text) : null;
  if (call && /^(test|it)$/.test(call.callee)) {
    names.push([...suites, call.name].join(" > "));
    return;
  }
  const inside = call && /^(describe|suite)$/.test(call.callee) ? [...suites, call.name] : suites;
  for (const child of node.children) visit(child, inside, text, names);
}

function callOf(node: SyntaxNode, text: string): { readonly callee: string; readonly name: string } | null {
  const callee = node.children.find((c) => c.field === "function");
  const first = node.children.find((c) => c.field === "arguments")?.children.find((c) => c.named);
  if (!callee || first?.type !== "string") return null;
  const name = cooked(text.slice(first.start, first.end));
  return { callee: text.slice(callee.start, callee.end), name };
}
