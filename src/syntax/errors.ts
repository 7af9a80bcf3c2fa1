// Syntax errors: of the parser of record where there is one, else what the tree could not read.
import type { Language, SyntaxNode } from "../core/patch/syntax.ts";
import { indentationErrors } from "./indentation.ts";
import { oxcErrors } from "./oxc.ts";

/**
 * Sentences with a line number. For JavaScript and TypeScript those of oxc; for the others one per
 * unreadable or missing piece, so that two versions of a file can be compared by their number.
 */
export function errorsIn(language: Language, text: string, root: SyntaxNode): readonly string[] {
  switch (language) {
    case "javascript":
    case "typescript":
    case "tsx":
      return oxcErrors(language, text, root);
    case "python":
      return [...unread(root, text), ...indentationErrors(root, text)];
    case "go":
      return [...unread(root, text), ...strayStatements(root, text)];
    case "ruby":
      return [...unread(root, text), ...reservedNames(root, text)];
    default:
      return unread(root, text);
  }
}

function unread(root: SyntaxNode, text: string): readonly string[] {
  return sentences(root, text, (node) => {
    if (node.type === "MISSING") return "something is missing here";
    return node.type === "ERROR" ? `cannot read ${quoted(node, text)}` : null;
  });
}

const quoted = (node: SyntaxNode, text: string): string =>
  JSON.stringify(text.slice(node.start, node.end).trim().split("\n")[0]?.slice(0, 60) ?? "");

/** The grammar lets statements stand where Go lets only declarations. */
function strayStatements(root: SyntaxNode, text: string): readonly string[] {
  const fine = /_declaration$|^package_clause$|^comment$|^ERROR$|^MISSING$/;
  const stray = new Set(root.children.filter((child) => child.named && !fine.test(child.type)));
  return sentences(root, text, (node) =>
    stray.has(node) ? `${quoted(node, text)} is no declaration` : null,
  );
}

const reserved = new Set(
  [
    "and begin break case class def do else elsif end ensure false for if in module next nil not",
    "or redo rescue retry return self super then true undef unless until when while yield",
  ].flatMap((line) => line.split(" ")),
);

/** The grammar takes a stray `end` for a name; after a dot it is one. */
function reservedNames(root: SyntaxNode, text: string): readonly string[] {
  return sentences(root, text, (node, parent) => {
    if (node.type !== "identifier" || !reserved.has(text.slice(node.start, node.end))) return null;
    const called = node.field === "method" && parent?.children[0]?.field === "receiver";
    const named = node.field === "name" || node.field === "alias" || parent?.type === "undef";
    return called || named ? null : `${quoted(node, text)} is no name`;
  });
}

/** What is said about nodes, each with its line, in the order of the text. */
function sentences(
  root: SyntaxNode,
  text: string,
  say: (node: SyntaxNode, parent: SyntaxNode | null) => string | null,
): readonly string[] {
  const found: string[] = [];
  let [at, line] = [0, 1];
  const walk = (node: SyntaxNode, parent: SyntaxNode | null): void => {
    const said = say(node, parent);
    if (said !== null) {
      for (; at < node.start; at += 1) if (text[at] === "\n") line += 1;
      found.push(`line ${line}: ${said}`);
    }
    for (const child of node.children) walk(child, node);
  };
  walk(root, null);
  return found;
}
