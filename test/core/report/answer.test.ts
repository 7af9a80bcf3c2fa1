// An answer without its form: what a person compares when agents did not agree.
import { expect, it } from "vitest";
import { answerText } from "../../../src/core/report/answer.ts";

const head = (decision: string, mode: string): string =>
  `EDIT u1.2 0123456789ab ${decision} ${mode}\nSUMMARY Adds it.`;

it.each([
  [
    "a whole text with imports",
    `${head("edit", "replace_unit")}\nIMPORT+ import { a } from "./a.js";\n=====UNIT n0nce\n` +
      "const b = a;\n===== no marker\n=====END n0nce\n",
    '+ import { a } from "./a.js";\nconst b = a;\n===== no marker',
  ],
  [
    "replacements",
    `${head("edit", "search_replace")}\r\n=====SEARCH n\r\none\r\n=====REPLACE n\r\ntwo\r\n=====END n`,
    "<<< old text\none\n>>> new text\ntwo",
  ],
  [
    "code that looks like the form",
    `${head("edit", "replace_unit")}\nIMPORT- import "b";\n=====UNIT n0nce\nconst form = \`\n` +
      "IMPORT+ x\n=====UNIT zz\n=====SEARCH zz\n=====END other\n`;\n=====END n0nce",
    '- import "b";\nconst form = `\nIMPORT+ x\n=====UNIT zz\n=====SEARCH zz\n=====END other\n`;',
  ],
  ["no change", head("no_change_needed", "none"), "(no change is needed: Adds it.)"],
  ["a step that cannot be done", head("cannot_do", "none"), "(the step cannot be done: Adds it.)"],
  ["another form", "left peg 1\nright peg 2", "left peg 1\nright peg 2"],
  ["code that talks of an edit", "EDIT is\na word", "EDIT is\na word"],
])("shows %s", (_, text, words) => {
  expect(answerText(text)).toBe(words);
});
