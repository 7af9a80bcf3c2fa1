// Which acceptance a test's name carries: `[R1.A2]` as text, R1_A2 or R1A2 inside an identifier,
// where it stands as a word of its own: `testR1A2Trims` carries it, `ctr1a2` does not.

/** A capital begins a word behind a small letter or a digit, a small letter does not. */
const id =
  /(?:(?<!\p{Lu})R|(?<![\p{Lu}\p{Ll}\p{Nd}])r)([1-9]\d?)[._]?[Aa]([1-9]\d?)(?![\p{Ll}\p{Nd}])/gu;

/** Ids of acceptances in a test's name, in order, each once. */
export function carriedBy(name: string): readonly string[] {
  return [...new Set([...name.matchAll(id)].map(([, r, a]) => `R${r}.A${a}`))];
}
