// The same program in other spellings; made from tokens and words, without any scope analysis.
import { visit, withSplices, type Sample, type Splice } from "./corpus.ts";
import type { SyntaxNode } from "../../../src/core/patch/syntax.ts";

type Roll = (below: number) => number;

type Spell = (sample: Sample, roll: Roll) => string | null;

export const equivalents: Readonly<Record<string, Spell>> = {
  comments: (sample) => between(sample, () => " /* note */ "),
  spaces: (sample, roll) => between(sample, () => " ".repeat(1 + roll(4))),
  lines: (sample) => between(sample, (left) => (/[{[(,;]$/.test(left) ? "\n\n\t" : " ")),
  parentheses: (sample) =>
    each(sample, (node, parent) => {
      const operand = parent?.type === "arguments" || parent?.type === "return_statement";
      const plain = /^(identifier|number|string|binary_expression|call_expression)$/.test(
        node.type,
      );
      return operand && plain ? `((${textOf(sample, node)}))` : null;
    }),
  quotes: (sample) =>
    each(sample, (node, parent) => {
      const inner = textOf(sample, node).slice(1, -1);
      if (!node.named || node.type !== "string" || parent?.type.startsWith("jsx")) return null;
      if (/["'\\]/.test(inner)) return null;
      return textOf(sample, node).startsWith('"') ? `'${inner}'` : `"${inner}"`;
    }),
  commas: (sample) =>
    each(sample, (node, parent) => {
      const list = parent?.type === "arguments" || parent?.type === "object";
      const last = parent?.children.at(-2) === node && parent.children.length > 2;
      const value = node.named && node.type !== "comment";
      return list && last && value ? `${textOf(sample, node)},` : null;
    }),
  braces: (sample) =>
    each(sample, (node, parent) => {
      const ways = /^(if_statement consequence|(for|for_in|while)_statement body)$/;
      const body = ways.test(`${parent?.type} ${node.field}`) && node.type !== "statement_block";
      return body ? `{ ${textOf(sample, node)} }` : null;
    }),
  names: renamed,
};

const textOf = (sample: Sample, node: SyntaxNode): string =>
  sample.parsed.text.slice(node.start, node.end);

const opaque = /^(template_string|template_literal_type|string|regex|comment|jsx_.*element)$/;

/** Puts something between all neighbouring tokens that stand on one line. */
function between(sample: Sample, gap: (left: string) => string): string | null {
  const { text, root } = sample.parsed;
  const tokens: SyntaxNode[] = [];
  const walk = (node: SyntaxNode): void => {
    if (node.children.length === 0 || opaque.test(node.type)) tokens.push(node);
    else node.children.forEach(walk);
  };
  walk(root);
  const splices: Splice[] = [];
  for (const [n, token] of tokens.entries()) {
    const next = tokens[n + 1];
    if (!next || token.type === "comment" || token.end > next.start) continue;
    const space = text.slice(token.end, next.start);
    if (space.includes("\n") || space.trim() !== "" || token.start === token.end) continue;
    const left = text.slice(token.start, token.end);
    splices.push({ start: token.end, end: next.start, text: gap(left) });
  }
  return splices.length === 0 ? null : withSplices(text, splices);
}

function each(
  sample: Sample,
  change: (node: SyntaxNode, parent: SyntaxNode | undefined) => string | null,
): string | null {
  const splices: Splice[] = [];
  visit(sample.parsed.root, (node, [parent]) => {
    const text = change(node, parent);
    const free = splices.every((s) => s.end <= node.start || s.start >= node.end);
    if (text !== null && free) splices.push({ start: node.start, end: node.end, text });
  });
  return splices.length === 0 ? null : withSplices(sample.parsed.text, splices);
}

/** Renames all that is declared once and whose word is nothing but that variable. */
function renamed(sample: Sample, roll: Roll): string | null {
  const { text } = sample.parsed;
  const declared = [...text.matchAll(/\b(?:const|let) ([A-Za-z]\w*)\b/g)].map((m) => m[1] ?? "");
  let result = text;
  for (const name of new Set(declared.filter((one) => isSimple(text, one)))) {
    result = result.replace(new RegExp(`\\b${name}\\b`, "g"), `other${roll(1_000_000)}Name`);
  }
  return result === text ? null : result;
}

function isSimple(text: string, name: string): boolean {
  const words = [...text.matchAll(new RegExp(`[\\w$.#]*\\b${name}\\b`, "g"))].map(([word]) => word);
  const declarations = text.match(new RegExp(`(?:const|let|var|function|class) ${name}\\b`, "g"));
  const other = [
    `[{,]\\s*${name}\\s*[,}]`,
    `\\b${name}\\s*\\??:`,
    `[\`'"][^\`'"\\n]*\\b${name}\\b[^\`'"\\n]*[\`'"]`,
    `<\\/?${name}\\b`,
  ];
  const inside = new RegExp(`^\\s+.*(?:const|let) ${name}\\b`, "m").test(text);
  const plain = words.every((word) => word === name) && declarations?.length === 1;
  return inside && plain && !new RegExp(other.join("|")).test(text);
}
