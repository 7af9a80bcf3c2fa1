// Branches of a text, whatever the language: what each asks for and what it answers.
import { childAt, partsOf } from "../patch/nodes.ts";
import type { Span } from "../patch/place.ts";
import type { ParsedText, SyntaxNode } from "../patch/syntax.ts";

export interface Branch {
  /** The condition, or the value that a case compares with. */
  readonly heads: readonly SyntaxNode[];
  /** What a switch, a match or a case looks at; "" for other branches. */
  readonly subject: string;
  /** The only literal that it returns or stands for, without quotes; null when it does more. */
  readonly answered: string | null;
}

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

const switches = /^(?:\w*switch_(?:statement|expression)|match_(?:expression|statement)|case)$/;

/** All branches inside of a span, outer ones first. */
export function branchesIn(parsed: ParsedText, span: Span): readonly Branch[] {
  const { text } = parsed;
  const found: Branch[] = [];
  const walk = (node: SyntaxNode, around: string): void => {
    if (node.end <= span.start || node.start >= span.end) return;
    if (node.start >= span.start && node.end <= span.end && branches.has(node.type)) {
      // Python writes the answer first and names neither.
      const [yes, asked] = isBare(node) ? partsOf(node) : [];
      if (yes && asked) {
        found.push({ heads: [asked], subject: "", answered: literalOf(yes, text) });
      }
      const own = (child: SyntaxNode): boolean =>
        child.field === "condition" || child.field === "pattern" || isHeadOf(node, child);
      const subject = /case|switch|when|arm/.test(node.type) ? around : "";
      found.push({ heads: node.children.filter(own), subject, answered: answeredIn(node, text) });
    }
    const looked = switches.test(node.type) ? subjectOf(node) : undefined;
    const subject = looked === undefined ? around : textOf(looked, text);
    for (const child of node.children) walk(child, subject);
  };
  walk(parsed.root, "");
  return found;
}

const isBare = (node: SyntaxNode): boolean =>
  node.type === "conditional_expression" && childAt(node, "condition") === undefined;

const subjectOf = (node: SyntaxNode): SyntaxNode | undefined =>
  childAt(node, "value") ?? childAt(node, "condition") ?? childAt(node, "subject");

const heads = ["condition", "value", "pattern", "alternative"] as const;

/** `case "x":` of languages that give the value no name, or call it `value`. */
const isHeadOf = (node: SyntaxNode, child: SyntaxNode): boolean =>
  /case|switch|when/.test(node.type) &&
  (child.field === "value" || /^(?:switch_label|case_pattern|expression_list)$/.test(child.type));

const textOf = (node: SyntaxNode, text: string): string => text.slice(node.start, node.end);

const literalTypes = /string|number|integer|float|(?:int|char|decimal)\w*_literal|number_literal/;

/** A number or a string without its quotes; null for anything else. */
export function literalOf(node: SyntaxNode, text: string): string | null {
  if (!node.named || !literalTypes.test(node.type)) return null;
  const written = textOf(node, text);
  return /^-?[\d.]+\w*$|^["'`][^\n]*["'`]$/.test(written)
    ? written.replace(/^["'`]|["'`]$/g, "")
    : null;
}

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
