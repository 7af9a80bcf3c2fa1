// Reading in turns makes what reading at once makes, and reads each text once.
import { expect, it } from "vitest";
import type { Language, Skim, Syntax } from "../../src/core/patch/syntax.ts";
import { alone, inTurns } from "../../src/engine/turns.ts";

const texts = ["one", "two", "three", "four", "one"];

function counting(givesUp = false): { readonly syntax: Syntax; readonly read: string[] } {
  const read: string[] = [];
  const skim = (_: Language, text: string): Skim | null => {
    read.push(text);
    const symbol = { name: text, ordinal: 0, kind: "function", start: 0, end: 1 } as const;
    return givesUp ? null : { symbols: [{ ...symbol, exported: true, signature: text }], uses: [] };
  };
  const syntax = { languageOf: () => null, parse: () => null, skim, names: () => null };
  return { syntax, read };
}

const named = (syntax: Syntax): readonly string[] =>
  texts.map((text) => syntax.skim("c", text)?.symbols[0]?.name ?? "-");

it("makes the same, text by text, where others wait all the time", async () => {
  const { syntax, read } = counting();
  let passed = 0;
  const busy = { due: () => true, pass: async (): Promise<void> => void (passed += 1) };
  expect(await inTurns(syntax, busy, named)).toEqual(texts);
  expect([passed, read]).toEqual([3, texts.slice(0, 4)]);
});

it("tells languages apart", async () => {
  const { syntax, read } = counting();
  await inTurns(syntax, alone, (all) => [all.skim("c", "a"), all.skim("cpp", "a")]);
  expect(read).toEqual(["a", "a"]);
});

it("reads no more than its limit, a text that is given up counting as a long one", async () => {
  expect(await inTurns(counting().syntax, alone, named, 8)).toEqual([
    "one",
    "two",
    "-",
    "-",
    "one",
  ]);
  const { syntax, read } = counting(true);
  await inTurns(syntax, alone, named, 1_500_000);
  expect(read).toEqual(["one", "two"]);
});
