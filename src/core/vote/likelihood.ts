// How likely an election's counts are when nobody tells which class was the right one.

/** Keeps logarithms finite; nobody is right or wrong with certainty. */
export const pMax = 1 - 1e-12;

export interface Likelihood {
  /** Natural logarithm of the likelihood, but for the votes' order: that does not depend on p. */
  readonly ln: number;
  /** Votes that were right, in expectation over which class is right. */
  readonly right: number;
  /** Chance that the class with the most votes is right. */
  readonly leader: number;
}

/**
 * Sums over every class that may be the right one: p^n_i (1−p)^(N−n_i). After a unanimous election
 * the right class may also be one that nobody named. One alternative at a time, so wrong votes
 * are taken to collide: the careful assumption.
 * @param votes per class, positive; any order.
 * @param p 0 … 1.
 */
export function likelihood(votes: readonly number[], p: number): Likelihood {
  const held = Math.min(Math.max(p, 1 - pMax), pMax);
  const lnP = Math.log(held);
  const lnQ = Math.log(1 - held);
  let sum = 0;
  let most = 0;
  for (const n of votes) {
    sum += n;
    most = Math.max(most, n);
  }
  const cases = votes.length === 1 ? [most, 0] : votes;
  const lnOf = (n: number): number => n * lnP + (sum - n) * lnQ;
  const top = Math.max(lnOf(most), ...cases.map(lnOf));
  let whole = 0;
  let right = 0;
  for (const n of cases) {
    const share = Math.exp(lnOf(n) - top);
    whole += share;
    right += share * n;
  }
  return {
    ln: top + Math.log(whole),
    right: right / whole,
    leader: Math.exp(lnOf(most) - top) / whole,
  };
}
