// What counts as a word: identifiers whole and in parts, whatever the text around them is.
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { eachWord, nameHash, wordHash } from "../../../src/core/context/words.ts";

function words(text: string): string[] {
  const found: string[] = [];
  eachWord(text, (start, end) => found.push(text.slice(start, end)));
  return found;
}

describe("eachWord", () => {
  it.each([
    ["parse", "parse"],
    ["parseImport", "parse Import parseImport"],
    ["parseHTTPHeader", "parse HTTP Header parseHTTPHeader"],
    ["parse_http_header", "parse http header parse_http_header"],
    ["LIMIT_MS", "LIMIT MS LIMIT_MS"],
    ["__proto__", "proto __proto__"],
    ["$el", "el $el"],
    ["utf8Decode v2", "utf8 Decode utf8Decode v2"],
    ["a.fooBar(x)", "foo Bar fooBar"],
    ["rows' 404 0xff 3d", "rows"],
    ["Größe naïve", "Größe naïve"],
    ["don't stop-now", "don stop now"],
    ["", ""],
  ])("reads %j as %j", (text, expected) => {
    expect(words(text).join(" ")).toBe(expected);
  });

  it("passes over what is longer than 40 characters or shorter than 2", () => {
    expect(words(`a ${"x".repeat(40)} ${"y".repeat(41)}`)).toEqual(["x".repeat(40)]);
  });

  it("finds spans inside any text, each a word of 2 to 40 characters", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        for (const word of words(text)) {
          expect(word.length).toBeGreaterThanOrEqual(2);
          expect(word.length).toBeLessThanOrEqual(40);
          expect(word).not.toMatch(/\s/);
        }
      }),
    );
  });
});

describe("hashes", () => {
  it("take a word in any case for the same, and a name only as it is written", () => {
    expect(wordHash("Parse")).toBe(wordHash("parse"));
    expect(wordHash("a parse b", 2, 7)).toBe(wordHash("PARSE"));
    expect([wordHash("rows"), wordHash("CLASS")]).toEqual([wordHash("Row"), wordHash("class")]);
    expect(wordHash("gas")).not.toBe(wordHash("ga"));
    expect(nameHash("Parse")).not.toBe(nameHash("parse"));
    expect(nameHash("parse")).toBe(wordHash("parse"));
  });

  it("are FNV-1a", () => {
    expect(nameHash("")).toBe(0x811c9dc5);
    expect(nameHash("foobar")).toBe(0xbf9cf968);
  });
});
