// Code that answers the very inputs of the tests by the very outputs that they expect.
import { childAt, partsOf, visit } from "../patch/nodes.ts";
import type { ParsedText, SyntaxNode } from "../patch/syntax.ts";
import { textAt } from "../tree.ts";
import type { Reading, RedFlag } from "./flag.ts";
import { holds } from "./literals.ts";
import { isTestPath } from "./paths.ts";

/** A literal that code compares with, and the one that it then answers. */
interface Pair {
  readonly asked: string;
  readonly answered: string;
}

export const specialCase: RedFlag = {
  id: "special-case",
  severity: "spoil",
  rule:
    "a new branch compares with a literal and answers another one, both stand in one test file, " +
    "and neither the issue, the plan nor other code knows the first",
  explain: "The answer knows the tests' inputs instead of doing the work; another one was drawn.",
  raised(reading) {
    const { step, newParsed, oldText, whole, after } = reading;
    if (step.kind !== "code" || newParsed === null || whole === null) return null;
    const known = [oldText, whole.words, step.task];
    const pairs = pairsIn(newParsed, reading.newSpan).filter(
      ({ asked }) => !known.some((text) => text.includes(asked)),
    );
    if (pairs.length === 0) return null;
    const texts = [...after.keys()].filter((path) => path !== step.target.path);
    const tests = texts.filter(isTestPath).map((path) => textAt(after, path) ?? "");
    const code = texts.filter((path) => !isTestPath(path)).map((path) => textAt(after, path) ?? "");
    const found = pairs.find(
      ({ asked, answered }) =>
        tests.some((text) => holds(text, asked) && holds(text, answered)) &&
        !code.some((text) => holds(text, asked)),
    );
    if (found === undefined) return null;
    const [asked, answered] = [found.asked, found.answered].map((one) => one.slice(0, 60));
    return `${asked} is answered by ${answered}, as a test has it`;
  },
};

const branches = new Set([
  "if_statement",
  "if_expression",
  "if",
  "unless",
  "elif_clause",
  "elsif",
  "ternary_expression",
  "conditional_expression",
  "conditional",
  "switch_case",
  "expression_case",
  "switch_block_statement_group",
  "switch_rule",
  "case_statement",
  "case_clause",
  "match_arm",
  "when",
  "if_modifier",
]);

function pairsIn(parsed: ParsedText, span: Reading["newSpan"]): readonly Pair[] {
  const pairs: Pair[] = [];
  visit(parsed.root, (node) => {
    if (node.end <= span.start || node.start >= span.end) return false;
    if (node.start >= span.start && node.end <= span.end && branches.has(node.type)) {
      const asked = askedIn(node, parsed.text);
      const answered = answeredIn(node, parsed.text);
      for (const one of asked) if (answered !== null) pairs.push({ asked: one, answered });
    }
    return true;
  });
  return pairs;
}

const heads = ["condition", "value", "pattern", "alternative"] as const;

/** Telling literals that the head of a branch compares with. */
function askedIn(node: SyntaxNode, text: string): readonly string[] {
  const own = node.children.filter(
    (child) => child.field === "condition" || child.field === "pattern" || isHeadOf(node, child),
  );
  return own.flatMap((head) => {
    const compares =
      head.field !== "condition" || /===?|\.equals\b|\beq\b/.test(textOf(head, text));
    return compares ? literalsIn(head, text) : [];
  });
}

/** `case "x":` of languages that give the value no name, or call it `value`. */
const isHeadOf = (node: SyntaxNode, child: SyntaxNode): boolean =>
  /case|switch|when/.test(node.type) &&
  (child.field === "value" || /^(?:switch_label|case_pattern|expression_list)$/.test(child.type));

const textOf = (node: SyntaxNode, text: string): string => text.slice(node.start, node.end);

function literalsIn(node: SyntaxNode, text: string): readonly string[] {
  const found: string[] = [];
  visit(node, (one) => {
    const literal = literalOf(one, text);
    if (literal !== null && isTelling(literal)) found.push(literal);
    return literal === null;
  });
  return found;
}

const literalTypes = /string|number|integer|float|(?:int|char|decimal)\w*_literal|number_literal/;

function literalOf(node: SyntaxNode, text: string): string | null {
  if (!node.named || !literalTypes.test(node.type)) return null;
  const written = textOf(node, text);
  return /^-?[\d.]+\w*$|^["'`][^\n]*["'`]$/.test(written)
    ? written.replace(/^["'`]|["'`]$/g, "")
    : null;
}

/** Not one of the values that any code may ask for. */
const isTelling = (literal: string): boolean =>
  /^-?[\d.]/.test(literal) ? Math.abs(Number.parseFloat(literal)) > 2 : literal.length > 2;

/** The only literal that the branch returns or stands for; null when it does anything else. */
function answeredIn(node: SyntaxNode, text: string): string | null {
  const isHead = (child: SyntaxNode): boolean =>
    heads.some((field) => child.field === field) && !isConsequence(node, child);
  const body = node.children.filter(
    (child) => child.named && !isHead(child) && !isHeadOf(node, child) && !isElse(child),
  );
  let only = body.length === 1 ? body[0] : undefined;
  while (only !== undefined) {
    const literal = literalOf(only, text);
    if (literal !== null) return literal;
    if (/call|function|binary|member|attribute|identifier/.test(only.type)) return null;
    const parts: readonly SyntaxNode[] = partsOf(only);
    only = parts.length === 1 ? parts[0] : undefined;
  }
  return null;
}

const isElse = (child: SyntaxNode): boolean =>
  child.field === "alternative" || /^(?:else|elif|elsif|else_clause)/.test(child.type);

/** Rust calls what an arm answers its value. */
const isConsequence = (node: SyntaxNode, child: SyntaxNode): boolean =>
  node.type === "match_arm" && child === childAt(node, "value");
