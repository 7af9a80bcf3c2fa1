// A comment in place of code: "rest of the function unchanged".
import type { RedFlag } from "./flag.ts";
import { newComments } from "./new-text.ts";

const what = "(?:code|function|method|class|file|implementation|logic|body|imports|tests?|lines?)";
const kept = "(?:existing|remaining|other|previous|original|same|unchanged|actual)";
const stays = "(?:here|unchanged|stays?|remains?|as before|goes|continues|omitted)";
const phrases = [
  `\\b(?:rest|remainder) of (?:the |this |your |my )?(?:\\w+ )?${what}\\b`,
  `\\b${kept} ${what}\\b.{0,40}\\b${stays}\\b`,
  `\\b(?:existing|remaining|other|previous|original) ${what}(?: here)?\\s*(?:\\.{3}|…)`,
  `(?:\\.{3}|…)\\s*(?:\\w+ ){0,3}(?:rest|existing|remaining|unchanged|omitted|same as before)\\b`,
  `\\b(?:unchanged|omitted|same as before|as before|unmodified)\\s*(?:\\.{3}|…|$)`,
  `\\b(?:keep|leave|insert|add|put) (?:the |your |all )?${kept} ${what}`,
  "\\b(?:keep|leave|insert) (?:the |all )?rest\\b",
  "\\byour (?:code|implementation|logic) (?:goes )?here\\b",
  "\\b(?:code|implementation|logic) (?:goes|here|omitted)\\b",
];
const elision = new RegExp(phrases.join("|"), "im");

export const placeholder: RedFlag = {
  id: "placeholder",
  severity: "spoil",
  rule: "a new comment stands for code that was left out, or is nothing but an ellipsis",
  explain: "The answer left code out behind a comment; another one was drawn.",
  raised(reading) {
    for (const comment of newComments(reading)) {
      const text = comment
        .slice(0, 2000)
        .replace(/^(?:\/\/+|\/\*+|#+)|\*\/$|^\s*\*+/gm, "")
        .trim();
      if (/^(?:\.{3}|…)$/.test(text) || elision.test(text)) {
        return `the comment ${JSON.stringify(comment.slice(0, 120))} stands for code`;
      }
    }
    return null;
  },
};
