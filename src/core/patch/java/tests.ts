// The tests of a Java file as JUnit names them: `CalculatorTest > adds`.
import { childAt } from "../nodes.ts";
import type { ParsedText, SyntaxNode } from "../syntax.ts";

const marked = /@(?:\w+\.)*(?:Test|ParameterizedTest|RepeatedTest|TestFactory|TestTemplate)\b/;

/** Methods under a test annotation, and `test…` of a `TestCase`; nested classes below theirs. */
export function testNames({ root, text }: ParsedText): readonly string[] {
  const found: string[] = [];
  const shown = (node: SyntaxNode | undefined): string =>
    node ? text.slice(node.start, node.end) : "";
  const walk = (body: SyntaxNode, above: readonly string[], old: boolean): void => {
    for (const node of body.children) {
      const name = shown(childAt(node, "name"));
      const inside = node.type === "class_declaration" ? childAt(node, "body") : undefined;
      if (inside) {
        walk(inside, [...above, name], /\bTestCase$/.test(shown(childAt(node, "superclass"))));
      }
      if (node.type !== "method_declaration") continue;
      const modifiers = shown(node.children.find((child) => child.type === "modifiers"));
      const test = marked.test(modifiers) || (old && name.startsWith("test"));
      if (test) found.push([...above, name].join(" > "));
    }
  };
  walk(root, [], false);
  return found;
}
