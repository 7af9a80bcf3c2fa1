// What an index keeps of one text: words, names defined and names used, as ascending hashes.
import type { Names } from "../patch/syntax.ts";
import { eachWord, nameHash, wordHash } from "./words.ts";

/**
 * Two words that share a hash are taken for one word: about ten pairs in 300,000 words. A name
 * that is found by its hash is looked at in its file before anything is shown.
 */
export interface Facts {
  /** Distinct words. */
  readonly words: Uint32Array;
  /** How often each of them occurs, 65,535 at most. */
  readonly counts: Uint16Array;
  /** All words, repeated ones too. */
  readonly length: number;
  /** Names that are defined: `f`, and both parts of `Class.member`. */
  readonly defines: Uint32Array;
  readonly uses: Uint32Array;
}

/** Beyond it a text is data or generated, and its first words say enough. */
const readCharsMax = 200_000;
const minifiedCharsMin = 5000;
const minifiedLineChars = 400;

/** What is kept of a text; `names` is null where no grammar knows it. Its cost is linear. */
export function factsOf(text: string, names: Names | null): Facts {
  const { defined = [], used = [] } = names ?? {};
  return { ...wordsOf(text), defines: hashesOf(defined), uses: hashesOf(used) };
}

/** The words of a text alone: what is kept of a path, and what is asked for. */
export function wordsOf(text: string): Facts {
  const read = text.slice(0, readCharsMax);
  const hashes: number[] = [];
  eachWord(read, (start, end) => hashes.push(wordHash(read, start, end)));
  const all = Uint32Array.from(hashes).sort();
  const words = new Uint32Array(all.length);
  const counts = new Uint16Array(all.length);
  let last = -1;
  all.forEach((hash, i) => {
    if (i === 0 || hash !== all[i - 1]) words[(last += 1)] = hash;
    counts[last] = Math.min(65_535, (counts[last] ?? 0) + 1);
  });
  const kept = { words: words.slice(0, last + 1), counts: counts.slice(0, last + 1) };
  return { ...kept, length: all.length, defines: none, uses: none };
}

const none = new Uint32Array(0);

const hashesOf = (names: readonly string[]): Uint32Array =>
  Uint32Array.from(names, nameHash).sort();

/** True for what no person writes: few, very long lines. Only its path is kept. */
export function isMinified(text: string): boolean {
  if (text.length < minifiedCharsMin) return false;
  let lines = 1;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) lines += 1;
  return text.length / lines > minifiedLineChars;
}

/** Where a value stands in ascending numbers; -1 when it is not among them. */
export function positionOf(value: number, ascending: Uint32Array): number {
  let low = 0;
  let high = ascending.length - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const here = ascending[middle] ?? 0;
    if (here === value) return middle;
    if (here < value) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

/** About how much memory facts take. */
export const bytesOf = (facts: Facts): number =>
  facts.words.length * 6 + (facts.defines.length + facts.uses.length) * 4 + 300;
