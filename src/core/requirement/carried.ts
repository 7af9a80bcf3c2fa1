// Which acceptance a test's name carries: `[R1.A2]` as text, R1_A2 or R1A2 inside an identifier.

/** Ids of acceptances in a test's name, in order, each once. */
export function carriedBy(name: string): readonly string[] {
  const found = name.matchAll(/R([1-9]\d?)[._]?A([1-9]\d?)(?!\d)/gi);
  return [...new Set([...found].map(([, r, a]) => `R${r}.A${a}`))];
}
