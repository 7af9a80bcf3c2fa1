// A call of a function that is nowhere: not in the file, not in the repository, not built in.
import { familyOf } from "../patch/families.ts";
import { childAt, visit } from "../patch/nodes.ts";
import type { Language, ParsedText, Syntax, SyntaxNode } from "../patch/syntax.ts";
import { textAt, type Path, type Tree } from "../tree.ts";
import { builtIns } from "./built-ins.ts";
import type { RedFlag } from "./flag.ts";

const namesMax = 8;
const ofCompilers = /^__(?:builtin|sync|atomic)_/;

export const unknownCall: RedFlag = {
  id: "unknown-call",
  severity: "warn",
  rule:
    "a new call names a function that neither the file nor any other of its language has, and " +
    "that the language does not bring; not where names may come from what no file shows",
  explain: "The change calls a function that is nowhere; a type check or a test would tell.",
  raised({ step, before, oldParsed, newParsed, syntax }) {
    if (newParsed === null || step.kind !== "code") return null;
    const known = builtIns[familyOf(newParsed.language)];
    const had = new Set(oldParsed === null ? [] : calledIn(oldParsed));
    const names = calledIn(newParsed).filter(
      (name) => !had.has(name) && !known.has(name) && !ofCompilers.test(name),
    );
    const lone = namesMissing(new Set(names), newParsed);
    const { path } = step.target;
    const unknown = lone
      .slice(0, namesMax)
      .find((name) => !isElsewhere(name, before, path, newParsed.language, syntax));
    return unknown === undefined ? null : `${unknown.slice(0, 80)} is defined nowhere`;
  },
};

/** Of an operating system or a library; what ISO C and C++ bring is called elsewhere, too. */
const systemHeader = new RegExp(
  "#\\s*include\\s*<(?!(?:assert|ctype|errno|float|inttypes|limits|locale|math|setjmp|signal|" +
    "std\\w+|string|time|wchar|wctype)\\.h>|[a-z_]+>)",
);

/** Where any name may come from what no file of the repository shows. */
const unseen: Readonly<Partial<Record<Language, RegExp>>> = {
  // Headers of own headers bring a system's names: 3 of 121 right functions raised it.
  c: /^/,
  cpp: systemHeader,
  python: /^\s*from\s+\S+\s+import\s+\*/m,
  rust: /\buse\s+(?!(?:super|crate|self)\b)[^;]*\*/,
  java: /\bextends\s+\w|\bimplements\s+\w|\bimport\s+static\b[^;]*\*|\bnew\s+\w[^;{]*\)\s*\{/,
  ruby: /^\s*class\s+\S+\s*<|^\s*(?:include|extend|prepend)\b|_(?:eval|exec)\b|\bmethod_missing\b/m,
};

/** Functions that are called by their bare name. */
function calledIn({ root, text }: ParsedText): readonly string[] {
  const names: string[] = [];
  visit(root, (node) => {
    const callee = calleeOf(node);
    if (callee !== undefined) names.push(text.slice(callee.start, callee.end));
  });
  return names;
}

/** The bare name that a call calls a function by. */
function calleeOf(node: SyntaxNode): SyntaxNode | undefined {
  if (!/^(?:call_expression|call|method_invocation)$/.test(node.type)) return undefined;
  const [field] = node.type === "method_invocation" ? ["name"] : ["function", "method"];
  const callee = childAt(node, field ?? "") ?? childAt(node, "method");
  const of = childAt(node, "receiver") ?? childAt(node, "object");
  const bare = callee?.type === "identifier" && of === undefined;
  return bare && childAt(node, "arguments") !== undefined ? callee : undefined;
}

/** Names of which every place in the file is a call: nothing declares or imports them. */
function namesMissing(names: ReadonlySet<string>, parsed: ParsedText): readonly string[] {
  const { root, text, language } = parsed;
  if (unseen[language]?.test(text) === true) return [];
  const left = new Set(names);
  if (left.size === 0) return [];
  visit(root, (node, parent) => {
    if (node.children.length > 0 || !node.named) return;
    const name = text.slice(node.start, node.end);
    if (!left.has(name)) return;
    if (parent === null || calleeOf(parent) !== node) left.delete(name);
  });
  return [...left];
}

function isElsewhere(
  name: string,
  tree: Tree,
  but: Path,
  language: Language,
  syntax: Syntax,
): boolean {
  const word = new RegExp(`\\b${name.replace(/\$/g, "\\$")}(?![\\w$])`);
  for (const path of tree.keys()) {
    if (path === but) continue;
    const text = textAt(tree, path);
    if (text === null || !text.includes(name)) continue;
    const other = syntax.languageOf(path);
    if (other !== null && familyOf(other) === familyOf(language) && word.test(text)) return true;
  }
  return false;
}
