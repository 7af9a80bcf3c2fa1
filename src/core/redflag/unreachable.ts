// Code that nothing reaches any more: a body left behind a return, a condition that never holds.
import { familyOf, type Family } from "../patch/families.ts";
import { childAt, onlyPart, partsOf, visit } from "../patch/nodes.ts";
import type { Span } from "../patch/place.ts";
import type { ParsedText, SyntaxNode } from "../patch/syntax.ts";
import type { Reading, RedFlag } from "./flag.ts";
import { isFunction, statementsOf } from "./functions.ts";

export const unreachable: RedFlag = {
  id: "unreachable",
  severity: "person",
  rule: "code stands behind a return or a throw, or under a condition that never holds",
  explain: "Some code is never reached now; please look whether it was to be taken away.",
  raised: (reading) => (reading.step.kind === "code" ? left(reading) : null),
};

export const testUnreachable: RedFlag = {
  id: "test-unreachable",
  severity: "spoil",
  rule: "a part of a test stands behind a return or a throw, or under a condition that never holds",
  explain: "A part of the test is never reached; another one was drawn.",
  raised: (reading) => (reading.step.kind === "test" ? left(reading) : null),
};

function left({ oldParsed, oldSpan, newParsed, newSpan }: Reading): string | null {
  if (newParsed === null) return null;
  const had = new Set(oldParsed === null ? [] : deadIn(oldParsed, oldSpan));
  const dead = deadIn(newParsed, newSpan).find((one) => !had.has(one));
  return dead === undefined ? null : `never reached: ${dead.slice(0, 120)}`;
}

/** The first statement of each stretch that nothing reaches. */
function deadIn(parsed: ParsedText, span: Span): readonly string[] {
  const found: string[] = [];
  visit(parsed.root, (node) => {
    if (node.end <= span.start || node.start >= span.end) return false;
    const dead = behind(node, parsed) ?? under(node, parsed);
    const inside = dead !== undefined && dead.start >= span.start && dead.end <= span.end;
    if (inside) found.push(parsed.text.slice(dead.start, dead.end).replace(/\s+/g, " "));
    return true;
  });
  return found;
}

const blocks = new RegExp(
  "^(?:block|statement_block|compound_statement|body_statement|statement_list|then|" +
    "constructor_body)$",
);
/** Where something jumps to, or what belongs to the block as a whole: it is reached. */
const entered = /label|case|preproc|^(?:rescue|ensure|else|heredoc_body)$/;
/** What is known before it is reached. */
const hoisted =
  /_item$|^(?:(?:generator_)?function|class|interface|type_alias|enum|variable)_declaration$/;
/** One jump too many, a word for the compiler, what makes a function of Python a generator. */
const harmless = /^(?:return|break|continue|goto|next|yield)\b[^(]*$|unreachable|^;$/i;

function behind(node: SyntaxNode, parsed: ParsedText): SyntaxNode | undefined {
  if (!blocks.test(node.type)) return undefined;
  const parts = partsOf(node);
  const at = parts.findIndex((part) => leaves(part, parsed));
  if (at < 0) return undefined;
  const rest = parts.slice(at + 1);
  const end = rest.findIndex((part) => entered.test(part.type));
  const dead = rest.slice(0, end < 0 ? rest.length : end).filter((p) => !hoisted.test(p.type));
  const [first, ...more] = dead;
  if (first === undefined || more.length > 0) return first;
  return harmless.test(parsed.text.slice(first.start, first.end)) ? undefined : first;
}

/** A statement that always leaves the block. */
function leaves(node: SyntaxNode, parsed: ParsedText): boolean {
  const only = node.type === "expression_statement" ? onlyPart(node) : null;
  if (only !== null) return leaves(only, parsed);
  if (node.type.endsWith("_modifier")) return false;
  const said = parsed.text.slice(node.start, node.end);
  if (node.type.startsWith("if") && isAlways(node, parsed, true)) {
    const then = childAt(node, "consequence");
    const body = then && !isFunction(then) ? (statementsOf(then) ?? []) : [];
    const last = body.at(-1);
    return last !== undefined && leaves(last, parsed);
  }
  return jumps[familyOf(parsed.language)].test(said) && !/^(?:identifier|labeled)/.test(node.type);
}

/** What leaves a block; elsewhere the same words are names of functions, like raise(3) of C. */
const jumps: Readonly<Record<Family, RegExp>> = {
  javascript: /^(?:return|throw)\b/,
  python: /^(?:return|raise)\b/,
  go: /^(?:return\b|panic\()/,
  rust: /^(?:return\b|panic!)/,
  java: /^(?:return|throw)\b/,
  c: /^(?:return|throw)\b/,
  ruby: /^(?:return|raise)\b/,
};

/** What stands under a condition that never holds. */
function under(node: SyntaxNode, parsed: ParsedText): SyntaxNode | undefined {
  if (!node.type.startsWith("if") || !isAlways(node, parsed, false)) return undefined;
  const dead = childAt(node, "consequence");
  const said = dead === undefined ? "" : parsed.text.slice(dead.start, dead.end);
  // What makes a function of Python a generator, though it gives nothing.
  return parsed.language === "python" && /^yield\b[^\n]*$/.test(said.trim()) ? undefined : dead;
}

function isAlways(node: SyntaxNode, { text }: ParsedText, value: boolean): boolean {
  const condition = childAt(node, "condition");
  if (condition === undefined) return false;
  const said = text.slice(condition.start, condition.end).replace(/[()\s]/g, "");
  return (value ? /^(?:true|True|1|!0|!false)$/ : /^(?:false|False|0|!1|!true)$/).test(said);
}
