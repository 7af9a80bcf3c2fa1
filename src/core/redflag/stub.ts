// A body that does nothing, or only says that it is not written yet.
import type { ParsedText, SyntaxNode } from "../patch/syntax.ts";
import type { Span } from "../patch/place.ts";
import type { RedFlag } from "./flag.ts";
import { nodesOf } from "./new-text.ts";

const named = new Set([
  "function_declaration",
  "generator_function_declaration",
  "method_definition",
]);
const unwritten = /not\s+(?:yet\s+)?implemented|unimplemented|todo\b|implement\s+me/i;

export const stub: RedFlag = {
  id: "stub",
  severity: "spoil",
  rule: "a new function is empty, or only throws that it is not implemented",
  explain: "The answer left a function unwritten; another one was drawn.",
  raised({ oldParsed, oldSpan, newParsed, newSpan }) {
    if (newParsed === null) return null;
    const before = oldParsed === null ? [] : stubsIn(oldParsed, oldSpan);
    const stubs = stubsIn(newParsed, newSpan);
    return stubs.length > before.length ? `a function is not written: ${stubs.at(-1)}` : null;
  },
};

function stubsIn(parsed: ParsedText, span: Span): readonly string[] {
  const { text } = parsed;
  const found: string[] = [];
  const walk = (node: SyntaxNode): void => {
    const body = node.children.find((child) => child.field === "body");
    if (body?.type === "statement_block") {
      const statements = body.children.filter((c) => c.named && c.type !== "comment");
      const [only] = statements;
      const empty = only === undefined && named.has(node.type) && !mayBeEmpty(node, text);
      const throws = only?.type === "throw_statement" && statements.length === 1;
      if (empty || (throws && unwritten.test(text.slice(only.start, only.end)))) {
        found.push(text.slice(node.start, node.end).slice(0, 80).replace(/\s+/g, " "));
      }
    }
    node.children.forEach(walk);
  };
  for (const node of nodesOf(parsed, span, () => true)) walk(node);
  return found;
}

/** Constructors may only take fields; a function named so says that nothing is meant. */
const mayBeEmpty = (node: SyntaxNode, text: string): boolean =>
  /^(?:async )?(?:function\s+)?(?:constructor|noop|_\w*)\b/.test(text.slice(node.start, node.end));
