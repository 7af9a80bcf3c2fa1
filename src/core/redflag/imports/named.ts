// The modules that a text names in its imports, whatever the language.
import { childAt, visit } from "../../patch/nodes.ts";
import type { ParsedText, SyntaxNode } from "../../patch/syntax.ts";

/** What a text imports; `relative` where the name is a place beside the text by its form. */
export interface Named {
  readonly name: string;
  readonly relative: boolean;
}

/**
 * Names as they are written: `./a.js`, `os.path`, `..sibling`, `net/http`, `serde`, `own.h`.
 * Names made at run time, imports that a try guards and headers in angle brackets under an #if are
 * left out: the text itself says that they may not be there.
 */
export const namedIn = ({ root, text }: ParsedText): readonly Named[] => namedBelow(root, text);

function namedBelow(top: SyntaxNode, text: string): readonly Named[] {
  const found: Named[] = [];
  visit(top, (node) => {
    if (node.type === "try_statement" || node.type === "begin") return false;
    if (node !== top && node.type.startsWith("preproc_if") && !guards(node, text)) {
      found.push(...namedBelow(node, text).filter((one) => one.relative));
      return false;
    }
    found.push(...namesOf(node, text));
    return true;
  });
  return found;
}

/** `#ifndef A_H` above `#define A_H`: a header that is read once. */
const guards = (node: SyntaxNode, text: string): boolean =>
  /^#\s*(?:ifndef|if\s+!\s*defined)\s*\(?\s*(\w+)\)?\s*\n\s*#\s*define\s+\1\b/.test(
    text.slice(node.start, node.end),
  );

const textOf = (node: SyntaxNode | undefined, text: string): string =>
  node === undefined ? "" : text.slice(node.start, node.end);

/** The contents of a plain string; null for anything else. */
function literal(node: SyntaxNode | undefined, text: string): string | null {
  const plain = /^(["'`])([^"'`\\\n$#{}]*)\1$/.exec(textOf(node, text));
  return plain?.[2] ?? null;
}

const named = (name: string | null, relative: boolean): readonly Named[] =>
  name === null || name === "" ? [] : [{ name, relative }];

function namesOf(node: SyntaxNode, text: string): readonly Named[] {
  switch (node.type) {
    case "import_statement":
      return childAt(node, "source") ? fromJavaScript(node, text) : fromPython(node, text);
    case "export_statement":
      return fromJavaScript(node, text);
    case "call_expression":
    case "call":
      return fromCall(node, text);
    case "import_from_statement": {
      const module = textOf(childAt(node, "module_name"), text);
      return named(module, module.startsWith("."));
    }
    case "import_spec":
      return named(literal(childAt(node, "path"), text), false);
    case "use_declaration":
      return fromRust(textOf(childAt(node, "argument"), text));
    case "extern_crate_declaration":
      return named(textOf(childAt(node, "name"), text), false);
    case "import_declaration":
      return fromJava(textOf(node, text));
    case "preproc_include":
      return fromC(textOf(childAt(node, "path"), text));
    default:
      return [];
  }
}

function fromJavaScript(node: SyntaxNode, text: string): readonly Named[] {
  const name = literal(childAt(node, "source"), text);
  return named(name, name !== null && /^\.{1,2}(?:\/|$)/.test(name));
}

function fromPython(node: SyntaxNode, text: string): readonly Named[] {
  const modules = node.children.filter((child) => child.field === "name");
  return modules.flatMap((module) => named(textOf(childAt(module, "name") ?? module, text), false));
}

/** `require("x")` and `import("x")` of JavaScript, `require` and `require_relative` of Ruby. */
function fromCall(node: SyntaxNode, text: string): readonly Named[] {
  const callee = textOf(childAt(node, "function") ?? childAt(node, "method"), text);
  if (!/^(?:require|require_relative|import)$/.test(callee)) return [];
  if (childAt(node, "receiver") !== undefined) return [];
  const [first, ...more] = (childAt(node, "arguments")?.children ?? []).filter((c) => c.named);
  const name = more.length === 0 ? literal(first, text) : null;
  const relative = callee === "require_relative" || /^\.{1,2}(?:\/|$)/.test(name ?? "");
  return named(name, relative);
}

/** The crate, or whatever else stands first, of each path of a `use`. */
function fromRust(argument: string): readonly Named[] {
  const first = /^\s*(?:::)?\s*(\w+)/.exec(argument)?.[1];
  if (first !== undefined) return named(first, false);
  const inner = /^\s*\{([\s\S]*)\}\s*$/.exec(argument)?.[1] ?? "";
  return [...inner.matchAll(/(?:^|,)\s*(\w+)(?=\s*(?:::|,|$))/g)].flatMap(([, one]) =>
    named(one ?? null, false),
  );
}

const fromC = (path: string): readonly Named[] =>
  path.startsWith("<")
    ? named(/^<([^<>\n]+)>$/.exec(path)?.[1] ?? null, false)
    : named(/^"([^"\n]+)"$/.exec(path)?.[1] ?? null, true);

function fromJava(statement: string): readonly Named[] {
  return named(/^import\s+(?:static\s+)?([\w.]+)/.exec(statement)?.[1] ?? null, false);
}
