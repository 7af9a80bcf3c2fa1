// A comment in place of code: "rest of the function unchanged".
import type { RedFlag } from "./flag.ts";
import { newCommentBlocks, newComments } from "./new-text.ts";

const what =
  "(?:code|functions?|methods?|class(?:es)?|files?|implementation|logic|body|imports|tests?|" +
  "lines?)";
const kept = "(?:existing|remaining|other|previous|original|same|unchanged|actual)";
const stays = "(?:here|unchanged|stays?|remains?|goes|continues|omitted)";
const whose = "(?:the |this |your |my )?";
const phrases = [
  `(?:^|\\.{3}|…)\\s*(?:the |and (?:the )?)?(?:rest|remainder) of ${whose}(?:\\w+ )?${what}\\b`,
  `\\b(?:rest|remainder) of ${whose}(?:\\w+ )?${what}\\b.{0,40}\\b${stays}\\b`,
  `\\b${kept} ${what}\\b.{0,40}\\b(?!here)${stays}\\b`,
  `\\b${kept} ${what} (?:goes |stays |remains )?here\\b`,
  `\\b(?:existing|remaining|other|previous|original) ${what}(?: here)?\\s*(?:\\.{3}|…)`,
  `(?:\\.{3}|…)\\s*(?:\\w+ ){0,3}(?:rest|existing|remaining|unchanged|omitted|same as before)\\b`,
  `\\b(?:unchanged|omitted|same as before|as before|unmodified)\\s*(?:\\.{3}|…)`,
  `\\b(?:keep|leave|insert|add|put) (?:the |your |all )?(?!actual)${kept} ${what}\\b`,
  "\\b(?:keep|leave|insert) (?:the |all )?rest\\b",
  "\\byour (?:code|implementation|logic) (?:goes )?here\\b",
  "\\b(?:code|implementation|logic) (?:goes|here|omitted)\\b",
];
const elision = new RegExp(phrases.join("|"), "im");
/** All that a comment says. */
const bare = /^(?:\w+ ){0,2}(?:unchanged|omitted|same as before|unmodified)\.?$/i;

export const placeholder: RedFlag = {
  id: "placeholder",
  severity: "spoil",
  rule: "a new comment stands for code that was left out, or is nothing but an ellipsis",
  explain: "The answer left code out behind a comment; another one was drawn.",
  raised(reading) {
    const lone = newCommentBlocks(reading).find((block) => /^(?:\.{3}|…)$/.test(said(block)));
    const found =
      lone ??
      newComments(reading).find((comment) =>
        [elision, bare].some((one) => one.test(said(comment))),
      );
    if (found === undefined) return null;
    return `the comment ${JSON.stringify(found.slice(0, 120))} stands for code`;
  },
};

/** What a comment says, without its marks. */
const said = (comment: string): string =>
  comment
    .slice(0, 2000)
    .replace(/^\s*(?:\/\/+|\/\*+|#+|\*+(?!\/))|\*\/\s*$/gm, "")
    .replace(/^[ \t]+|[ \t]+$/gm, "")
    .trim();
