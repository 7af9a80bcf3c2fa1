// The words at the top of a file that say who owns it and on what terms it may be used.
import type { ParsedText } from "../patch/syntax.ts";
import { rulesOf } from "../patch/languages.ts";
import type { RedFlag } from "./flag.ts";

const terms = new RegExp(
  "\\bcopyright\\b|\\(c\\)\\s*\\d{4}|©|\\blicen[cs]ed?\\b|\\bSPDX-|\\ball rights reserved\\b|" +
    "\\bpublic domain\\b",
  "i",
);

export const licence: RedFlag = {
  id: "licence",
  severity: "person",
  rule: "the comment that opens a file speaks of a licence or copyright and is changed or gone",
  explain: "The change touches the words on licence or copyright; only people may decide that.",
  raised({ oldParsed, newParsed }) {
    if (oldParsed === null || newParsed === null) return null;
    const before = termsOf(oldParsed);
    if (before === "" || before === termsOf(newParsed)) return null;
    return `the file's head said: ${before.slice(0, 120)}`;
  },
};

/** The comments above the first code of a file from the one with such words on; else "". */
function termsOf({ language, root, text }: ParsedText): string {
  const { comments } = rulesOf(language);
  const head: string[] = [];
  for (const node of root.children) {
    if (node.type === "hash_bang_line" || node.type === "shebang") continue;
    if (!comments.has(node.type)) break;
    head.push(text.slice(node.start, node.end));
  }
  const all = head.join("\n");
  return terms.test(all) ? all.replace(/[\s/*#]+/g, " ").trim() : "";
}
