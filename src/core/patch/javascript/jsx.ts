// Forms of JSX: text by React's rule for white space, `{" "}` as text.
import type { Form, Writer } from "../rules.ts";
import type { SyntaxNode } from "../syntax.ts";
import { stringValue } from "./literals.ts";

/** What React makes of text between tags: lines are trimmed and joined by one space. */
function cleaned(raw: string): string {
  const lines = raw.split(/\r\n|\n|\r/);
  const kept = lines.map((line, n) => {
    let shown = line.replaceAll("\t", " ");
    if (n > 0) shown = shown.replace(/^ +/, "");
    return n < lines.length - 1 ? shown.replace(/ +$/, "") : shown;
  });
  return kept.filter((line) => line !== "").join(" ");
}

export const jsxElement: Form = (node, write) => {
  const open = node.children.find((child) => child.field === "open_tag");
  const close = node.children.find((child) => child.field === "close_tag");
  if (!open || !close) return null;
  const parts: string[] = [];
  let text = "";
  let from = open.end;
  const flush = (): void => {
    if (text !== "") parts.push(write.leaf("jsx_text", text));
    text = "";
  };
  for (const child of node.children) {
    if (child === open || child === close || isText(child)) continue;
    text += cleaned(write.text.slice(from, child.start));
    from = child.end;
    const space = blank(child, write);
    if (space !== null) {
      text += space;
      continue;
    }
    flush();
    parts.push(write.node(child, node));
  }
  text += cleaned(write.text.slice(from, close.start));
  flush();
  const tags = [write.node(open, node), write.node(close, node)];
  return `(jsx_element ${[tags[0], ...parts, tags[1]].join(" ")})`;
};

const isText = (node: SyntaxNode): boolean =>
  node.type === "jsx_text" || node.type === "html_character_reference";

/** The spaces of `{" "}`, "" for an expression that holds only comments; null for anything else. */
function blank(node: SyntaxNode, write: Writer): string | null {
  if (node.type !== "jsx_expression") return null;
  const named = node.children.filter((child) => child.named && child.type !== "comment");
  const [only] = named;
  if (!only) return "";
  if (named.length > 1 || only.type !== "string") return null;
  const value = stringValue(write.text.slice(only.start + 1, only.end - 1));
  return value !== null && /^ +$/.test(value) ? value : null;
}

/** `a="b"` is `a={"b"}`; a string with entities keeps its letters. */
export const jsxAttribute: Form = (node, write) => {
  const [key, , value] = node.children.filter((child) => child.type !== "comment");
  if (!key || !value) return null;
  const string = value.type === "string" ? written(value, write) : null;
  if (string === null) return null;
  return `(jsx_attribute ${write.node(key, node)} "=" ${string})`;
};

function written(value: SyntaxNode, write: Writer): string {
  const raw = write.text.slice(value.start + 1, value.end - 1);
  if (/[&\n\r]/.test(raw)) return write.leaf("raw", raw);
  return `(jsx_expression "{" ${write.leaf("string", raw)} "}")`;
}
