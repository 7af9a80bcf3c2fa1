// The tests of a Ruby file: RSpec as `describe > it`, minitest as `TestA > test_b`.
import { childAt, partsOf } from "../nodes.ts";
import type { ParsedText, SyntaxNode } from "../syntax.ts";

const groups = new Set(["describe", "context", "feature"]);
const cases = new Set(["it", "specify", "example", "scenario", "test", "should"]);

/** Tests with a plain name; a name that is made at run time hides what stands inside of it. */
export function testNames({ root, text }: ParsedText): readonly string[] {
  const found: string[] = [];
  const shown = (node: SyntaxNode): string => text.slice(node.start, node.end);
  const walk = (node: SyntaxNode, above: readonly string[]): void => {
    const name = childAt(node, "name");
    if (node.type === "class" && name) {
      const body = childAt(node, "body");
      return body ? walk(body, [...above, shown(name)]) : undefined;
    }
    if (node.type === "method" && name && shown(name).startsWith("test_")) {
      found.push([...above, shown(name)].join(" > "));
      return;
    }
    const method = node.type === "call" ? childAt(node, "method") : undefined;
    const kind = method ? shown(method) : "";
    if (!groups.has(kind) && !(cases.has(kind) && childAt(node, "block"))) {
      return partsOf(node).forEach((child) => walk(child, above));
    }
    const title = titleOf(childAt(node, "arguments"), text);
    if (title === null) return;
    if (cases.has(kind)) found.push([...above, title].join(" > "));
    const block = childAt(node, "block");
    if (block) walk(block, [...above, title]);
  };
  walk(root, []);
  return found;
}

function titleOf(list: SyntaxNode | undefined, text: string): string | null {
  const first = list ? partsOf(list)[0] : undefined;
  if (!first) return null;
  const written = text.slice(first.start, first.end);
  if (first.type === "constant" || first.type === "scope_resolution") return written;
  if (first.type !== "string" || written.includes("#{")) return null;
  return written.slice(1, -1).replace(/\\(["'\\])/g, "$1");
}
