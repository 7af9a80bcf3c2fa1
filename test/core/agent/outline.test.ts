// A repository for whoever plans: the likeliest files first, small ones whole, large ones bounded.
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { outlineOf, type Outline } from "../../../src/core/agent/outline.ts";
import type { Language, Skim } from "../../../src/core/patch/syntax.ts";
import { repository } from "../context/repository.ts";

const files = {
  "README.md": "About the shop.",
  "src/cart.ts": "/** Sums prices. */\nexport class Cart {\n  total(): number { return 0; }\n}\n",
  "src/text.ts": "export function trim(t: string) { return t; }\nconst hidden = 1;\n",
  "src/zero.ts": "export const zero = 0;\n",
  "test/text.test.ts": 'it("trims", () => trim("x"));\n',
  "vendor/lib.js": "function trim() {}\n",
};
const outline = (words: string, of: Readonly<Record<string, string>> = files): Outline =>
  outlineOf({ ...repository(of), words });

const numbered = (count: number, text: (i: number) => string): Record<string, string> =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`src/f${i}.ts`, text(i)]));

describe("outlineOf", () => {
  it("shows a small repository whole: code as the words fit, then tests, prose, vendored", () => {
    expect(outline("a price is summed twice")).toEqual({
      lines: [
        "src/cart.ts: export class Cart · total(): number",
        "src/text.ts: export function trim(t: string) · const hidden",
        "src/zero.ts: export const zero",
        "test/text.test.ts",
        "README.md",
        "vendor/lib.js",
      ],
      whole: true,
    });
    expect(outline("trim a text").lines[0]).toMatch(/^src\/text\.ts/);
  });

  it("shows the likeliest 20 files of a large one with symbols, and counts the rest", () => {
    const many = numbered(3000, (i) => `export function f${i}() { return "apple"; }\n`);
    const pears = { "lib/pear.ts": "export function pear(a: number) {}\n" };
    const { lines, whole } = outline("pear", { ...many, ...pears });
    expect(whole).toBe(false);
    expect(lines[0]).toBe("lib/pear.ts: export function pear(a: number)");
    expect(lines.filter((line) => line.includes(": export"))).toHaveLength(20);
    expect(lines.at(-1)).toMatch(/^\[\d+ more files: src \d+\]$/);
    expect(lines.join("\n").length).toBeLessThanOrEqual(14_000);
  });

  it("reads 20 files of a repository that is too large to be shown whole", () => {
    const read: string[] = [];
    const of = (files: Readonly<Record<string, string>>): Outline => {
      const sources = repository(files);
      const skim = (language: Language, text: string): Skim | null => {
        read.push(text);
        return sources.syntax.skim(language, text);
      };
      return outlineOf({ ...sources, syntax: { ...sources.syntax, skim }, words: "apple" });
    };
    const long = "// apple\n".repeat(2000);
    for (const files of [numbered(3000, () => "const apple = 1;"), numbered(40, () => long)]) {
      read.length = 0;
      expect(of(files).whole).toBe(false);
      expect(read).toHaveLength(20);
    }
  });

  it("shows a file of many symbols in part, and says how many are left out", () => {
    const text = (i: number): string =>
      Array.from({ length: 200 }, (_, n) => `export function g${i}x${n}() {}`).join("\n");
    const { lines } = outline("g1", numbered(30, text));
    expect(lines[0]?.length).toBeLessThan(540);
    expect(lines[0]).toMatch(/\[\d+ more symbols\]$/);
  });

  it("names every file once or counts it, within 14,000 characters, whatever there is", () => {
    const name = fc.stringMatching(/^[a-z]{1,12}(\/[a-z]{1,12}){0,3}$/);
    const tree = fc.dictionary(name, fc.nat(3), { maxKeys: 400, depthIdentifier: "files" });
    fc.assert(
      fc.property(tree, fc.string(), (entries, words) => {
        const text = (n: number): string => "export function f(a: number) {}\n".repeat(n * 30);
        const of = Object.entries(entries).map(([path, n]) => [`${path}.ts`, text(n)]);
        const { lines } = outline(words, Object.fromEntries(of));
        const left = Number(/^\[(\d+) more files/.exec(lines.at(-1) ?? "")?.[1] ?? 0);
        const listed = lines.filter((line) => !line.startsWith("["));
        expect(listed.length + left).toBe(of.length);
        expect(lines.join("\n").length).toBeLessThanOrEqual(14_000);
      }),
      { numRuns: 30 },
    );
  });
});
