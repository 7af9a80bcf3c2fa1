// The tests of a JavaScript or TypeScript file as its runners name them: `suite > name`.
import type { ParsedText, SyntaxNode } from "../syntax.ts";

const groups = new Set(["describe", "suite", "context"]);
const cases = new Set(["test", "it", "specify"]);
/** What node:test and others hand to a test, so that it can hold tests itself. */
const handed = new Set(["t", "tt", "ctx", "context", "tc", "testContext"]);

/**
 * `suite > name` of every test with a plain string as its name, in the order of the text; calls
 * such as `test.only(…)` and `t.test(…)` count. Names made at run time (`each`, variables,
 * templates) do not, nor does anything inside a suite or test of such a name.
 */
export function testNames(parsed: ParsedText): readonly string[] {
  const found: string[] = [];
  const walk = (node: SyntaxNode, above: readonly string[]): void => {
    const call = node.type === "call_expression" ? callOf(node, parsed.text) : null;
    if (call?.name === null) return;
    if (call?.kind === "test") found.push([...above, call.name].join(" > "));
    const within = call === null ? above : [...above, call.name];
    for (const child of node.children) walk(child, within);
  };
  walk(parsed.root, []);
  return found;
}

interface Call {
  readonly kind: "suite" | "test";
  /** Null when it is made at run time. */
  readonly name: string | null;
}

function callOf(node: SyntaxNode, text: string): Call | null {
  const callee = node.children.find((child) => child.field === "function");
  const list = node.children.find((child) => child.field === "arguments");
  if (!callee || list?.type !== "arguments") return null;
  const written = text.slice(callee.start, callee.end);
  const kind = kindOf(/^[\w$]+(?:\s*\.\s*[\w$]+)*/.exec(written)?.[0].split(/\s*\.\s*/) ?? []);
  if (kind === null) return null;
  const first = list.children.find((child) => child.named && child.type !== "comment");
  const plain = /^[\w$.\s]+$/.test(written) && !/\.\s*(?:each|for)\s*$/.test(written);
  return { kind, name: plain && first ? literal(first, text) : null };
}

function kindOf([root = "", second = "", ...more]: readonly string[]): Call["kind"] | null {
  if (groups.has(root) && !cases.has(second)) return "suite";
  if (cases.has(root)) return [second, ...more].some((word) => groups.has(word)) ? "suite" : "test";
  return handed.has(root) && cases.has(second) ? "test" : null;
}

function literal(node: SyntaxNode, text: string): string | null {
  const written = text.slice(node.start + 1, node.end - 1);
  if (node.type === "string") return written.replace(/\\(["'`\\])/g, "$1");
  return node.type === "template_string" && !written.includes("${") ? written : null;
}
