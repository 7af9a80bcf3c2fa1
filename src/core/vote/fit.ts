// Which belief a history of elections speaks for, though nobody knows which answers were right.
import { likelihoodOf, sum, type Belief, type Counted, type Fallen } from "./belief.ts";

const means = [0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 0.98];

/** Steps are never held more alike than is usual: by the few hard ones winners are mistaken. */
const spreads = [0.1, 0.2, 0.35];
const scatters = [0.5, 1, 2, 4];

/** Checks are never believed to let fewer slip: second forms of what is right look like that. */
const slipping = [0.3, 0.4, 0.55, 0.75, 0.95];
const varieties = [0.02, 0.05, 0.1, 0.2];

/**
 * What is believed before anything was learned: 80 % of steps with p = .9 and 20 % with p = .6 have
 * such a spread. A search starts here.
 */
export const usual: Belief = { mean: 0.85, spread: 0.1, scatter: 1, slips: 0.4, variety: 0.1 };

const rounds = 4;

/** Steps without which nothing is learned, and how many of the latest are looked at. */
const stepsMin = 30;
const stepsMax = 400;

interface Found {
  readonly belief: Belief;
  readonly ln: number;
}

/**
 * The belief of a small grid that makes a history most likely, found by one coordinate after the
 * other. Each variety starts a search of its own: it and the mean can stand in for each other.
 * @param history latest last; of more than 400 steps the earlier ones are left out.
 * @returns null before 30 steps with two or more votes.
 */
export function beliefOf(history: readonly Fallen[]): Belief | null {
  const telling = counted(history.slice(-stepsMax));
  if (sum(telling.map((one) => one.times)) < stepsMin) return null;
  const caught = telling.some(({ fallen }) => fallen.failed.length > 0);
  const start = caught ? usual : { ...usual, slips: 1 };
  let best: Found = { belief: start, ln: -Infinity };
  const likelihood = likelihoodOf(telling);
  for (const variety of varieties) {
    const found = climbed(likelihood, { ...best.belief, variety }, caught ? slipping : []);
    if (found.ln > best.ln) best = found;
  }
  return best.belief;
}

type Likelihood = ReturnType<typeof likelihoodOf>;

function climbed(likelihood: Likelihood, start: Belief, slips: readonly number[]): Found {
  let best: Found = { belief: start, ln: -Infinity };
  const consider = (change: Partial<Belief>): void => {
    const belief = { ...best.belief, ...change };
    const ln = likelihood(belief);
    if (ln > best.ln) best = { belief, ln };
  };
  for (let round = 0; round < rounds; round += 1) {
    const before = best.ln;
    for (const mean of means) for (const spread of spreads) consider({ mean, spread });
    for (const scatter of scatters) consider({ scatter });
    for (const slip of slips) consider({ slips: slip });
    if (best.ln === before) break;
  }
  return best;
}

/** Elections that fell alike are weighed once. */
function counted(history: readonly Fallen[]): readonly Counted[] {
  const found = new Map<string, Counted>();
  for (const { kept, failed, checked = true } of history) {
    if (sum(kept) + sum(failed) < 2) continue;
    const fallen = { kept: descending(kept), failed: descending(failed), checked };
    const key = `${fallen.kept.join()}/${fallen.failed.join()}/${checked}`;
    found.set(key, { fallen, times: (found.get(key)?.times ?? 0) + 1 });
  }
  return [...found.values()];
}

const descending = (numbers: readonly number[]): number[] => numbers.toSorted((x, y) => y - x);
