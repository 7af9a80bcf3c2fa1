// The names of the tests that a text holds, as reporters print them.
import type { ParsedText, SyntaxNode } from "./syntax.ts";

const groups = new Set(["describe", "suite", "context"]);
const cases = new Set(["test", "it", "specify"]);

/**
 * `suite > name` of every test with a plain string as its name, in the order of the text; calls
 * such as `test.only(…)` and `t.test(…)` count, names made at run time do not.
 */
export function testNamesIn(parsed: ParsedText): readonly string[] {
  const found: string[] = [];
  const walk = (node: SyntaxNode, above: readonly string[]): void => {
    const call = node.type === "call_expression" ? callOf(node, parsed.text) : null;
    if (call?.kind === "test") found.push([...above, call.name].join(" > "));
    const within = call === null ? above : [...above, call.name];
    for (const child of node.children) walk(child, within);
  };
  walk(parsed.root, []);
  return found;
}

function callOf(
  node: SyntaxNode,
  text: string,
): { readonly kind: "suite" | "test"; readonly name: string } | null {
  const callee = node.children.find((child) => child.field === "function");
  const list = node.children.find((child) => child.field === "arguments");
  const first = list?.children.find((child) => child.named && child.type !== "comment");
  if (!callee || !first) return null;
  const words = text.slice(callee.start, Math.min(callee.end, callee.start + 80)).split(".");
  const test = words.some((word) => cases.has(word));
  if (!test && !words.some((word) => groups.has(word))) return null;
  const name = literal(first, text);
  return name === null ? null : { kind: test ? "test" : "suite", name };
}

function literal(node: SyntaxNode, text: string): string | null {
  const written = text.slice(node.start + 1, node.end - 1);
  if (node.type === "string") return written.replace(/\\(["'`\\])/g, "$1");
  return node.type === "template_string" && !written.includes("${") ? written : null;
}
