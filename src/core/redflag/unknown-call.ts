// A call of a function that is nowhere: not in the file, not in the repository, not built in.
import { familyOf } from "../patch/families.ts";
import { childAt, visit } from "../patch/nodes.ts";
import type { Language, ParsedText, Syntax } from "../patch/syntax.ts";
import { textAt, type Path, type Tree } from "../tree.ts";
import { builtIns } from "./built-ins.ts";
import type { RedFlag } from "./flag.ts";

const namesMax = 8;

export const unknownCall: RedFlag = {
  id: "unknown-call",
  severity: "warn",
  rule:
    "a new call names a function that neither the file nor any other of its language has, and " +
    "that the language does not bring (JavaScript, TypeScript, Python, Go)",
  explain: "The change calls a function that is nowhere; a type check or a test would tell.",
  raised({ step, before, oldParsed, newParsed, syntax }) {
    if (newParsed === null || step.kind !== "code") return null;
    const known = builtIns[familyOf(newParsed.language)];
    if (known === undefined) return null;
    const had = new Set(oldParsed === null ? [] : calledIn(oldParsed));
    const names = calledIn(newParsed).filter((name) => !had.has(name) && !known.has(name));
    const lone = namesMissing(new Set(names), newParsed);
    const { path } = step.target;
    const unknown = lone
      .slice(0, namesMax)
      .find((name) => !isElsewhere(name, before, path, newParsed.language, syntax));
    return unknown === undefined ? null : `${unknown.slice(0, 80)} is defined nowhere`;
  },
};

/** Functions that are called by their bare name. */
function calledIn({ root, text }: ParsedText): readonly string[] {
  const names: string[] = [];
  visit(root, (node) => {
    if (!/^(?:call_expression|call)$/.test(node.type)) return;
    const callee = childAt(node, "function") ?? childAt(node, "method");
    const bare = callee?.type === "identifier" && childAt(node, "receiver") === undefined;
    if (callee && bare && childAt(node, "arguments"))
      names.push(text.slice(callee.start, callee.end));
  });
  return names;
}

/** Names of which every place in the file is a call: nothing declares or imports them. */
function namesMissing(names: ReadonlySet<string>, parsed: ParsedText): readonly string[] {
  const { root, text, language } = parsed;
  // A star import may bring any name.
  if (language === "python" && /^\s*from\s+\S+\s+import\s+\*/m.test(text)) return [];
  const left = new Set(names);
  if (left.size === 0) return [];
  visit(root, (node, parent) => {
    if (node.children.length > 0 || !node.named) return;
    const name = text.slice(node.start, node.end);
    if (!left.has(name)) return;
    const callee = parent && (childAt(parent, "function") ?? childAt(parent, "method"));
    const called = parent && /^(?:call_expression|call)$/.test(parent.type) && callee === node;
    if (!called) left.delete(name);
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
