// Errors that are caught and forgotten, so that nobody learns of them.
import { childAt, some, visit } from "../patch/nodes.ts";
import type { Span } from "../patch/place.ts";
import type { ParsedText, SyntaxNode } from "../patch/syntax.ts";
import type { RedFlag } from "./flag.ts";
import { forgets, handled, isHandler } from "./handlers.ts";

export const swallowed: RedFlag = {
  id: "swallowed",
  severity: "warn",
  rule:
    "a new handler of errors does nothing, or nothing but log; an error is assigned to nothing; " +
    "a result of Rust is dropped by .ok()",
  explain: "An error is caught and forgotten; please look whether nobody needs to know of it.",
  raised({ step, oldParsed, oldSpan, newParsed, newSpan }) {
    if (newParsed === null || step.kind !== "code") return null;
    const before = oldParsed === null ? 0 : swallowsIn(oldParsed, oldSpan).length;
    const now = swallowsIn(newParsed, newSpan);
    const last = now.at(-1);
    if (last === undefined || now.length <= before) return null;
    return `an error is forgotten: ${last.replace(/\s+/g, " ").slice(0, 120)}`;
  },
};

function swallowsIn(parsed: ParsedText, span: Span): readonly string[] {
  const found: string[] = [];
  visit(parsed.root, (node) => {
    if (node.end <= span.start || node.start >= span.end) return false;
    const inside = node.start >= span.start && node.end <= span.end;
    if (inside && swallows(node, parsed.text)) found.push(parsed.text.slice(node.start, node.end));
    return true;
  });
  return found;
}

function swallows(node: SyntaxNode, text: string): boolean {
  if (isHandler(node)) return forgets(handled(node), text);
  switch (node.type) {
    case "rescue_modifier":
      return /^(?:nil|false|""|'')$/.test(textOf(childAt(node, "handler"), text));
    case "assignment_statement":
    case "short_var_declaration":
      return /^_\s*=\s*err\w*$/.test(textOf(node, text)) || blanks(node, text);
    case "if_statement":
      return (
        /^err\w*\s*!=\s*nil$/.test(textOf(childAt(node, "condition"), text)) &&
        forgets(childAt(node, "consequence"), text)
      );
    case "match_arm":
      return /^Err\s*\(/.test(textOf(childAt(node, "pattern"), text)) && isNothing(node, text);
    case "if_expression":
      return (
        /^let\s+Err\s*\(/.test(textOf(childAt(node, "condition"), text)) &&
        forgets(childAt(node, "consequence"), text)
      );
    case "expression_statement":
      return /\.\s*ok\s*\(\s*\)\s*;$/.test(textOf(node, text)) && rustCall(node);
    case "let_declaration":
      return (
        textOf(childAt(node, "pattern"), text) === "_" &&
        childAt(node, "value")?.type === "call_expression"
      );
    default:
      return false;
  }
}

const textOf = (node: SyntaxNode | undefined, text: string): string =>
  node === undefined ? "" : text.slice(node.start, node.end).trim();

/** What functions are called in Go whose last result is an error. */
const mayFail =
  /^(?:[\w.]+\.)?(?:Atoi|Stat|(?:Copy|Create|Decode|Dial|Marshal|Open|Parse|Read)\w*)\(/;

/** `n, _ := strconv.Atoi(a)`. */
const blanks = (node: SyntaxNode, text: string): boolean =>
  /,\s*_$/.test(textOf(childAt(node, "left"), text)) &&
  mayFail.test(textOf(childAt(node, "right"), text));

/** Only Rust's grammar gives a call's receiver the field `value`. */
const rustCall = (node: SyntaxNode): boolean =>
  some(node, (one) => one.type === "field_expression" && childAt(one, "value") !== undefined);

const isNothing = (arm: SyntaxNode, text: string): boolean => {
  const value = childAt(arm, "value");
  return value?.type === "block" ? forgets(value, text) : textOf(value, text) === "()";
};
