// Tests that catch the failure of their own assertions, so that they always pass.
import { childAt, partsOf, visit } from "../patch/nodes.ts";
import type { Language, ParsedText, SyntaxNode } from "../patch/syntax.ts";
import { asserts } from "./assertions.ts";
import type { RedFlag } from "./flag.ts";
import { isFunction, statementsOf } from "./functions.ts";
import { forgets, handled, isHandler } from "./handlers.ts";

export const forgiving: RedFlag = {
  id: "forgiving",
  severity: "spoil",
  rule: "a test step puts an assertion where its failure is caught and forgotten",
  explain: "The test passes whatever its assertions say; another one was drawn.",
  raised({ step, oldParsed, newParsed }) {
    if (newParsed === null || step.kind !== "test") return null;
    const before = oldParsed === null ? 0 : forgivenIn(oldParsed).length;
    const now = forgivenIn(newParsed);
    const last = now.at(-1);
    if (last === undefined || now.length <= before) return null;
    return `a failed assertion is forgotten: ${last.replace(/\s+/g, " ").slice(0, 120)}`;
  },
};

function forgivenIn(parsed: ParsedText): readonly string[] {
  const found: string[] = [];
  visit(parsed.root, (node, parent) => {
    if (forgives(node, parent, parsed)) found.push(parsed.text.slice(node.start, node.end));
  });
  return found;
}

/** Leaves the test, which has passed then. */
const leaves = /^return\b\s*(?:null|None|nil|undefined|Ok\(\(\)\))?\s*;?$/;
const suppresses = /^(?:contextlib\s*\.\s*)?suppress\s*\([^()]*\b(?:\w*Exception|AssertionError)\b/;

/** Types that failed assertions have, or inherit from; other languages catch whatever is thrown. */
const failures: Readonly<Partial<Record<Language, RegExp>>> = {
  python: /^except\s*:|\b(?:AssertionError|(?:Base)?Exception)\b/,
  java: /\b(?:Throwable|Error|\w*AssertionError|\w*AssertionFailed\w*)\b/,
  ruby: /^rescue\s*(?:$|=>|\n)|\b(?:Exception|StandardError|\w*(?:Assert|Expectation)\w*)\b/,
  cpp: /\(\s*\.\.\.\s*\)|Assert|Fail/,
};

/** Whether a handler catches what a failed assertion throws. */
function catches(node: SyntaxNode, { text, language }: ParsedText): boolean {
  const body = handled(node);
  const head = text.slice(node.start, body?.start ?? node.end).trim();
  return failures[language]?.test(head) ?? true;
}

function forgives(node: SyntaxNode, parent: SyntaxNode | null, parsed: ParsedText): boolean {
  const { text } = parsed;
  if (isHandler(node)) {
    if (parent === null || !catches(node, parsed)) return false;
    if (!forgets(handled(node), text, leaves)) return false;
    return parent.children.some((child) => child.end <= node.start && asserts(child, parsed));
  }
  switch (node.type) {
    case "rescue_modifier":
      return asserts(node, parsed);
    case "with_statement": {
      const body = childAt(node, "body");
      const items = node.children.find((child) => child.type === "with_clause");
      const how = items === undefined ? "" : text.slice(items.start, items.end);
      return suppresses.test(how) && body !== undefined && asserts(body, parsed);
    }
    case "call_expression":
      return caughtLater(node, parsed) || caughtPanic(node, parent, parsed);
    default:
      return false;
  }
}

/** `promise.then(asserting).catch(() => {})` of JavaScript. */
function caughtLater(node: SyntaxNode, parsed: ParsedText): boolean {
  const callee = childAt(node, "function");
  const before = callee && childAt(callee, "object");
  const caught = callee && childAt(callee, "property");
  if (!before || !caught || parsed.text.slice(caught.start, caught.end) !== "catch") return false;
  const [handler, ...more] = partsOf(childAt(node, "arguments") ?? node);
  if (!handler || more.length > 0 || !isFunction(handler)) return false;
  return (statementsOf(handler) ?? []).length === 0 && asserts(before, parsed);
}

/** `let _ = catch_unwind(…);` of Rust, whose result nobody looks at. */
function caughtPanic(node: SyntaxNode, parent: SyntaxNode | null, parsed: ParsedText): boolean {
  const { text } = parsed;
  if (!/^(?:\w+\s*::\s*)*catch_unwind\s*\(/.test(text.slice(node.start, node.end))) return false;
  const pattern = parent?.type === "let_declaration" ? childAt(parent, "pattern") : undefined;
  const dropped = pattern !== undefined && /^_\w*$/.test(text.slice(pattern.start, pattern.end));
  return (dropped || parent?.type === "expression_statement") && asserts(node, parsed);
}
