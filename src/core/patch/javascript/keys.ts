// Forms of property keys and shorthands: `{ "a": a }`, `{ a: a }` and `{ a }` are one.
import type { Form, Writer } from "../rules.ts";
import type { SyntaxNode } from "../syntax.ts";
import { isName, stringValue } from "./literals.ts";

export const stringForm: Form = (node, write) => {
  const value = stringValue(write.text.slice(node.start + 1, node.end - 1));
  if (value !== null) return write.leaf("string", value);
  return write.leaf("raw", write.text.slice(node.start, node.end));
};

const keyFields = new Set(["key", "name", "property"]);

/** A quoted key that is a name or a number is that name or number. */
export const keyed: Form = (node, write) => {
  const key = node.children.find((child) => child.field !== null && keyFields.has(child.field));
  if (key?.type !== "string") return null;
  const value = stringValue(write.text.slice(key.start + 1, key.end - 1));
  if (value === null) return null;
  // `{ "0": a }` is `{ 0: a }`, where the number is written as JavaScript would.
  const digits = /^(?:0|[1-9]\d{0,14})$/.test(value);
  if (!digits && !isName(value)) return null;
  const name = `${key.field}=${write.leaf(digits ? "number" : "property_identifier", value)}`;
  return write.plain(node, (child) => (child === key ? name : null));
};

const named = (node: SyntaxNode, write: Writer): string => write.text.slice(node.start, node.end);

const value = (node: SyntaxNode, write: Writer): string =>
  write.local(node) ?? write.leaf("identifier", named(node, write));

/** `{ __proto__ }` is a property where `{ __proto__: x }` is not, and stays as it is. */
export const shorthand: Form = (node, write) => {
  const key = named(node, write);
  const pattern = node.type.endsWith("pattern");
  if (key === "__proto__" && !pattern) return null;
  return pairOf(pattern, key, value(node, write), write);
};

function pairOf(pattern: boolean, key: string, written: string, write: Writer): string {
  const name = write.leaf("property_identifier", key);
  return `(${pattern ? "pair_pattern" : "pair"} key=${name} ":" value=${written})`;
}

/** `{ a = 1 }` is `{ a: a = 1 }`. */
export const shorthandDefault: Form = (node, write) => {
  const left = node.children.find((child) => child.field === "left");
  const right = node.children.find((child) => child.field === "right");
  if (left?.type !== "shorthand_property_identifier_pattern" || !right) return null;
  const target = value(left, write);
  const assigned = `(assignment_pattern left=${target} "=" right=${write.node(right, node)})`;
  return pairOf(true, named(left, write), assigned, write);
};
