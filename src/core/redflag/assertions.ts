// What tests demand: the names that assertion libraries use, and where they stand in a text.
import { childAt, some, visit } from "../patch/nodes.ts";
import type { Span } from "../patch/place.ts";
import type { ParsedText, SyntaxNode } from "../patch/syntax.ts";

/** What makes a test demand something, by its word. */
export const assertion = new RegExp(
  "\\b(?:assert\\w*|expect\\w*|should\\w*|EXPECT_\\w+|ASSERT_\\w+|CHECK\\w*|REQUIRE\\w*|" +
    "ok|equal|deepEqual|strictEqual|throws|rejects|verify|must_\\w+|wont_\\w+)\\b|" +
    "\\bt\\s*\\.\\s*(?:Error|Errorf|Fatal|Fatalf|Fail|FailNow)\\b|\\brequire\\s*\\.\\s*[A-Z]\\w*",
  "g",
);

const callTypes = /^(?:call_expression|call|method_invocation|macro_invocation)$/;
const head = new RegExp(`^(?:[\\w.]+\\s*\\.\\s*)?(?:${assertion.source})`);
/** Set up what a mock answers, and look at its calls: nothing is demanded of its answer. */
const ofMocks = /^(?:(?:EXPECT|ON)_CALL|verify\w*)\b|\.\s*(?:EXPECT|AssertCalled)\b/;

/** Whether a node is itself an assertion: a call of one, a macro or a statement. */
export function isAssertion(node: SyntaxNode, { text }: ParsedText): boolean {
  if (node.type === "assert_statement") return true;
  if (!callTypes.test(node.type)) return false;
  const said = text.slice(node.start, argumentsOf(node)?.start ?? node.end);
  return head.test(said) && !ofMocks.test(said);
}

const argumentsOf = (node: SyntaxNode): SyntaxNode | undefined =>
  childAt(node, "arguments") ?? node.children.find((child) => child.type === "token_tree");

export const asserts = (node: SyntaxNode, parsed: ParsedText): boolean =>
  some(node, (one) => isAssertion(one, parsed));

/** What assertions look at: their arguments, and in Go the condition of an `if` that fails. */
export function demandsIn(parsed: ParsedText): readonly Span[] {
  const found: Span[] = [];
  visit(parsed.root, (node) => {
    if (node.type === "assert_statement") found.push(node);
    else if (isAssertion(node, parsed)) found.push(argumentsOf(node) ?? node);
    else if (parsed.language === "go" && node.type === "if_statement") {
      const [condition, then] = [childAt(node, "condition"), childAt(node, "consequence")];
      if (condition && then && asserts(then, parsed)) {
        found.push({
          start: childAt(node, "initializer")?.start ?? condition.start,
          end: condition.end,
        });
      }
    }
    return true;
  });
  return found;
}
