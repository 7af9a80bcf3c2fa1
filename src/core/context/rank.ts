// Which files speak of what is asked: BM25 over their words plus half of BM25 over their paths.
import { positionOf, wordsOf, type Facts } from "./facts.ts";
import type { Index } from "./index.ts";

/** Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009. */
const [k1, b] = [1.2, 0.75] as const;
/** Measured on 2,202 commits: research, patches.md §5.2. */
const pathWeight = 0.5;
const askedMax = 400;
/** What texts weigh that define and use no names: prose speaks of everything. */
const proseWeight = 0.5;

export interface Ranked<P> {
  readonly path: P;
  /** Above 0. */
  readonly score: number;
}

/**
 * Files that share a word with the query, the likeliest first; equal scores by path. There are no
 * postings to build: each file's ascending words are searched, which costs files × words of the
 * query × log(words of a file) once a question, and nothing when a commit changes.
 * @param query any text; its 400 most frequent words count.
 */
export function rank<P extends string>(index: Index<P>, query: string): readonly Ranked<P>[] {
  const asked = askedIn(query);
  const content = scores(
    index.files.map((f) => f.facts),
    asked,
  );
  const paths = scores(
    index.files.map((f) => f.named),
    asked,
  );
  return index.files
    .map(({ path, facts }, i) => {
      const weight = facts.defines.length + facts.uses.length > 0 ? 1 : proseWeight;
      return { path, score: weight * ((content[i] ?? 0) + pathWeight * (paths[i] ?? 0)) };
    })
    .filter((one) => one.score > 0)
    .sort((one, two) => two.score - one.score || (one.path < two.path ? -1 : 1));
}

interface Asked {
  readonly hash: number;
  readonly weight: number;
}

/** A word that is said again counts more, but less each time. */
function askedIn(query: string): readonly Asked[] {
  const { words, counts } = wordsOf(query);
  return Array.from(words, (hash, i) => ({ hash, weight: 1 + Math.log(counts[i] ?? 1) }))
    .sort((one, two) => two.weight - one.weight)
    .slice(0, askedMax);
}

function scores(files: readonly Facts[], asked: readonly Asked[]): Float64Array {
  const sums = new Float64Array(files.length);
  const mean = files.reduce((sum, f) => sum + f.length, 0) / Math.max(1, files.length);
  const times = new Uint16Array(files.length);
  for (const { hash, weight } of asked) {
    let holding = 0;
    files.forEach((file, i) => {
      const at = positionOf(hash, file.words);
      times[i] = at < 0 ? 0 : (file.counts[at] ?? 0);
      if (at >= 0) holding += 1;
    });
    if (holding === 0) continue;
    const rarity = Math.log(1 + (files.length - holding + 0.5) / (holding + 0.5));
    files.forEach((file, i) => {
      const often = times[i] ?? 0;
      if (often === 0) return;
      const long = k1 * (1 - b + (b * file.length) / mean);
      sums[i] = (sums[i] ?? 0) + (weight * rarity * often * (k1 + 1)) / (often + long);
    });
  }
  return sums;
}
