// Notes that something is still to be done.
import type { RedFlag } from "./flag.ts";
import { newComments } from "./new-text.ts";

export const unfinished: RedFlag = {
  id: "unfinished",
  severity: "warn",
  rule: "a new comment says TODO, FIXME, HACK or XXX",
  explain: "A new comment says that something is still to be done.",
  raised(reading) {
    const found = newComments(reading).find((c) => /\b(?:TODO|FIXME|HACK|XXX)\b/.test(c));
    return found === undefined ? null : found.slice(0, 120);
  },
};
