// The tests of a Go file as `go test` names them: `TestA`, and `TestA > b` for `t.Run("b", …)`.
import { childAt, partsOf, visit } from "../nodes.ts";
import type { ParsedText, SyntaxNode } from "../syntax.ts";

const named = /^(?:Test|Fuzz|Example)(?:$|[^a-z])/;

/** Tests, fuzz tests and examples; subtests with a plain name, spaces as `go test` writes them. */
export function testNames({ root, text }: ParsedText): readonly string[] {
  return partsOf(root).flatMap((node) => {
    const name = node.type === "function_declaration" ? childAt(node, "name") : undefined;
    const shown = name ? text.slice(name.start, name.end) : "";
    if (!named.test(shown) || shown === "TestMain") return [];
    const body = childAt(node, "body");
    return [shown, ...(body ? subtests(body, [shown], text) : [])];
  });
}

/** What stands in a loop has a name for each turn, and is left out. */
function subtests(body: SyntaxNode, above: readonly string[], text: string): readonly string[] {
  const found: string[] = [];
  visit(body, (node) => {
    if (node.type === "for_statement") return false;
    const name = node.type === "call_expression" ? runName(node, text) : null;
    if (name === null) return true;
    const path = [...above, name];
    found.push(path.join(" > "), ...partsOf(node).flatMap((part) => subtests(part, path, text)));
    return false;
  });
  return found;
}

function runName(call: SyntaxNode, text: string): string | null {
  const callee = childAt(call, "function");
  if (!callee || !/^\w+\.Run$/.test(text.slice(callee.start, callee.end))) return null;
  const first = partsOf(childAt(call, "arguments") ?? call)[0];
  if (first?.type !== "interpreted_string_literal") return null;
  const inner = text.slice(first.start + 1, first.end - 1);
  return inner.includes("\\") ? null : inner.replaceAll(" ", "_");
}
