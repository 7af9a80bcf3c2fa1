// The tests of a C or C++ file: GoogleTest as `Suite > Name`, Catch2 and doctest by their text.
import { visit } from "../nodes.ts";
import type { ParsedText } from "../syntax.ts";

const macro =
  /^\s*(?:TEST|TEST_F|TYPED_TEST)\s*\(\s*(\w+)\s*,\s*(\w+)\s*\)|^\s*TEST_CASE\s*\(\s*"([^"\\]*)"/;

/** Tests in the order of the text; those with parameters have names made at run time. */
export function testNames({ root, text }: ParsedText): readonly string[] {
  const found: string[] = [];
  visit(root, (node) => {
    if (!/^(?:function_definition|expression_statement)$/.test(node.type)) return true;
    const [all, suite, name, title] = macro.exec(text.slice(node.start, node.end)) ?? [];
    if (all === undefined) return true;
    found.push(title ?? `${suite} > ${name}`);
    return false;
  });
  return found;
}
