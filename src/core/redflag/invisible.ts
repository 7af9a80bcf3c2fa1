// Characters that a reader cannot see, that turn the direction of text, or that pass for others.
import type { RedFlag } from "./flag.ts";
import { moreOften } from "./new-text.ts";
import { textAt } from "../tree.ts";

const ranges = [
  "\\u0000-\\u0008\\u000b\\u000e-\\u001f\\u007f\\u0080-\\u009f",
  "\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f\\u2028-\\u202e",
  "\\u2060-\\u206f\\u3164\\ufe00-\\ufe0e\\ufeff\\uffa0\\ufff9-\\ufffb\\u{e0000}-\\u{e0fff}",
];
const hidden = new RegExp(`[${ranges.join("")}]`, "gu");

/** The byte order mark at the very start is a matter of encoding, not of text. */
const hiddenIn = (text: string | null): readonly string[] =>
  text?.replace(/^\uFEFF/, "").match(hidden) ?? [];

export const invisible: RedFlag = {
  id: "invisible",
  severity: "spoil",
  rule: "a change adds control, invisible or direction characters, or a byte order mark inside",
  explain: "The answer holds characters that nobody can see; another one was drawn.",
  raised({ changes, before, after }) {
    for (const { path } of changes) {
      const had = hiddenIn(textAt(before, path)).length;
      const found = hiddenIn(textAt(after, path));
      if (found.length <= had) continue;
      const code = found[0]?.codePointAt(0) ?? 0;
      return `${path} holds U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
    }
    return null;
  },
};

/** Letters of other alphabets that look like Latin ones, or fill their squares. */
const alike = [
  "\\u0391\\u0392\\u0395-\\u0397\\u0399\\u039a\\u039c\\u039d\\u039f\\u03a1\\u03a4\\u03a5\\u03a7",
  "\\u03bf\\u03bd\\u03c1\\u0400-\\u052f\\u0531-\\u058a\\u13a0-\\u13ff",
  "\\uff21-\\uff3a\\uff41-\\uff5a",
].join("");
const mixed = new RegExp(
  `(?<![\\p{L}\\p{N}_$])(?=[\\p{L}\\p{N}_$]*[A-Za-z])(?=[\\p{L}\\p{N}_$]*[${alike}])` +
    "[\\p{L}\\p{N}_$]+",
  "gu",
);

export const mixedScript: RedFlag = {
  id: "mixed-script",
  severity: "spoil",
  rule: "a new name in code mixes Latin letters with ones of another alphabet that look alike",
  explain: "The answer holds a name that reads like another one; another answer was drawn.",
  raised(reading) {
    const foreign = reading.newParsed !== null && /[^\0-\x7f]/.test(reading.newText);
    const word = foreign ? moreOften(reading, mixed) : null;
    return word === null ? null : `the name ${JSON.stringify(word.slice(0, 60))} mixes alphabets`;
  },
};
