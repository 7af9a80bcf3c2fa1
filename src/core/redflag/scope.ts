// Anything that changed outside of the one place that a step writes.
import { rulesOf } from "../patch/languages.ts";
import type { Span } from "../patch/place.ts";
import type { ParsedText, SymbolSpan, SyntaxNode } from "../patch/syntax.ts";
import type { Reading, RedFlag } from "./flag.ts";

export const scope: RedFlag = {
  id: "scope",
  severity: "spoil",
  rule: "another file, symbol or top-level statement changed, or the place holds other symbols now",
  explain: "The answer changed more than the one place it was asked for; another one was drawn.",
  raised(reading) {
    const { step, changes, newParsed, oldParsed } = reading;
    const other = changes.find((change) => change.path !== step.target.path);
    if (other) return `${other.path} changed too`;
    if (step.target.kind === "file" || newParsed === null || oldParsed === null) return null;
    return around(reading, oldParsed, newParsed) ?? within(reading, oldParsed, newParsed);
  },
};

/** What stands outside of the place, imports aside, must be there still, node by node. */
function around(reading: Reading, old: ParsedText, now: ParsedText): string | null {
  const before = outlineAround(old, reading.oldSpan);
  const after = outlineAround(now, reading.newSpan);
  const length = Math.max(before.length, after.length);
  for (let i = 0; i < length; i += 1) {
    if (before[i] !== after[i]) {
      const shown = (after[i] ?? before[i] ?? "").replace(/\s+/g, " ").slice(0, 80);
      return `something outside of the place changed: ${shown}`;
    }
  }
  return null;
}

/** Type and text of every node outside of a span; nodes that hold the span are opened. */
function outlineAround(parsed: ParsedText, span: Span): readonly string[] {
  const rules = rulesOf(parsed.language);
  const list: string[] = [];
  const walk = (node: SyntaxNode): void => {
    const outside = node.end <= span.start || node.start >= span.end;
    if (outside) {
      if (rules.importKind(node, parsed.text) !== null) return;
      list.push(`${node.type} ${parsed.text.slice(node.start, node.end)}`);
    } else if (node.start < span.start || node.end > span.end) {
      list.push(`(${node.type}`);
      node.children.forEach(walk);
      list.push(")");
    }
  };
  parsed.root.children.forEach(walk);
  return list;
}

/** The place holds the symbols of its old text, or the one that is added; nothing else. */
function within(reading: Reading, old: ParsedText, now: ParsedText): string | null {
  const { target } = reading.step;
  if (target.kind === "file") return null;
  const found = outermost(now.symbols, reading.newSpan);
  const expected =
    target.kind === "addition"
      ? [target.symbol]
      : outermost(old.symbols, reading.oldSpan).map((symbol) => symbol.name);
  const names = found.map((symbol) => symbol.name);
  if (names.join(" ") !== expected.join(" ")) {
    return `the place should hold ${expected.join(", ")} and holds ${names.join(", ") || "none"}`;
  }
  const lost = uncovered(now, found, reading.newSpan);
  return lost === null ? null : `the place holds more than the symbol: ${lost.slice(0, 80)}`;
}

/** Symbols inside the span that are in no other symbol inside the span. */
const outermost = (symbols: readonly SymbolSpan[], span: Span): readonly SymbolSpan[] => {
  const inside = symbols.filter((s) => s.start >= span.start && s.end <= span.end);
  return inside.filter((s) => {
    const holds = (o: SymbolSpan): boolean =>
      o !== s && o.start <= s.start && o.end >= s.end && s.name.startsWith(`${o.name}.`);
    return !inside.some(holds);
  });
};

/** Text of the span that is neither a symbol nor a comment; null when there is none. */
function uncovered(parsed: ParsedText, symbols: readonly SymbolSpan[], span: Span): string | null {
  const { comments } = rulesOf(parsed.language);
  let lost: string | null = null;
  const walk = (node: SyntaxNode): void => {
    if (node.end <= span.start || node.start >= span.end || comments.has(node.type)) return;
    if (symbols.some((s) => node.start >= s.start && node.end <= s.end)) return;
    if (node.children.length > 0 && (node.start < span.start || node.end > span.end)) {
      return node.children.forEach(walk);
    }
    const text = parsed.text.slice(node.start, node.end);
    if (!/^[;\s]*$/.test(text)) lost ??= text;
  };
  walk(parsed.root);
  return lost;
}
