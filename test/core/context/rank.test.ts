// Which files an index puts first, and which it knows to define or use a name.
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { factsOf, wordsOf } from "../../../src/core/context/facts.ts";
import { defining, indexOf, using, type Index } from "../../../src/core/context/index.ts";
import { isVendored } from "../../../src/core/context/places.ts";
import { rank } from "../../../src/core/context/rank.ts";
import { parsePath } from "../../../src/core/tree.ts";
import { openSyntax } from "../../../src/syntax/open.ts";

const syntax = await openSyntax();

function indexed(files: Readonly<Record<string, string>>): Index {
  return indexOf(
    Object.entries(files).map(([name, text]) => {
      const path = parsePath(name);
      if (path === null) throw new Error(`not a path: ${name}`);
      const language = syntax.languageOf(path);
      return [path, factsOf(text, language && syntax.names(language, text))];
    }),
  );
}

const first = (index: Index, query: string): string | undefined => rank(index, query)[0]?.path;

const index = indexed({
  "src/trim.ts": "/** Takes spaces off. */ export function trimTitle(t) { return t.trim(); }",
  "src/store.ts": 'import { trimTitle } from "./trim";\nexport const add = (t) => trimTitle(t);',
  "src/sort.ts": "export class Sorter { compareRows(a, b) { return a < b; } }",
  "docs/notes.md": "The store keeps titles. Rows are compared by the sorter.",
});

describe("rank", () => {
  it.each([
    ["spaces around a title", "src/trim.ts"],
    ["compare the rows", "src/sort.ts"],
    ["COMPAREROWS is wrong", "src/sort.ts"],
    ["sort", "src/sort.ts"],
    ["notes", "docs/notes.md"],
  ])("puts first for %j: %s", (query, path) => {
    expect(first(index, query)).toBe(path);
  });

  it("leaves out files that share no word, and answers any query", () => {
    expect(rank(index, "quaternion")).toEqual([]);
    expect(rank(indexOf([]), "anything")).toEqual([]);
    fc.assert(
      fc.property(fc.string(), (query) => {
        for (const { score } of rank(index, query)) expect(score).toBeGreaterThan(0);
      }),
    );
  });

  it("prefers the rare word to the frequent one, and the short text to the long", () => {
    const filler = "alpha beta gamma delta ".repeat(50);
    const many = indexed({
      "a.md": `common ${filler}`,
      "b.md": `common rare ${filler}`,
      "c.md": "common short",
      "d.md": `common ${filler}`,
    });
    expect(first(many, "common rare")).toBe("b.md");
    expect(first(many, "common")).toBe("c.md");
  });

  it("does not depend on the order of the files, but for files that are alike", () => {
    const files = index.files.map((f): [typeof f.path, typeof f.facts] => [f.path, f.facts]);
    const turned = indexOf(files.toReversed());
    expect(rank(turned, "titles of the store")).toEqual(rank(index, "titles of the store"));
  });
});

describe("names", () => {
  it("are found where they are defined and where they are used", () => {
    expect(defining(index, "trimTitle")).toEqual(["src/trim.ts"]);
    expect(using(index, "trimTitle")).toEqual(["src/store.ts"]);
    expect(defining(index, "compareRows")).toEqual(["src/sort.ts"]);
    expect(using(index, "compareRows")).toEqual([]);
    expect(defining(index, "trimtitle")).toEqual([]);
  });
});

describe("isVendored", () => {
  it.each([
    ["src/a.ts", false],
    ["src/builder/a.ts", false],
    ["vendor/a.go", true],
    ["packages/x/node_modules/y/z.js", true],
    ["site/app.min.js", true],
    ["package-lock.json", true],
    ["Cargo.lock", true],
    ["docs/vendor.md", false],
  ])("says of %s: %s", (path, expected) => {
    expect(isVendored(path)).toBe(expected);
  });
});

describe("words of a path", () => {
  it("are its folders and names in their parts", () => {
    expect(wordsOf("src/core/readFile.test.ts").length).toBe(7);
  });
});
