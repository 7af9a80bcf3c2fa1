// Python's rules of indentation, which the grammar does not hold: a stack of levels line by line.
import type { SyntaxNode } from "../core/patch/syntax.ts";

/**
 * One sentence per line that stands deeper or less deep than its block allows, at most the first
 * ten. Source: Python reference, §2.1.8.
 */
export function indentationErrors(root: SyntaxNode, text: string): readonly string[] {
  const errors: string[] = [];
  const levels = [0];
  let opens = false;
  let last = 1;
  for (const { line, indent, opener } of logicalLines(masked(root, text))) {
    last = line;
    const top = levels.at(-1) ?? 0;
    if (opens && indent <= top) errors.push(`line ${line}: an indented block is missing`);
    else if (!opens && indent > top) errors.push(`line ${line}: is indented without a block`);
    if (indent > top) levels.push(indent);
    while ((levels.at(-1) ?? 0) > indent) levels.pop();
    if (levels.at(-1) !== indent) {
      errors.push(`line ${line}: its indentation fits no block around it`);
      levels.push(indent);
    }
    opens = opener;
  }
  if (opens) errors.push(`line ${last}: an indented block is missing at the end`);
  return errors.slice(0, 10);
}

/** The text with its comments blank and its strings as one word without line ends. */
function masked(root: SyntaxNode, text: string): string {
  let out = "";
  let at = 0;
  const walk = (node: SyntaxNode): void => {
    if (node.type !== "string" && node.type !== "comment") return node.children.forEach(walk);
    if (node.start < at) return;
    const inside = text.slice(node.start, node.end);
    const cover = node.type === "string" ? "s" : " ";
    // A line end inside a string is counted, but ends no line.
    out += text.slice(at, node.start) + inside.replace(/[^\n]/g, cover).replaceAll("\n", "\f");
    at = node.end;
  };
  walk(root);
  return (out + text.slice(at)).replace(/^\uFEFF/, "");
}

interface LogicalLine {
  /** From 1. */
  readonly line: number;
  /** In columns; a tab ends at a multiple of eight. */
  readonly indent: number;
  /** True when it ends with the colon of a block. */
  readonly opener: boolean;
}

/** Lines joined by brackets or a backslash are one; blank lines are none. */
function* logicalLines(text: string): Generator<LogicalLine> {
  let number = 1;
  let depth = 0;
  let open: { readonly line: number; readonly indent: number; code: string } | null = null;
  for (const written of text.split(/\r?\n/)) {
    const line = number;
    number += 1 + (written.match(/\f/g)?.length ?? 0);
    const code = written.replaceAll("\f", "s");
    if (open === null && code.trim() === "") continue;
    open ??= { line, indent: columns(code), code: "" };
    open.code += code;
    for (const char of code) {
      if ("([{".includes(char)) depth += 1;
      if (")]}".includes(char)) depth = Math.max(0, depth - 1);
    }
    if (depth > 0) continue;
    if (open.code.endsWith("\\")) {
      open.code = open.code.slice(0, -1);
      continue;
    }
    yield { line: open.line, indent: open.indent, opener: open.code.trimEnd().endsWith(":") };
    open = null;
  }
}

function columns(line: string): number {
  let column = 0;
  for (const char of line) {
    if (char === " ") column += 1;
    else if (char === "\t") column += 8 - (column % 8);
    else break;
  }
  return column;
}
