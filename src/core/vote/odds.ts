// The odds of one step: how often split-margin elects the right class, and for how many votes.
import { assert } from "../kernel.ts";
import type { Margins } from "./rule.ts";

/** Steps of one kind are not equally hard: on a share `weight` votes are right with chance p. */
export interface Component {
  /** 0 … 1; the weights of a mixture sum to 1. */
  readonly weight: number;
  /** Chance that one valid vote is right, 0 … 1. */
  readonly p: number;
}

export type Mixture = readonly Component[];

/** All steps alike. */
export const alike = (p: number): Mixture => [{ weight: 1, p }];

export interface StepOdds {
  /** Chance that the right class is elected. */
  readonly right: number;
  /** Chance that a wrong one is; 1 − right without its loss of digits. */
  readonly wrong: number;
  /** Expected number of valid votes, E[N]. */
  readonly votes: number;
}

/**
 * Closed form for independent votes, one alternative (the worst case) and no cap. With equal
 * margins this is P = 1/(1 + r^k), r = (1−p)/p, and E[N] = k(2P−1)/(2p−1): arXiv 2511.09030 Eq. 9.
 * Otherwise: either the first k_u votes agree, or j of them agree before the first dissent, which
 * leaves a walk between −k_d and k_d that starts at ±(j−1).
 * @param p 0 … 1.
 */
export function stepOdds(p: number, margins: Margins): StepOdds {
  const { unanimous, lead } = margins;
  assert(p >= 0 && p <= 1, `a probability of ${p}`);
  assert(unanimous >= 1 && lead >= unanimous, `margins of ${unanimous} and ${lead}`);
  if (p < 0.5) {
    const { right, wrong, votes } = oddsOfLikely(1 - p, p, margins);
    return { right: wrong, wrong: right, votes };
  }
  return oddsOfLikely(p, 1 - p, margins);
}

/** Weighted mean over the components of a mixture: a step drawn at random. */
export function mixtureOdds(mixture: Mixture, margins: Margins): StepOdds {
  let right = 0;
  let wrong = 0;
  let votes = 0;
  for (const { weight, p } of mixture) {
    const odds = stepOdds(p, margins);
    right += weight * odds.right;
    wrong += weight * odds.wrong;
    votes += weight * odds.votes;
  }
  return { right, wrong, votes };
}

/** ln((1−p)/p), all digits kept near p = 1/2 and near 1; −Infinity at p = 1. */
export function logRatio(p: number): number {
  const q = 1 - p;
  return q < 0.25 ? Math.log(q / p) : Math.log1p((q - p) / p);
}

function oddsOfLikely(p: number, q: number, { unanimous, lead }: Margins): StepOdds {
  const lnRatio = logRatio(p);
  const ends = p ** unanimous;
  const endsWrong = q ** unanimous;
  let right = ends;
  let wrong = endsWrong;
  let votes = unanimous * (ends + endsWrong);
  for (let agreed = 1; agreed < unanimous; agreed += 1) {
    const dissentWrong = p ** agreed * q;
    const dissentRight = q ** agreed * p;
    const ahead = walk(agreed - 1, lead, lnRatio, p - q);
    const behind = walk(1 - agreed, lead, lnRatio, p - q);
    right += dissentWrong * ahead.up + dissentRight * behind.up;
    wrong += dissentWrong * ahead.down + dissentRight * behind.down;
    votes += dissentWrong * (agreed + 1 + ahead.steps);
    votes += dissentRight * (agreed + 1 + behind.steps);
  }
  return { right, wrong, votes };
}

/** Below this drift the exact duration loses more digits than the driftless one is off. */
const driftMin = 1e-7;

/** Gambler's ruin from `start` to ±`lead`, |start| < lead: chances of either end, mean duration. */
function walk(start: number, lead: number, lnRatio: number, drift: number) {
  const below = start + lead;
  const above = lead - start;
  if (lnRatio === 0) {
    return { up: below / (2 * lead), down: above / (2 * lead), steps: below * above };
  }
  const whole = Math.expm1(2 * lead * lnRatio);
  const up = Math.expm1(below * lnRatio) / whole;
  const down = (Math.exp(below * lnRatio) * Math.expm1(above * lnRatio)) / whole;
  const steps = drift < driftMin ? below * above : (2 * lead * up - below) / drift;
  return { up, down, steps };
}
