// What is kept of a text: every word and name of it, in a few typed arrays, whatever its size.
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  bytesOf,
  factsOf,
  isMinified,
  positionOf,
  wordsOf,
} from "../../../src/core/context/facts.ts";
import { nameHash, wordHash } from "../../../src/core/context/words.ts";

describe("facts", () => {
  it("count words, and hold names that are defined and used", () => {
    const facts = factsOf("read Read reader", { defined: ["Reader", "next"], used: ["parse"] });
    expect(facts.length).toBe(3);
    expect(facts.counts[positionOf(wordHash("read"), facts.words)]).toBe(2);
    expect(positionOf(wordHash("next"), facts.words)).toBe(-1);
    const defined = ["Reader", "next"].map(nameHash).sort((a, b) => a - b);
    expect([...facts.defines]).toEqual(defined);
    expect([...facts.uses]).toEqual([nameHash("parse")]);
  });

  it("hold words alone where no grammar knows the text", () => {
    const facts = factsOf("one two", null);
    expect([facts.words.length, facts.defines.length, facts.uses.length]).toEqual([2, 0, 0]);
  });

  it("have ascending words whose counts add up, for any text", () => {
    fc.assert(
      fc.property(fc.string(), fc.array(fc.stringMatching(/^[a-z]{1,3}$/)), (text, more) => {
        const { words, counts, length } = wordsOf(`${text} ${more.join(" ")}`);
        expect(counts.reduce((sum, n) => sum + n, 0)).toBe(length);
        words.forEach((word, i) => expect(word).toBeGreaterThan(words[i - 1] ?? -1));
        words.forEach((word, i) => expect(positionOf(word, words)).toBe(i));
      }),
    );
  });

  it("are bounded for a text of 10 MB of different words", () => {
    const text = Array.from({ length: 1_200_000 }, (_, i) => `w${i.toString(36)}`).join(" ");
    expect(bytesOf(factsOf(text, null))).toBeLessThan(300_000);
  });

  it("count no further than a 16-bit number", () => {
    expect(wordsOf("ab ".repeat(66_000)).counts[0]).toBe(65_535);
  });
});

describe("isMinified", () => {
  it.each([
    ["one line of 6,000 characters", "x=1;".repeat(1500), true],
    ["a short line", "x=1;".repeat(1000), false],
    ["code of 80 columns", `${"x".repeat(80)}\n`.repeat(100), false],
  ])("says of %s: %s", (_, text, expected) => {
    expect(isMinified(text)).toBe(expected);
  });
});
