// Powers that a file did not use before: processes, code from text, network, deleting, raw SQL.
import { familyOf } from "../patch/families.ts";
import type { RedFlag } from "./flag.ts";
import { codeOnly, commentFree } from "./new-text.ts";
import { sinks } from "./sinks.ts";

/** A statement of SQL, in capitals and from its start, as nobody writes a sentence. */
const verbs =
  "\\s*(?:SELECT\\s[^`]{0,200}?\\sFROM|INSERT\\s+INTO|UPDATE\\s+\\S{1,80}\\s+SET|" +
  "DELETE\\s+FROM)\\s";
const more = '[^"`]{0,300}?';
const added = "[\"'`]\\s*(?:\\+|%|\\|\\||\\.\\s*format\\b)\\s*\\(?\\s*\\w";
const formats = "\\b(?:Sprintf|format!|String\\.format|sprintf|snprintf)\\s*\\([^\"'`]{0,40}";
/** A value is put into it: by an interpolation, by + or %, by a format. */
const rawSql = new RegExp(
  [
    `["\`]${verbs}${more}[$#]\\{`,
    `["'\`]${verbs}${more}${added}`,
    `\\b[fF]["']{1,3}${verbs}${more}\\{\\w`,
    `${formats}["'\`]${verbs}${more}(?:%[sdv]|\\{\\})`,
  ].join("|"),
);

export const capability: RedFlag = {
  id: "capability",
  severity: "person",
  rule:
    "code of a file starts processes, runs text as code, reads objects from bytes, uses the " +
    "network, deletes files or builds SQL from values, and no code of it did before",
  explain: "The change gives a file a power that it did not have; please look whether it may.",
  raised({ step, oldParsed, newParsed }) {
    if (newParsed === null || step.kind !== "code") return null;
    const { language, text } = newParsed;
    const before = oldParsed === null ? "" : codeOnly(oldParsed, oldParsed.text, 0);
    const now = codeOnly(newParsed, text, 0);
    for (const { kind, shows } of sinks[familyOf(language)]) {
      const found = shows.exec(now);
      if (found && !shows.test(before)) return `${kind}: ${found[0].trim().slice(0, 80)}`;
    }
    const old = oldParsed === null ? "" : commentFree(oldParsed, oldParsed.text, 0);
    const sql = rawSql.exec(commentFree(newParsed, text, 0));
    return sql && !rawSql.test(old) ? `builds SQL from values: ${sql[0].slice(0, 80)}` : null;
  },
};
