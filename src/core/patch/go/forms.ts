// Canonical forms of Go nodes.
import { childAt, isComment, partsOf, visit } from "../nodes.ts";
import type { Form } from "../rules.ts";
import { bare, chained, named, unwrapped, verbatim } from "../spelling.ts";
import { specsOf } from "./imports.ts";

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
};

/** By value where every escape stands for a character; bytes stay as they are written. */
const interpreted: Form = (node, write) => {
  const inner = write.text.slice(node.start + 1, node.end - 1);
  let good = !/\\(?:[0-7]{3}|x[89a-fA-F])/.test(inner);
  const value = inner.replace(
    /\\(?:([0-7]{3})|x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|([\s\S]))/g,
    (all, octal, byte, short, long, char) => {
      const hex: unknown = byte ?? short ?? long;
      if (typeof hex === "string") {
        const code = parseInt(hex, 16);
        if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) good = false;
        return good ? String.fromCodePoint(code) : "";
      }
      if (typeof char !== "string" || octal !== undefined) return all;
      if (simple[char] === undefined) good = false;
      return simple[char] ?? all;
    },
  );
  return good ? write.leaf("string", value) : write.leaf("raw", inner);
};

const integer: Form = (node, write) => {
  const plain = write.text.slice(node.start, node.end).replaceAll("_", "").toLowerCase();
  const octal = /^0o?([0-7]+)$/.exec(plain)?.[1];
  const read = octal === undefined ? plain : `0o${octal}`;
  const known = /^(?:0x[\da-f]+|0o[0-7]+|0b[01]+|0|[1-9]\d*)$/.test(read);
  return write.leaf("int", known ? `${BigInt(read)}` : plain);
};

const lowered: Form = (node, write) =>
  write.leaf(node.type, write.text.slice(node.start, node.end).replaceAll("_", "").toLowerCase());

/** `import "a"` is `import ( "a" )`; the order of packages does not matter to Go. */
const imports: Form = (node, write) => {
  const specs = specsOf(node).map((spec) => write.node(spec, node));
  const [only, ...more] = specs;
  return only && more.length === 0 ? only : `(import ${specs.sort().join(" ")})`;
};

/** All imports of a file stand together and are one list. */
const file: Form = (node, write) => {
  const parts: string[] = [];
  const specs: string[] = [];
  let cgo = false;
  for (const child of node.children) {
    if (child.type === "import_declaration") {
      cgo ||= write.text.slice(child.start, child.end).includes('"C"');
      specs.push(...specsOf(child).map((spec) => write.node(spec, child)));
    } else parts.push(write.node(child, node));
  }
  // The comment above `import "C"` is C code.
  if (cgo) return write.leaf("cgo", write.text);
  const shown = parts.filter((part) => part !== "");
  return `(file (import ${specs.sort().join(" ")}) ${shown.join(" ")})`;
};

const statements: Form = (node, write) =>
  write.plain(node, (child) => (child.type === "empty_statement" ? "" : null));

/** `(*T)(x)` and `(f)(x)` keep no parentheses: the tree says what is called. */
const parenthesized = unwrapped(() => false);

/** The grammar reads `chan<- chan T` as `chan (<-chan T)`, and `<-chan T(x)` as `(<-chan T)(x)`. */
const parenthesizedType = unwrapped((inner) => inner.type === "channel_type");

/** `func() (int)` is `func() int`. */
const signature: Form = (node, write) =>
  write.plain(node, (child) => {
    if (child.field !== "result" || child.type !== "parameter_list") return null;
    const [only, ...more] = partsOf(child);
    if (!only || more.length > 0 || only.type !== "parameter_declaration") return null;
    const type = childAt(only, "type");
    const plain = only.children.filter((c) => !isComment(c)).length === 1;
    return type && plain ? `result=${write.node(bare(type), only)}` : null;
  });

const outputs = /^\s*(?:unordered )?output:/i;

/** What an example has to print stands in the comments that end it, and `go test` compares it. */
const declared: Form = (node, write, parent) => {
  const shown = signature(node, write, parent);
  const [name, body] = [childAt(node, "name"), childAt(node, "body")];
  if (!shown || !body || !name || !write.text.startsWith("Example", name.start)) return shown;
  let lines: string[] = [];
  visit(body, (part) => {
    if (!isComment(part)) {
      if (part.children.length === 0 && part.type.trim() !== "" && part.type !== "}") lines = [];
      return;
    }
    const said = write.text.slice(part.start, part.end).replace(/^\/[/*]|\*\/$/g, "");
    if (lines.length > 0 || outputs.test(said)) lines.push(said.trim());
  });
  return lines.length > 0 ? `${shown} ${write.leaf("output", lines.join("\n"))}` : shown;
};

export const forms: Readonly<Record<string, Form>> = {
  parenthesized_expression: parenthesized,
  parenthesized_type: parenthesizedType,
  binary_expression: chained(new Set(["&&", "||"])),
  interpreted_string_literal: interpreted,
  raw_string_literal: verbatim,
  rune_literal: verbatim,
  int_literal: integer,
  float_literal: lowered,
  imaginary_literal: lowered,
  import_declaration: imports,
  source_file: file,
  statement_list: statements,
  function_declaration: declared,
  method_declaration: signature,
  func_literal: signature,
  function_type: signature,
  method_elem: signature,
  identifier: named,
  type_identifier: named,
};
