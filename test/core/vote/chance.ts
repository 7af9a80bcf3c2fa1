// Seeded chance for the tests of core/vote, and exact sums over all votes as a second opinion.
import type { Mixture } from "../../../src/core/vote/odds.ts";
import type { Margins } from "../../../src/core/vote/rule.ts";

/** Marsaglia's xorshift on 32 bits: uniform in 0 … 1, the same numbers for the same seed. */
export function chance(seed: number): () => number {
  let state = Math.imul(seed, 0x9e3779b1) || 1;
  const next = (): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
  // Neighbouring seeds start out alike.
  for (let i = 0; i < 20; i += 1) next();
  return next;
}

/** One election of two classes: votes for the right one and for the wrong one at its end. */
export function election(p: number, { unanimous, lead }: Margins, random: () => number) {
  let right = 0;
  let wrong = 0;
  for (;;) {
    if (random() < p) right += 1;
    else wrong += 1;
    const ahead = Math.abs(right - wrong);
    if (right === 0 || wrong === 0 ? ahead >= unanimous : ahead >= lead) return { right, wrong };
  }
}

/** Dynamic program over (right, wrong), vote by vote, until less than 1e-15 is undecided. */
export function byDynamicProgram(p: number, { unanimous, lead }: Margins) {
  let open = new Map([["0:0", { right: 0, wrong: 0, chance: 1 }]]);
  const sum = { right: 0, wrong: 0, votes: 0 };
  for (let votes = 1; open.size > 0 && votes < 20_000; votes += 1) {
    const next: typeof open = new Map();
    let undecided = 0;
    for (const state of open.values()) {
      for (const step of [1, 0]) {
        const right = state.right + step;
        const wrong = state.wrong + 1 - step;
        const share = state.chance * (step === 1 ? p : 1 - p);
        const ahead = Math.abs(right - wrong);
        const ends = right * wrong === 0 ? ahead >= unanimous : ahead >= lead;
        if (ends) {
          sum[right > wrong ? "right" : "wrong"] += share;
          sum.votes += share * votes;
        } else {
          // Contested states differ only in their lead.
          const key = right * wrong === 0 ? `${right}:${wrong}` : `lead ${right - wrong}`;
          const known = next.get(key)?.chance ?? 0;
          next.set(key, { right, wrong, chance: known + share });
          undecided += share;
        }
      }
    }
    open = undecided < 1e-15 ? new Map() : next;
  }
  return sum;
}

/** Beta(a, b) as equally spaced components, weighed by density: for tables that assume one. */
export function beta(a: number, b: number, parts = 2000): Mixture {
  const raw = Array.from({ length: parts }, (_, i) => {
    const p = (i + 0.5) / parts;
    return { p, weight: p ** (a - 1) * (1 - p) ** (b - 1) };
  });
  const sum = raw.reduce((total, part) => total + part.weight, 0);
  return raw.map(({ p, weight }) => ({ p, weight: weight / sum }));
}
