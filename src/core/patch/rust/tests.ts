// The tests of a Rust file as `cargo test` names them below the file's module: `tests > it_works`.
import { childAt } from "../nodes.ts";
import type { ParsedText, SyntaxNode } from "../syntax.ts";

/** Functions under an attribute that ends in `test`, such as `#[test]` or `#[tokio::test]`. */
export function testNames({ root, text }: ParsedText): readonly string[] {
  const found: string[] = [];
  const walk = (body: SyntaxNode, above: readonly string[]): void => {
    let marked = false;
    for (const node of body.children) {
      if (!node.named || node.type.endsWith("comment")) continue;
      const name = childAt(node, "name");
      const shown = name ? text.slice(name.start, name.end) : "";
      if (node.type === "attribute_item") {
        marked ||= /^#\[\s*(?:\w+\s*::\s*)*(?:\w*_)?test\b/.test(text.slice(node.start, node.end));
        continue;
      }
      if (node.type === "function_item" && marked) found.push([...above, shown].join(" > "));
      const inside = node.type === "mod_item" ? childAt(node, "body") : undefined;
      if (inside) walk(inside, [...above, shown]);
      marked = false;
    }
  };
  walk(root, []);
  return found;
}
