// What a survey puts to a vote: the likeliest places that a plan may change, and nothing else.
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isVendored } from "../../src/core/context/places.ts";
import { isTestPath, protectedPath } from "../../src/core/redflag/paths.ts";
import type { Run } from "../../src/core/run/state.ts";
import { evolve } from "../../src/core/run/evolve.ts";
import { withChanges, type Tree } from "../../src/core/tree.ts";
import { survey } from "../../src/engine/surveys.ts";
import { pathOf, repository, syntax } from "../core/context/repository.ts";
import { startedWith } from "../core/run/facts.ts";

const issue = { number: 7, title: "Round the cart", body: "The cart's total shall be rounded." };
const run = evolve(null, startedWith({ issue, vote: { places: 5 } }));
const large = { lines: [], whole: false };

const files = (of: Readonly<Record<string, string>>, whole = false): readonly string[] => {
  const { tree, index } = repository(of);
  return survey(run, "files", tree, { index, outline: { lines: [], whole }, syntax });
};

describe("a survey of files", () => {
  const many = Object.fromEntries(
    Array.from({ length: 9 }, (_, i) => [`src/cart${i}.ts`, "// cart ".repeat(i + 1)]),
  );

  it("lists the likeliest first, as many as the settings say", () => {
    const list = files({ ...many, "src/other.ts": "// nothing" });
    expect(list).toHaveLength(5);
    for (const path of list) expect(path).toMatch(/cart/);
  });

  it("is empty where everything is shown, and where there is no choice", () => {
    expect(files(many, true)).toEqual([]);
    expect(files({ "src/cart.ts": "// cart" })).toEqual([]);
    expect(files({})).toEqual([]);
  });

  it("never lists a test, a protected or vendored file, or what is no text", () => {
    const folder = fc.constantFrom("src", "test", "lib/__tests__", "vendor", ".github", "docs");
    const name = fc.constantFrom("cart.ts", "cart.test.ts", "package.json", "cart.min.js", "a.py");
    const paths = fc.uniqueArray(fc.tuple(folder, name).map((parts) => parts.join("/")), {
      minLength: 2,
    });
    fc.assert(
      fc.property(paths, fc.nat(5), (list, binary) => {
        const texts = Object.fromEntries(list.map((path) => [path, "cart total rounded"]));
        const { tree, index } = repository(texts);
        const path = pathOf(list[binary % list.length] ?? "");
        const content = new Uint8Array([0xff]);
        const spoilt: Tree = withChanges(tree, [{ path, entry: { mode: "100644", content } }]);
        for (const place of survey(run, "files", spoilt, { index, outline: large, syntax })) {
          expect(isTestPath(place) || protectedPath(place) || isVendored(place)).toBe(false);
          expect(place).not.toBe(path);
        }
      }),
    );
  });
});

describe("a survey of symbols", () => {
  const body = Array.from({ length: 30 }, (_, i) => `  step(${i}, "of some work");`).join("\n");
  const text = (name: string): string =>
    Array.from({ length: 20 }, (_, i) => `export function ${name}${i}() {\n${body}\n}\n`).join("");
  const repo = repository({
    "src/cart.ts": `${text("cart")}export function rounded() {\n  return total;\n}\n`,
    "src/b.ts": text("b"),
    "test/cart.test.ts": text("t"),
  });
  const located = (...chosen: readonly string[]): Run => ({
    ...run,
    places: { files: chosen, symbols: [] },
  });
  const found = { index: repo.index, outline: large, syntax };

  it("lists symbols of the elected files alone, the likeliest first, 40 at most", () => {
    const list = survey(located("src/cart.ts", "src/b.ts"), "symbols", repo.tree, found);
    expect(list.length).toBeLessThanOrEqual(40);
    expect(list[0]).toBe("src/cart.ts#rounded");
    for (const place of list) expect(place).toMatch(/^src\/(cart|b)\.ts#/);
  });

  it("lists no symbol that a plan cannot name", () => {
    const hostile = `class Cart {\n  "total cart"() {}\n}\nconst ${"cart".repeat(9000)} = 1;\n`;
    const odd = repository({ "src/cart.ts": `${hostile}${text("cart")}` });
    const list = survey(located("src/cart.ts"), "symbols", odd.tree, found);
    expect(list).toHaveLength(21);
    for (const place of list) expect(place).toMatch(/^src\/cart\.ts#(?:cart\d+|Cart)$/);
  });

  it("is empty where the files fit whole, were not found, or have no grammar", () => {
    const small = repository({ "src/a.ts": "export function f() {}\nexport function g() {}\n" });
    expect(survey(located("src/a.ts"), "symbols", small.tree, found)).toEqual([]);
    expect(survey(located("gone.ts", "../x"), "symbols", repo.tree, found)).toEqual([]);
    const prose = repository({ "NOTES.md": "cart ".repeat(9000) });
    expect(survey(located("NOTES.md"), "symbols", prose.tree, found)).toEqual([]);
  });
});
