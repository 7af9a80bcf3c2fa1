// Characters that a reader cannot see or that turn the direction of text.
import type { RedFlag } from "./flag.ts";
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
