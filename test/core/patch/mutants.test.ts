// The short bench of the vote key: our own files in two spellings, and mutants of them.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { mutantsOf } from "../../../scripts/bench/mutants.ts";
import type { Language } from "../../../src/core/patch/syntax.ts";
import { openSyntax } from "../../../src/syntax/open.ts";
import { broken, formOf, withSplices } from "./corpus.ts";

const syntax = await openSyntax();

const fixture = (name: string): string =>
  readFileSync(fileURLToPath(new URL(`fixtures/${name}.txt`, import.meta.url)), "utf8");

const parsed = (language: Language, text: string) => {
  const read = syntax.parse(language, text);
  return read && read.errors.length === 0 && !broken(read.root) ? read : null;
};

describe.each(["python", "go", "rust", "java", "c", "cpp", "ruby"] as const)("%s", (language) => {
  const one = parsed(language, fixture(language));
  const other = parsed(language, fixture(`${language}.other`));

  it("has one key for two spellings of a file", () => {
    const [a, b] = [one, other].map((read) => (read ? formOf(read) : "unread"));
    expect(one).not.toBeNull();
    expect(b).toBe(a);
  });

  it("has another key for each of its mutants", () => {
    const form = one ? formOf(one) : "";
    const all = one ? mutantsOf(one) : [];
    const mutants = all.filter((_, n) => n % Math.floor(all.length / 80) === 0);
    const merged: string[] = [];
    let readable = 0;
    for (const mutant of mutants) {
      const read = parsed(language, withSplices(one?.text ?? "", [mutant]));
      if (!read) continue;
      readable += 1;
      if (formOf(read) === form) merged.push(`${mutant.kind} at ${mutant.start}: ${mutant.text}`);
    }
    expect(merged).toEqual([]);
    expect(readable).toBeGreaterThan(50);
  });
});
