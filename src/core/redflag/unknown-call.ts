// A call of a function that is nowhere: not in the file, not in the repository, not built in.
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
    const known = builtIns[newParsed.language];
    if (known === undefined) return null;
    const had = new Set(oldParsed === null ? [] : calledIn(oldParsed));
    const names = calledIn(newParsed).filter((name) => !had.has(name) && !known.has(name));
    const lone = [...new Set(names)].filter((name) => isAlone(name, newParsed));
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

/** Every place of the name in the file is a call of it: nothing declares or imports it. */
function isAlone(name: string, { root, text, language }: ParsedText): boolean {
  // A star import may bring any name.
  if (language === "python" && /^\s*from\s+\S+\s+import\s+\*/m.test(text)) return false;
  let [calls, all] = [0, 0];
  visit(root, (node, parent) => {
    if (node.children.length > 0 || text.slice(node.start, node.end) !== name) return;
    all += 1;
    const callee = parent && (childAt(parent, "function") ?? childAt(parent, "method"));
    if (parent && /^(?:call_expression|call)$/.test(parent.type) && callee === node) calls += 1;
  });
  return calls === all;
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
    if (other !== null && builtIns[other] === builtIns[language] && word.test(text)) return true;
  }
  return false;
}
