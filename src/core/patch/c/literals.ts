// C and C++ literals by value: neighbours are one string, digits have one spelling.
import type { Form, Writer } from "../rules.ts";
import { isComment } from "../nodes.ts";
import type { SyntaxNode } from "../syntax.ts";

const simple: Readonly<Record<string, string>> = {
  a: "\u0007",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
  "\\": "\\",
  "'": "'",
  '"': '"',
  "?": "?",
};
/** Where bytes above ASCII are put, so that none is taken for a character. */
const bytesAt = 0xf0000;

function valueOf(inner: string): string | null {
  if (!inner.includes("\\")) return inner;
  let good = true;
  const value = inner.replace(
    /\\(?:(\r?\n)|([0-7]{1,3})|x([\da-fA-F]+)|([\s\S]))/g,
    (all, line, octal, hex, char) => {
      if (typeof line === "string") return "";
      const code = typeof octal === "string" ? parseInt(octal, 8) : parseInt(String(hex), 16);
      if (octal !== undefined || hex !== undefined) {
        if (code > 0xff) good = false;
        return good ? String.fromCodePoint(code < 0x80 ? code : bytesAt + code) : "";
      }
      const read = typeof char === "string" ? simple[char] : undefined;
      if (read === undefined) good = false;
      return read ?? all;
    },
  );
  return good ? value : null;
}

interface Piece {
  readonly prefix: string;
  /** Null when better left as it is written. */
  readonly value: string | null;
  readonly written: string;
}

function pieceOf(node: SyntaxNode, text: string): Piece {
  const written = text.slice(node.start, node.end);
  const [, prefix = "", inner] = /^(u8|[uUL])?"([\s\S]*)"$/.exec(written) ?? [];
  return { prefix, value: inner === undefined ? null : valueOf(inner), written };
}

const shown = ({ prefix, value, written }: Piece, write: Writer): string =>
  value === null ? write.leaf("raw", written) : write.leaf(`${prefix}string`, value);

/** Two neighbours as one; null when they are not of one kind. */
function joined(left: Piece | null, right: Piece | null): Piece | null {
  if (left === null || right === null || left.prefix !== right.prefix) return null;
  if (left.value === null || right.value === null) return null;
  return { ...left, value: left.value + right.value };
}

/** One string, or neighbours of one kind joined; macros between them stay where they are. */
export const strings: Form = (node, write) => {
  const parts: string[] = [];
  let open: Piece | null = null;
  const each = node.type === "concatenated_string" ? node.children : [node];
  for (const child of each) {
    if (isComment(child)) continue;
    const piece: Piece | null = child.type === "string_literal" ? pieceOf(child, write.text) : null;
    const both = joined(open, piece);
    if (both !== null) {
      open = both;
      continue;
    }
    if (open) parts.push(shown(open, write));
    open = piece;
    if (piece === null) parts.push(write.node(child, node));
  }
  if (open) parts.push(shown(open, write));
  return parts.length === 1 ? (parts[0] ?? null) : `(strings ${parts.join(" ")})`;
};

/** Digits without separators in one case; a suffix of one's own stays as it is written. */
export const number: Form = (node, write) => {
  const written = write.text.slice(node.start, node.end);
  const standard = /^(?:0[xX][\da-fA-F.']+(?:[pP][+-]?\d+)?|[\d.']+(?:[eE][+-]?\d+)?|0[bB][01']+)/;
  const suffix = written.replace(standard, "");
  if (!/^[uUlLfFzZ]*$/.test(suffix)) return null;
  return write.leaf("number", written.replaceAll("'", "").toLowerCase());
};

/** Comments, strings, characters, words and signs, the longest first. */
const tokens = new RegExp(
  [
    String.raw`\/\*[\s\S]*?\*\/|\/\/[^\n]*`,
    String.raw`(?:u8|[uUL])?"(?:[^"\\\n]|\\.)*"|[uUL]?'(?:[^'\\\n]|\\.)*'`,
    String.raw`[\w.]+|<<=|>>=|\.\.\.|->\*?|\+\+|--|<<|>>|&&|\|\||##|::|[-+*/%&|^<>=!]=|\S`,
  ].join("|"),
  "g",
);

/** The body of a macro token by token: blanks, comments and continued lines say nothing. */
export const macroBody: Form = (node, write) => {
  const written = write.text.slice(node.start, node.end).replace(/\\\r?\n/g, "");
  const words = (written.match(tokens) ?? []).filter((word) => !/^\/[*/]/.test(word));
  return write.leaf("macro", words.join(" "));
};

/** `#  define` is `#define`. */
export const directive: Form = (node, write) => {
  const [first] = node.children;
  const word = first && write.text.slice(first.start, first.end).replace(/\s+/g, "");
  return write.plain(node, (child) => (child === first ? JSON.stringify(word) : null));
};
