// Canonical forms of Ruby nodes.
import { childAt, partsOf } from "../nodes.ts";
import type { Form, Writer } from "../rules.ts";
import { digits, interwoven, named, verbatim } from "../spelling.ts";
import type { SyntaxNode } from "../syntax.ts";

const code = new Set(["interpolation"]);

/** Quotes do not matter where nothing inside of them does. */
const string: Form = (node, write) => {
  const [open] = node.children;
  const inner = write.text.slice(node.start + 1, node.end - 1);
  const quoted = open !== undefined && open.end - open.start === 1;
  const plain = quoted && !/[\\'"\r]|#[{$@]/.test(inner) && node.children.length <= 3;
  return plain ? write.leaf("string", inner) : interwoven(node, write, code);
};

/** Letters count, code between them is code. */
const woven: Form = (node, write) => interwoven(node, write, code);

/** `<<~` takes the indent of its least indented line away: only what is left counts. */
const heredoc: Form = (node, write) => {
  const end = node.children.find((child) => child.type === "heredoc_end");
  if (!end) return interwoven(node, write, code);
  const label = write.text.slice(end.start, end.end);
  const lines = write.text.slice(node.start, end.start).split("\n").slice(1, -1);
  const full = lines.filter((line) => line.trim() !== "");
  const margin = Math.min(...full.map((line) => line.length - line.trimStart().length));
  const tabs = full.some((line) => /^ *\t/.test(line));
  const strips = isSquiggly(label, write.text) && full.length > 0 && !tabs;
  const inset = new RegExp(`\\n {0,${strips ? margin : 0}}`, "g");
  // The indent of the last line is the label's own.
  return interwoven({ ...node, end: end.start }, write, code, (raw) =>
    raw.replace(/\n[ \t]*$/, "\n").replace(inset, "\n"),
  );
};

/** True when every text that ends with this label is written `<<~`. */
function isSquiggly(label: string, text: string): boolean {
  const starts = text.match(new RegExp(`<<[~-]?["'\`]?${label}\\b`, "g")) ?? [];
  return starts.length > 0 && starts.every((start) => start.startsWith("<<~"));
}

/** Kept where they hold more than one value. */
const parenthesized: Form = (node, write, parent) => {
  const inner = partsOf(node);
  const [only] = inner;
  const kept = only?.type === "splat_argument" || parent?.type === "superclass";
  return only && inner.length === 1 && !kept ? write.node(only, node) : null;
};

/** `f a` is `f(a)`, `a.b()` is `a.b`; `f()` is no variable and `super()` not `super`. */
const call: Form = (node, write) =>
  write.plain(node, (child) => {
    if (child.field !== "arguments" || partsOf(child).length > 0) return null;
    const receiver = childAt(node, "receiver");
    const method = childAt(node, "method");
    const plain =
      method !== undefined && /^[a-z_]/.test(write.text.slice(method.start, method.end));
    return receiver && plain && childAt(node, "operator")?.type !== "::" ? "" : null;
  });

/** `def f()` is `def f`. */
const definition: Form = (node, write) =>
  write.plain(node, (child) =>
    child.field === "parameters" && partsOf(child).length === 0 ? "" : null,
  );

/** `do … end` is `{ … }` where both belong to the same call. */
const blockForm: Form = (node, write) => {
  const parameters = childAt(node, "parameters");
  const body = childAt(node, "body");
  const statements = body ? statementsOf(body, write) : "";
  return `(block ${parameters ? write.node(parameters, node) : ""} (${statements}))`;
};

const statementsOf = (body: SyntaxNode, write: Writer): string =>
  body.children
    .map((child) => write.node(child, body))
    .filter((part) => part !== "")
    .join(" ");

/** `:a => b` is `a: b`. */
const pair: Form = (node, write) => {
  const [key, value] = [childAt(node, "key"), childAt(node, "value")];
  if (!key || !value) return null;
  const symbol = key.type === "hash_key_symbol" || key.type === "simple_symbol";
  const shown = write.text.slice(key.start, key.end).replace(/^:/, "");
  const name = symbol && /^[A-Za-z_]\w*[?!]?$/.test(shown);
  const written = name ? write.leaf("symbol", shown) : null;
  if (written === null) return null;
  return `(pair ${written} ${write.node(value, node)})`;
};

const empty: Form = () => "";

export const forms: Readonly<Record<string, Form>> = {
  parenthesized_statements: parenthesized,
  call,
  method: definition,
  singleton_method: definition,
  block: blockForm,
  do_block: blockForm,
  pair,
  string,
  heredoc_body: heredoc,
  subshell: woven,
  regex: woven,
  delimited_symbol: woven,
  string_array: woven,
  symbol_array: woven,
  character: verbatim,
  integer: digits,
  float: digits,
  empty_statement: empty,
  identifier: named,
};
