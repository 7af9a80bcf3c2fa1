// The canonical form of syntax nodes: equal exactly when nothing but spelling differs.
import { rulesOf } from "./languages.ts";
import type { Binding, Rules, Surroundings, Writer } from "./rules.ts";
import type { ParsedText, SyntaxNode } from "./syntax.ts";

/**
 * An S-expression of types, fields and quoted leaves, local names numbered (patches.md §3.1).
 * Text that holds anything unreadable is not canonical: then it is quoted as it stands.
 */
export function canonicalOf(
  nodes: readonly SyntaxNode[],
  parsed: ParsedText,
  around: Surroundings | null = null,
): string {
  const { text } = parsed;
  if (nodes.some(isBroken)) {
    const exact = nodes.map((node) => JSON.stringify(text.slice(node.start, node.end)));
    return `exact:${exact.join(" ")}`;
  }
  const rules = rulesOf(parsed.language);
  const read = (some: readonly SyntaxNode[]) => [...rules.bindings(some, text, around)];
  const { functions } = rules;
  const parts = functions ? outermost(nodes, functions).map((node) => [node]) : [nodes];
  const writer = new CanonicalWriter(text, rules, new Map(parts.flatMap(read)));
  return nodes
    .map((node) => writer.node(node, null))
    .filter((part) => part !== "")
    .join(" ");
}

function outermost(
  nodes: readonly SyntaxNode[],
  types: ReadonlySet<string>,
): readonly SyntaxNode[] {
  return nodes.flatMap((node) =>
    types.has(node.type) && node.named ? [node] : outermost(node.children, types),
  );
}

/** True when the parser could not read all of it, or had to invent a token. */
export const isBroken = (node: SyntaxNode): boolean =>
  node.type === "ERROR" || node.type === "MISSING" || node.children.some(isBroken);

class CanonicalWriter implements Writer {
  readonly text: string;
  readonly #rules: Rules;
  readonly #bindings: ReadonlyMap<SyntaxNode, Binding>;
  readonly #numbers = new Map<Binding, number>();

  constructor(text: string, rules: Rules, bindings: ReadonlyMap<SyntaxNode, Binding>) {
    this.text = text;
    this.#rules = rules;
    this.#bindings = bindings;
  }

  node(node: SyntaxNode, parent: SyntaxNode | null): string {
    if (this.#rules.dropped(node, parent, this.text)) return "";
    const { forms } = this.#rules;
    const form = node.named && Object.hasOwn(forms, node.type) ? forms[node.type] : undefined;
    return form?.(node, this, parent) ?? this.plain(node);
  }

  plain(node: SyntaxNode, part?: (child: SyntaxNode) => string | null): string {
    const { text } = this;
    if (node.children.length === 0) {
      const value = text.slice(node.start, node.end);
      return node.named ? this.leaf(node.type, value) : JSON.stringify(value);
    }
    const parts = [node.type];
    let at = node.start;
    const gap = (end: number): void => {
      const between = text
        .slice(at, end)
        .replace(/\\\r?\n/g, "")
        .trim();
      if (between !== "") parts.push(this.leaf("", between));
    };
    for (const child of node.children) {
      gap(child.start);
      at = child.end;
      const written = part?.(child) ?? this.#part(child, node);
      if (written !== "") parts.push(written);
    }
    gap(node.end);
    return `(${parts.join(" ")})`;
  }

  #part(child: SyntaxNode, node: SyntaxNode): string {
    const written = this.node(child, node);
    return written === "" || child.field === null ? written : `${child.field}=${written}`;
  }

  leaf(type: string, value: string): string {
    return `${type}:${JSON.stringify(value)}`;
  }

  local(node: SyntaxNode): string | null {
    const binding = this.#bindings.get(node);
    if (!binding) return null;
    const number = this.#numbers.get(binding) ?? this.#numbers.size + 1;
    this.#numbers.set(binding, number);
    return `§${number}`;
  }
}
