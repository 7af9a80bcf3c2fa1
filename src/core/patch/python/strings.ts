// Python strings by value: prefixes, quotes, escapes and neighbours that are one string.
import { childAt } from "../nodes.ts";
import type { Form, Writer } from "../rules.ts";
import type { SyntaxNode } from "../syntax.ts";

const simple: Readonly<Record<string, string>> = {
  a: "\u0007",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
  "'": "'",
  '"': '"',
  "\\": "\\",
};
const escapes =
  /\\(?:(\r\n|\n)|([0-7]{1,3})|x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|([\s\S]))/g;

/** The value of what stands between quotes; null for what is better left as it is written. */
function valueOf(inner: string, bytes: boolean): string | null {
  if (inner.includes("\r")) return null;
  if (!inner.includes("\\")) return inner;
  let good = true;
  const value = inner.replace(escapes, (all, line, octal, byte, short, long, char) => {
    if (typeof line === "string") return "";
    if (typeof octal === "string") return String.fromCodePoint(parseInt(octal, 8));
    if (typeof byte === "string") return String.fromCodePoint(parseInt(byte, 16));
    const hex: unknown = short ?? long;
    if (typeof hex === "string") {
      const code = parseInt(hex, 16);
      if (bytes) return all;
      // Surrogates written one by one are two characters in Python and one here.
      if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) good = false;
      return good ? String.fromCodePoint(code) : "";
    }
    if (char === "N" && !bytes) good = false;
    const read = typeof char === "string" ? simple[char] : undefined;
    return read ?? all;
  });
  return good ? value : null;
}

/** A piece of a string: letters by value, letters as written, or code. */
type Piece = { readonly kind: "value" | "raw" | "code"; readonly text: string };

/** One string or several neighbours, as one list of pieces. */
export const strings: Form = (node, write) => {
  const each = node.type === "string" ? [node] : node.children.filter((c) => c.type === "string");
  const pieces = each.flatMap((one) => piecesOf(one, write));
  const kinds = new Set(each.map((one) => (/b/i.test(prefixOf(one, write)) ? "bytes" : "string")));
  const joined: Piece[] = [];
  for (const piece of pieces) {
    const last = joined.at(-1);
    if (last?.kind === "value" && piece.kind === "value") {
      joined.splice(-1, 1, { kind: "value", text: last.text + piece.text });
    } else joined.push(piece);
  }
  const shown = joined
    .filter((piece) => piece.text !== "")
    .map((p) => (p.kind === "code" ? p.text : write.leaf(p.kind, p.text)));
  return `(${[...kinds].join("|")} ${shown.join(" ")})`;
};

function prefixOf(string: SyntaxNode, write: Writer): string {
  const start = string.children[0];
  return start ? write.text.slice(start.start, start.end).replace(/["']+$/, "") : "";
}

function piecesOf(string: SyntaxNode, write: Writer): readonly Piece[] {
  const [start, end] = [string.children[0], string.children.at(-1)];
  if (!start || !end || start.type !== "string_start" || end.type !== "string_end") {
    return [{ kind: "raw", text: write.text.slice(string.start, string.end) }];
  }
  const prefix = prefixOf(string, write).toLowerCase();
  const formatted = prefix.includes("f");
  const pieces: Piece[] = [];
  let from = start.end;
  const letters = (to: number): void => {
    const inner = write.text.slice(from, to);
    const open = formatted ? inner.replaceAll("{{", "{").replaceAll("}}", "}") : inner;
    const value = prefix.includes("r") ? open : valueOf(open, prefix.includes("b"));
    if (value === null) pieces.push({ kind: "raw", text: `${prefix} ${inner}` });
    else pieces.push({ kind: "value", text: value });
  };
  for (const child of string.children) {
    if (child.type !== "interpolation") continue;
    letters(child.start);
    pieces.push({ kind: "code", text: interpolation(child, write) });
    from = child.end;
  }
  letters(end.start);
  return pieces;
}

/** `{x!r:>{w}}`; with `=` the letters of the expression are part of the value. */
function interpolation(node: SyntaxNode, write: Writer): string {
  const shows = node.children.some((child) => child.type === "=");
  const exact = shows ? write.leaf("shown", write.text.slice(node.start, node.end)) : "";
  const conversion = node.children.find((child) => child.type === "type_conversion");
  const format = childAt(node, "format_specifier");
  const expression = childAt(node, "expression");
  const parts = [
    expression ? write.node(expression, node) : "",
    conversion ? write.leaf("conversion", write.text.slice(conversion.start, conversion.end)) : "",
    format ? formatOf(format, write) : "",
    exact,
  ];
  return `(interpolation ${parts.filter((part) => part !== "").join(" ")})`;
}

/** Every letter of a format counts, blanks too. */
function formatOf(node: SyntaxNode, write: Writer): string {
  const parts: string[] = ["format"];
  let from = node.start;
  for (const child of node.children) {
    if (!child.named) continue;
    if (child.start > from) parts.push(write.leaf("raw", write.text.slice(from, child.start)));
    const expression = childAt(child, "expression");
    parts.push(
      expression && child.children.length === 3
        ? write.node(expression, child)
        : write.leaf("raw", write.text.slice(child.start, child.end)),
    );
    from = child.end;
  }
  if (node.end > from) parts.push(write.leaf("raw", write.text.slice(from, node.end)));
  return `(${parts.join(" ")})`;
}
