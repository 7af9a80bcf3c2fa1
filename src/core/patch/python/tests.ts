// The tests of a Python file as pytest names them: `test_a`, `TestB > test_c`.
import { childAt, partsOf } from "../nodes.ts";
import type { ParsedText, SyntaxNode } from "../syntax.ts";

/** Functions `test…` of the top level and of classes `Test…` or subclasses of a `TestCase`. */
export function testNames({ root, text }: ParsedText): readonly string[] {
  const found: string[] = [];
  const walk = (body: SyntaxNode, above: readonly string[]): void => {
    for (const node of partsOf(body)) {
      const inner = childAt(node, "definition") ?? node;
      const name = childAt(inner, "name");
      const shown = name ? text.slice(name.start, name.end) : "";
      const block = childAt(inner, "body");
      if (inner.type === "function_definition" && shown.startsWith("test")) {
        found.push([...above, shown].join(" > "));
      }
      if (inner.type === "class_definition" && block && isSuite(inner, shown, text)) {
        walk(block, [...above, shown]);
      }
    }
  };
  walk(root, []);
  return found;
}

function isSuite(node: SyntaxNode, name: string, text: string): boolean {
  const bases = childAt(node, "superclasses");
  return (
    name.startsWith("Test") ||
    (bases ? /TestCase\b/.test(text.slice(bases.start, bases.end)) : false)
  );
}
