// Canonical forms by example in every language but JavaScript, which forms.test.ts holds.
import { describe, expect, it } from "vitest";
import type { Language } from "../../../src/core/patch/syntax.ts";
import { openSyntax } from "../../../src/syntax/open.ts";
import { broken, formOf } from "./corpus.ts";
import { c } from "./spellings/c.ts";
import { cpp } from "./spellings/cpp.ts";
import { go } from "./spellings/go.ts";
import { java } from "./spellings/java.ts";
import { python } from "./spellings/python.ts";
import { ruby } from "./spellings/ruby.ts";
import { rust } from "./spellings/rust.ts";
import type { Spellings } from "./spellings/spellings.ts";

const syntax = await openSyntax();

const tables: readonly (readonly [language: Language, examples: Spellings])[] = [
  ["python", python],
  ["go", go],
  ["rust", rust],
  ["java", java],
  ["c", c],
  ["cpp", cpp],
  ["ruby", ruby],
];

function form(language: Language, text: string): string {
  const parsed = syntax.parse(language, text);
  if (!parsed) throw new Error(`does not parse: ${text}`);
  return formOf(parsed);
}

const isReadable = (language: Language, text: string): boolean => {
  const parsed = syntax.parse(language, text);
  return parsed !== null && !broken(parsed.root);
};

describe.each(tables)("%s", (language, { one, two }) => {
  it.each(one)("is one for %s", (_what, a, b) => {
    expect(isReadable(language, a), a).toBe(true);
    expect(form(language, a)).toBe(form(language, b));
  });

  it.each(two)("tells %s apart", (_what, a, b) => {
    expect(form(language, a)).not.toBe(form(language, b));
  });
});
