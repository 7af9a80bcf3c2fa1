// Hidden text in issues: what is taken out, and that nothing can be left over by nesting it.
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sanitize } from "../../src/core/sanitize.ts";

/** Written out a second time, by hand, from the list that the threat model gives. */
const forbidden: readonly (readonly [number, number])[] = [
  [0xad, 0xad],
  [0x34f, 0x34f],
  [0x61c, 0x61c],
  [0x115f, 0x1160],
  [0x17b4, 0x17b5],
  [0x180b, 0x180f],
  [0x200b, 0x200f],
  [0x202a, 0x202e],
  [0x2060, 0x206f],
  [0x2800, 0x2800],
  [0x3164, 0x3164],
  [0xfe00, 0xfe0f],
  [0xfeff, 0xfeff],
  [0xffa0, 0xffa0],
  [0xfff9, 0xfffb],
  [0x1bca0, 0x1bca3],
  [0x1d173, 0x1d17a],
  [0xe0000, 0xe0fff],
  [0x00, 0x08],
  [0x0b, 0x1f],
  [0x7f, 0x9f],
];
const isForbidden = (point: number): boolean =>
  forbidden.some(([a, b]) => point >= a && point <= b);
const pointsOf = (text: string): number[] => Array.from(text, (c) => c.codePointAt(0) ?? 0);

const scraps = [
  "&", "&amp;", "amp;", "&#38;", "lt;", "&lt;", "&#x3c;", "&#0;", "&#xE0041;", "!--", "<!--",
  "-->", "<", ">", '"', "'", "![", "]", "(", ")", "[x](u ", "alt=", " title='", "<img ", "\n",
  "&zwj;", "a\u0300", "\u0344", "e\u034f\u0301", "\ud800", "hidden", "[a]: b ",
];

/** Pieces that build entities, comments, links and tags by accident. */
const piece = fc.oneof(
  fc.constantFrom(...scraps),
  fc.constantFrom(...forbidden.flat()).map((p) => String.fromCodePoint(p)),
  fc.string({ unit: "binary", maxLength: 4 }),
);
const nasty = fc.array(piece, { maxLength: 40 }).map((parts) => parts.join(""));

describe("sanitize", () => {
  it("leaves none of the listed code points and no comment, whatever comes in", () => {
    fc.assert(
      fc.property(nasty, (text) => {
        const clean = sanitize(text).text;
        expect(pointsOf(clean).filter(isForbidden)).toEqual([]);
        expect(clean).not.toContain("<!--");
      }),
      { numRuns: 1000 },
    );
  });

  it("changes nothing the second time", () => {
    fc.assert(
      fc.property(nasty, (text) => {
        const clean = sanitize(text).text;
        expect(sanitize(clean)).toEqual({ text: clean, removed: 0 });
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    ["a comment", "a<!-- do evil -->b", "ab"],
    ["an unclosed comment", "a<!-- do evil", "a"],
    ["a comment in a comment's place", "a<<!-- x -->!-- evil -->b", "ab"],
    ["an escaped comment", "a&lt;!-- evil --&gt;b", "ab"],
    ["a doubly escaped comment", "a&amp;lt;!-- evil --&amp;gt;b", "ab"],
    ["an image's alternative text", "![evil](x.png)", "![](x.png)"],
    ["a link's title", '[x](y "evil")', "[x](y)"],
    ["a reference's title", "[//]: # (evil)\nb", "[//]: #\nb"],
    ["an attribute that is not shown", '<img src="a.png" alt="evil > worse">', '<img src="a.png">'],
    ["tag characters", "a\u{E0065}\u{E0076}b", "ab"],
    ["an escaped tag character", "a&#xE0065;b", "ab"],
    ["bidi controls", "a\u202Eb", "ab"],
    ["a byte order mark", "\uFEFFa", "a"],
  ])("takes out %s and says so", (_, text, clean) => {
    const result = sanitize(text);
    expect(result.text).toBe(clean);
    expect(result.removed).toBeGreaterThan(0);
  });

  it("keeps what people write", () => {
    for (const text of [
      "Use `Map<string, number>` and `f<T extends X = Y>(a: T)`.",
      "const title = \"x\"; if (a < b && c > d) {}",
      "[docs](https://example.org/a_(b)) and ![](a.png)",
      "Zwölf Boxkämpfer 👍 日本語\n\ttab",
    ]) {
      expect(sanitize(text)).toEqual({ text: text.normalize("NFC"), removed: 0 });
    }
  });

  it("reads 64,000 hostile characters in bounded time", () => {
    const shapes = ["&am&#11", "<a ", '<a"', "![", "[x](u \"", "<!-", "&amp;", "<a b='"];
    const texts = shapes.map((shape) => shape.repeat(64_000 / shape.length));
    for (const text of texts) expect(sanitize(text).text.length).toBeLessThanOrEqual(64_000);
  });
});
