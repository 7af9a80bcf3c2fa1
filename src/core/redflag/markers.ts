// Leftovers of a merge or of Markdown in code.
import type { RedFlag } from "./flag.ts";
import { codeAfter, codeBefore } from "./new-text.ts";

const leftover = /^(?:<{7}(?: .*)?|={7}|>{7}(?: .*)?|\|{7}(?: .*)?|```[\w-]*)$/m;
const prose = /\.(?:md|mdx|markdown|rst|adoc|txt)$/i;

export const markers: RedFlag = {
  id: "markers",
  severity: "spoil",
  rule: "a line is a conflict marker or a code fence, outside of strings and Markdown files",
  explain: "The answer holds leftovers of a merge or of Markdown; another one was drawn.",
  raised(reading) {
    if (prose.test(reading.step.target.path)) return null;
    const found = leftover.exec(codeAfter(reading).replaceAll("\r", ""));
    if (!found || leftover.test(codeBefore(reading).replaceAll("\r", ""))) return null;
    return `the line ${JSON.stringify(found[0].slice(0, 60))} is no code`;
  },
};
