// Characters that a reader cannot see or that turn the direction of text.
import type { RedFlag } from "./flag.ts";
import { textAt } from "../tree.ts";

const hidden =
  /[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\u{e0000}-\u{e0fff}]|[\u0000-\u0008\u000b\u000e-\u001f\u007f]/gu;

export const invisible: RedFlag = {
  id: "invisible",
  severity: "spoil",
  rule: "a change adds control, invisible or direction characters, or a byte order mark inside",
  explain: "The answer holds characters that nobody can see; another one was drawn.",
  raised({ changes, before, after }) {
    for (const { path } of changes) {
      const count = (text: string | null): number => (text?.replace(/^\uFEFF/, "").match(hidden) ?? []).length;
      const now = textAt(after, path);
      if (count(now) <= count(textAt(before, path))) continue;
      const found = now?.replace(/^\uFEFF/, "").match(hidden)?.[0]?.codePointAt(0) ?? 0;
      return `${path} holds U+${found.toString(16).toUpperCase().padStart(4, "0")}`;
    }
    return null;
  },
};
