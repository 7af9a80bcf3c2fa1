// A body that does nothing, or only says that it is not written yet.
import { childAt } from "../patch/nodes.ts";
import type { Span } from "../patch/place.ts";
import type { ParsedText, SyntaxNode } from "../patch/syntax.ts";
import type { RedFlag } from "./flag.ts";
import { isFunction, nameOf, statementsOf } from "./functions.ts";

const unwritten = /not\s*(?:yet\s*)?implemented|unimplemented|todo\b|implement\s+me/i;
/** How Python and Ruby say that a method is there to be overridden, or was not written. */
const notHere = /^raise\s+NotImplementedError\b/;
const idiom = /\bNotImplementedError\b/g;
/** How each language gives up: throw, raise, panic, a macro. */
const givesUp = /^(?:throw|raise|panic|todo\s*!|unimplemented\s*!|abort\b|assert\b)/;
/** Places whose members are there to be overridden. */
const meantEmpty = new RegExp(
  "\\babstract|\\boverload\\b|\\bProtocol\\b|\\bABC\\b|\\binterface\\s|" +
    "(?:Base|Abstract|Interface|Mixin|Stub|Null|Noop)\\w*\\b",
);

export const stub: RedFlag = {
  id: "stub",
  severity: "spoil",
  rule:
    "a new function says that it is not implemented, or is empty; in a file that is written " +
    "whole, an empty one that the issue, the plan or its own comment speaks of",
  explain: "The answer left a function unwritten; another one was drawn.",
  raised({ step, whole, oldParsed, oldSpan, newParsed, newSpan }) {
    if (newParsed === null) return null;
    const words = step.target.kind === "file" ? `${step.task}\n${whole?.words ?? ""}` : null;
    const before = oldParsed === null ? [] : stubsIn(oldParsed, oldSpan, words);
    const stubs = stubsIn(newParsed, newSpan, words);
    return stubs.length > before.length ? `a function is not written: ${stubs.at(-1)}` : null;
  },
};

/** @param words only functions that these speak of may not be empty; null: none may. */
function stubsIn(parsed: ParsedText, span: Span, words: string | null): readonly string[] {
  const { text } = parsed;
  const found: string[] = [];
  const walk = (node: SyntaxNode, parent: SyntaxNode | null, around: string): void => {
    if (node.end <= span.start || node.start >= span.end) return;
    const inside = node.start >= span.start && node.end <= span.end;
    const lone = parent?.type !== "object" && !meantEmpty.test(around);
    if (inside && isFunction(node) && lone && isStub(node, parsed, words)) {
      found.push(text.slice(node.start, node.end).slice(0, 80).replace(/\s+/g, " "));
    }
    const heads = /class|decorated|interface|trait|impl|struct/.test(node.type);
    const head = heads ? text.slice(node.start, childAt(node, "body")?.start ?? node.end) : "";
    for (const child of node.children) walk(child, node, heads ? head.slice(0, 400) : around);
  };
  walk(parsed.root, null, "");
  return found;
}

function isStub(node: SyntaxNode, parsed: ParsedText, words: string | null): boolean {
  const statements = statementsOf(node);
  if (statements === null) return false;
  const [only, ...more] = statements.filter((statement) => !isDocstring(statement, parsed));
  if (more.length > 0) return false;
  const said = only === undefined ? "" : parsed.text.slice(only.start, only.end);
  if (givesUp.test(said) && unwritten.test(said.replace(idiom, ""))) return true;
  if (said !== "" && !/^(?:pass|\.\.\.)$/.test(said) && !notHere.test(said)) return false;
  if (!isNamed(node) || mayBeEmpty(node, parsed)) return false;
  const whole = parsed.text.slice(node.start, node.end);
  if (words === null || unwritten.test(whole.replace(idiom, ""))) return true;
  const name = nameOf(node, parsed).replace(/\W/g, "");
  return name !== "" && new RegExp(`\\b${name}\\b`).test(words);
}

const isDocstring = (node: SyntaxNode, { text }: ParsedText): boolean =>
  node.type === "expression_statement" && /^[rubRUB]*["']/.test(text.slice(node.start, node.end));

const isNamed = (node: SyntaxNode): boolean =>
  !/^(?:arrow_function|function_expression)$/.test(node.type);

/** Constructors may only take fields; a function named so says that nothing is meant. */
function mayBeEmpty(node: SyntaxNode, parsed: ParsedText): boolean {
  const name = nameOf(node, parsed);
  if (/^(?:constructor|initialize|__\w+__|noop|nop|_\w*|~.*)$/.test(name)) return true;
  // Go marks the members of a closed set of types so.
  if (parsed.language === "go" && node.type === "method_declaration") return /^is[A-Z]/.test(name);
  const own = childAt(node, "type") ?? childAt(node, "result");
  const untyped = parsed.language === "cpp" || parsed.language === "java";
  return untyped && own === undefined;
}
