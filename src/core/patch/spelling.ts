// Forms that several languages share: parentheses, chains, lists, numbers.
import type { Form, Writer } from "./rules.ts";
import { childAt, isComment, onlyPart, partsOf } from "./nodes.ts";
import type { SyntaxNode } from "./syntax.ts";

/** Without its parentheses, which the tree does not need; kept where `keeps` says so. */
export const unwrapped =
  (keeps: (inner: SyntaxNode, parent: SyntaxNode | null, write: Writer) => boolean): Form =>
  (node, write, parent) => {
    const inner = onlyPart(node);
    return inner === null || keeps(inner, parent, write) ? null : write.node(inner, node);
  };

/** The node inside any parentheses. */
export function bare(node: SyntaxNode): SyntaxNode {
  const inner = node.type.startsWith("parenthesized") ? onlyPart(node) : null;
  return inner === null ? node : bare(inner);
}

/** `a && (b && c)` is `(a && b) && c`: written as one list. */
export const chained =
  (operators: ReadonlySet<string>): Form =>
  (node, write) => {
    const operator = childAt(node, "operator")?.type ?? "";
    if (!operators.has(operator)) return null;
    const parts: string[] = [];
    const gather = (operand: SyntaxNode | undefined): void => {
      if (!operand) return;
      const inner = bare(operand);
      if (inner.type === node.type && childAt(inner, "operator")?.type === operator) {
        gather(childAt(inner, "left"));
        gather(childAt(inner, "right"));
      } else parts.push(write.node(inner, node));
    };
    gather(childAt(node, "left"));
    gather(childAt(node, "right"));
    return `(${JSON.stringify(operator)} ${parts.join(" ")})`;
  };

/** The name of a local variable by number. */
export const named: Form = (node, write) => write.local(node);

/** The text of the node to the letter, whatever is in it. */
export const verbatim: Form = (node, write) =>
  write.leaf(node.type, write.text.slice(node.start, node.end));

/** Digits without separators, letters in one case. */
export const digits: Form = (node, write) =>
  write.leaf(node.type, write.text.slice(node.start, node.end).replaceAll("_", "").toLowerCase());

/** Written as a node of another type, of its parts alone. */
export const listedAs =
  (type: string): Form =>
  (node, write) => {
    const parts = partsOf(node).map((child) => write.node(child, node));
    return `(${[type, ...parts.filter((part) => part !== "")].join(" ")})`;
  };

/** The parts in the order of their forms. */
export const sortedAs =
  (type: string): Form =>
  (node, write) => {
    const parts = partsOf(node).map((child) => write.node(child, node));
    return `(${[type, ...parts.filter((part) => part !== "").sort()].join(" ")})`;
  };

/** Letters between nested code are kept to the letter, the code is written as code. */
export function interwoven(
  node: SyntaxNode,
  write: Writer,
  code: ReadonlySet<string>,
  read: (raw: string) => string = (raw) => raw,
): string {
  const parts: string[] = [node.type];
  let from = node.start;
  const raw = (end: number): void => {
    if (end > from) parts.push(write.leaf("raw", read(write.text.slice(from, end))));
  };
  for (const child of node.children) {
    if (!code.has(child.type)) continue;
    raw(child.start);
    parts.push(write.node(child, node));
    from = child.end;
  }
  raw(node.end);
  return `(${parts.join(" ")})`;
}

/**
 * `if (a) { f(); }` is `if (a) f();` where the only statement of the block needs no block.
 * @param bodies the fields that hold a body.
 */
export const braced =
  (
    block: string,
    bodies: ReadonlySet<string | null>,
    alone: (statement: SyntaxNode, write: Writer) => boolean,
  ): Form =>
  (node, write) =>
    write.plain(node, (child) => {
      if (child.type !== block || !bodies.has(child.field)) return null;
      const only = onlyPart(child);
      const others = child.children.filter((c) => c !== only && !isComment(c));
      if (only === null || others.length !== 2 || !alone(only, write)) return null;
      return `${child.field === null ? "" : `${child.field}=`}${write.node(only, node)}`;
    });
