// Code that was left behind as a comment instead of being deleted.
import { visit } from "../patch/nodes.ts";
import { familyOf, type Family } from "../patch/families.ts";
import type { Language, Syntax } from "../patch/syntax.ts";
import type { RedFlag } from "./flag.ts";
import { isFunction, statementsOf } from "./functions.ts";
import { newCommentBlocks } from "./new-text.ts";

const charsMax = 4000;
const linesMin = 2;
const statementsMin = 2;

/** Lines that no sentence looks like: an end, an assignment, a call alone, a head. */
const shapes: readonly RegExp[] = [
  /[;{}]\s*$/,
  /^\s*(?:(?:const|let|var|auto|int|val)\s+)?[\w.$[\]]+\s*(?:[-+*/|&:]?=|:=)\s*\S/,
  /^\s*[\w.$!]+\([^()]*(?:\([^()]*\))?[^()]*\)\s*;?\s*$/,
  /^\s*(?:return|raise|throw|await|yield)\s+[\w.$]+[[(.]/,
  /^\s*(?:if|for|while|elif|def|class)\b.*:\s*$/,
];

/** Comments that show how something is used. */
const documents =
  /^(?:\/\*\*|\/\/\/|\/\/!|\/\*!|##)|@example|```|>>>|\be\.g\.|\bexample\b|\busage\b/i;

/** A function around the lines, so that they may return. */
const frames: Readonly<Record<Family, string>> = {
  javascript: "async function f() {\n§\n}",
  python: "def f():\n§",
  go: "package p\n\nfunc f() {\n§\n}",
  rust: "fn f() {\n§\n}",
  java: "class C {\nvoid f() {\n§\n}\n}",
  c: "void f() {\n§\n}",
  ruby: "def f\n§\nend",
};

export const commentedCode: RedFlag = {
  id: "commented-code",
  severity: "warn",
  rule: "a new comment, none that documents, parses as two statements or more",
  explain: "A new comment holds code; it may be left over.",
  raised(reading) {
    const { newParsed, syntax } = reading;
    if (newParsed === null) return null;
    const { language } = newParsed;
    const found = newCommentBlocks(reading).find((one) => isCode(one, language, syntax));
    return found === undefined ? null : found.slice(0, 120);
  },
};

function isCode(comment: string, language: Language, syntax: Syntax): boolean {
  if (comment.length > charsMax || documents.test(comment)) return false;
  const lines = comment
    .replace(/^\s*\/\*|\*\/\s*$/g, "")
    .replace(/^[ \t]*(?:\/\/|#|\*)/gm, "")
    .split("\n")
    .filter((line) => line.trim() !== "");
  if (lines.filter((line) => shapes.some((shape) => shape.test(line))).length < linesMin) {
    return false;
  }
  const margin = Math.min(...lines.map((line) => line.search(/\S/)));
  const inner = lines.map((line) => `  ${line.slice(margin)}`).join("\n");
  const parsed = syntax.parse(
    language,
    frames[familyOf(language)].replace("§", () => inner),
  );
  if (parsed === null || parsed.errors.length > 0) return false;
  let statements = 0;
  visit(parsed.root, (node) => {
    if (!isFunction(node)) return true;
    statements ||= statementsOf(node)?.length ?? 0;
    return false;
  });
  return statements >= statementsMin;
}
