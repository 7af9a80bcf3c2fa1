// What earlier elections let one expect of a winner: against simulated votes whose truth is known.
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { likelihoodOf, weighed, type Belief, type Fallen } from "../../../src/core/vote/belief.ts";
import { errorAllowed } from "../../../src/core/vote/caution.ts";
import { beliefOf } from "../../../src/core/vote/fit.ts";
import { random, type Random } from "../../../src/simulate/random.ts";

const alike: Belief = { mean: 0.8, spread: 1e-6, scatter: 1e-6, slips: 1 };
const usual: Belief = { mean: 0.7, spread: 0.1, scatter: 2, slips: 0.4 };
const error = (kept: readonly number[], failed: readonly number[], belief: Belief): number =>
  1 - (weighed({ kept, failed }, belief).right[0] ?? 0);

describe("the chance that a class is right", () => {
  it("is the likelihood ratio of the votes where steps are alike and mistakes collide", () => {
    // p^a q^b against p^b q^a: 1/(1 + 4^-(a-b)); that neither is right weighs q^(a+b).
    const [p, q] = [0.8, 0.2];
    const right = p ** 5 * q ** 2;
    const rest = p ** 2 * q ** 5;
    expect(error([5, 2], [], alike)).toBeCloseTo(rest / (right + rest), 4);
  });

  it.each([
    ["more votes", [[3], []], [[5], []]],
    ["a rival with fewer votes", [[6, 3], []], [[6, 1], []]],
    ["rivals that were caught", [[6, 3], []], [[6], [3]]],
  ] as const)("grows with %s", (_, [few, lost], [more, caught]) => {
    expect(error(more, caught, usual)).toBeLessThan(error(few, lost, usual));
  });

  it("says less where checks catch little", () => {
    expect(error([3], [], { ...usual, slips: 0.9 })).toBeGreaterThan(error([3], [], usual));
  });

  it("says no more of a class that was given no check than where all slip", () => {
    const votes = { kept: [5, 1], failed: [], checked: false };
    expect(weighed(votes, usual)).toEqual(weighed(votes, { ...usual, slips: 1 }));
    expect(weighed({ ...votes, checked: true }, usual).right[0]).toBeGreaterThan(
      weighed(votes, usual).right[0] ?? 1,
    );
  });

  it("counts ballots between the classes, and those for none of them against all", () => {
    const votes = { kept: [4, 4], failed: [] };
    const told = (...ballots: number[]) => ({ ballots, apart: [] });
    const [first = 0, second = 0] = weighed(votes, usual, told(5, 1, 0)).right;
    expect(first).toBeGreaterThan(0.75);
    expect(second).toBeLessThan(0.25);
    const [wary = 0] = weighed(votes, usual, told(5, 1, 9)).right;
    expect(wary).toBeLessThan(first);
  });

  it.each([[[0, 0, 0, 0]], [[4, 2, 0, 0]], [[1, 3, 2, 5]]])(
    "is what every set of right classes says, each weighed by itself, with ballots %j",
    (ballots) => {
      const belief = { ...usual, variety: 0.3 };
      const [kept, failed] = [
        [5, 3, 1],
        [2, 1],
      ];
      const sets = [0, 1, 2, 3, 4, 5, 6, 7].map((set) => {
        const right = kept.filter((_, i) => (set & (1 << i)) !== 0);
        const slipped = kept.filter((_, i) => (set & (1 << i)) === 0);
        const caught = 0.4 ** slipped.length * 0.6 ** failed.length;
        const none = ballots[3] ?? 0;
        const named = (of: boolean): [number, number][] =>
          kept.flatMap((n, i) => (((set & (1 << i)) !== 0) === of ? [[n, ballots[i] ?? 0]] : []));
        const [mine, others] = [named(true), named(false)];
        const rightly = set === 0 ? none : total(mine);
        const wrongly = total(others) + (set === 0 ? 0 : none);
        const drawn = polya(mine) * polya(set === 0 ? others : [...others, [1, none]]);
        return caught * drawn * urn(right, [...slipped, ...failed], belief, [rightly, wrongly]);
      });
      const whole = sets.reduce((a, b) => a + b, 0);
      const holding = (i: number) =>
        sets.filter((_, set) => (set & (1 << i)) !== 0).reduce((a, b) => a + b, 0) / whole;
      const found = weighed({ kept, failed }, belief, { ballots, apart: [] }).right;
      found.forEach((one, i) => expect(one).toBeCloseTo(holding(i), 10));
    },
  );

  it("grows for both of two classes the more readily right answers differ", () => {
    const both = (variety: number) => weighed({ kept: [8, 6], failed: [1] }, { ...usual, variety });
    const [few = 0, fewer = 0] = both(0.02).right;
    const [many = 0, more = 0] = both(0.4).right;
    expect(many).toBeGreaterThan(few);
    expect(more).toBeGreaterThan(fewer);
    expect(many + more).toBeGreaterThan(1.5);
    expect(few + fewer).toBeLessThan(1.5);
  });

  it("takes ballots that are divided like mistakes for no sign that both are right", () => {
    const torn = { kept: [23, 17], failed: [7, 4, 9, 2] };
    const belief = { mean: 0.65, spread: 0.1, scatter: 2, slips: 0.3, variety: 0.1 };
    const [one = 0, other = 0] = weighed(torn, belief, { ballots: [28, 38, 0], apart: [] }).right;
    expect(one + other).toBeLessThan(1.01);
  });

  it("is not that of two classes at once which a test tells apart", () => {
    const votes = { kept: [3, 8, 6], failed: [] };
    const belief = { ...usual, variety: 0.4 };
    const told = (...apart: (readonly [number, number])[]) =>
      weighed(votes, belief, { ballots: [], apart }).right;
    const [, second = 0, third = 0] = told([1, 2]);
    expect(second + third).toBeLessThanOrEqual(1 + 1e-12);
    expect(told([0, 0 - 1])).toEqual(told());
    expect(told()[1]).toBeGreaterThan(second);
  });

  it("takes for wrong what has fewer votes than five others", () => {
    const { right } = weighed({ kept: [9, 8, 1, 7, 6, 5], failed: [] }, usual);
    expect(right[2]).toBe(0);
    expect(right.filter((one) => one > 0)).toHaveLength(5);
  });

  it("leaves the same likelihood where sets of as many votes are weighed once", () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 10 });
    fc.assert(
      fc.property(sizes, sizes, sizes, (kept, failed, more) => {
        const history = [
          { fallen: { kept, failed }, times: 3 },
          { fallen: { kept: more, failed: [] }, times: 1 },
        ];
        const one = history.reduce(
          (total, { fallen, times }) => total + times * weighed(fallen, usual).ln,
          0,
        );
        expect(likelihoodOf(history)(usual)).toBeCloseTo(one, 8);
      }),
    );
  });

  it("sums to at most 1 over the classes where one form is right", () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(sizes, fc.array(fc.integer({ min: 1, max: 9 })), (kept, failed) => {
        const { right, ln } = weighed({ kept, failed }, { ...usual, variety: 1e-12 });
        expect(right.reduce((a, b) => a + b, 0)).toBeLessThanOrEqual(1 + 1e-6);
        expect(Number.isFinite(ln)).toBe(true);
      }),
    );
  });
});

/** n · (n + 1) · … , `times` factors. */
const rising = (from: number, times: number): number =>
  Array.from({ length: times }, (_, i) => from + i).reduce((a, b) => a * b, 1);

/** A Chinese restaurant's chance of tables of these sizes. */
const seated = (sizes: readonly number[], readiness: number): number =>
  sizes.reduce((p, n) => p * readiness * rising(1, n - 1), 1) /
  rising(
    readiness,
    sizes.reduce((a, b) => a + b, 0),
  );

const total = (pairs: readonly (readonly [number, number])[]): number =>
  pairs.reduce((sum, [, ballots]) => sum + ballots, 0);

/** A Pólya urn's chance of these ballots for classes with these votes, in one order. */
const polya = (pairs: readonly (readonly [number, number])[]): number =>
  pairs.reduce((p, [votes, ballots]) => p * rising(votes, ballots), 1) /
  rising(
    pairs.reduce((sum, [votes]) => sum + votes, 0),
    total(pairs),
  );

/** Chance of votes that fall into these right and these wrong classes, and of ballots besides. */
function urn(
  right: readonly number[],
  wrong: readonly number[],
  belief: Required<Belief>,
  [rightly, wrongly]: readonly [number, number],
): number {
  const [n = 0, m = 0] = [right, wrong].map((some) => some.reduce((a, b) => a + b, 0));
  const size = 1 / belief.spread - 1;
  const shares =
    rising(belief.mean * size, n + rightly) * rising((1 - belief.mean) * size, m + wrongly);
  return shares * seated(right, belief.variety) * seated(wrong, belief.scatter);
}

/** Twelve votes on a step that is as hard as chance has it; a favourite takes half of the wrong. */
function drawn(mean: number, chance: Random): { fallen: Fallen; right: number } {
  const hard = chance.chance(0.5);
  const p = hard ? mean - 0.15 : mean + 0.15;
  const counts = [0, 0, 0, 0];
  for (let i = 0; i < 12; i += 1) {
    const wrong = chance.chance(0.5) ? 1 : chance.between(2, 3);
    const at = chance.chance(p) ? 0 : wrong;
    counts[at] = (counts[at] ?? 0) + 1;
  }
  const slips = [true, ...[1, 2, 3].map(() => chance.chance(0.4))];
  const of = (kept: boolean): number[] => counts.filter((n, i) => n > 0 && slips[i] === kept);
  return { fallen: { kept: of(true), failed: of(false) }, right: counts[0] ?? 0 };
}

describe("the belief of a history", () => {
  const history = (mean: number, many: number, seed: string) => {
    const chance = random(seed);
    return Array.from({ length: many }, () => drawn(mean, chance));
  };

  it.each([0.5, 0.65, 0.8])("finds a mean accuracy of %d without any label", (mean) => {
    const belief = beliefOf(history(mean, 400, "mean").map(({ fallen }) => fallen));
    expect(Math.abs((belief?.mean ?? 0) - mean)).toBeLessThanOrEqual(0.06);
    expect(Math.abs((belief?.slips ?? 0) - 0.4)).toBeLessThanOrEqual(0.15);
  });

  it("is none before 30 steps, and takes slips for certain where nothing was caught", () => {
    const some = Array.from({ length: 29 }, () => ({ kept: [2], failed: [] }));
    expect(beliefOf(some)).toBeNull();
    expect(beliefOf([...some, { kept: [1], failed: [] }])).toBeNull();
    expect(beliefOf([...some, { kept: [2], failed: [] }])?.slips).toBe(1);
  });

  it("does not take for slipped what was given no check", () => {
    const checkedOnes = history(0.65, 200, "checked").map(({ fallen }) => fallen);
    const bare = checkedOnes.map(({ kept, failed }) => ({
      kept: [...kept, ...failed],
      failed: [],
    }));
    const slipsOf = (more: readonly Fallen[]) => beliefOf([...more, ...checkedOnes])?.slips ?? 1;
    expect(slipsOf(bare.map((one) => ({ ...one, checked: false })))).toBeLessThan(0.55);
    expect(slipsOf(bare)).toBeGreaterThanOrEqual(0.55);
  });

  it("goes by the latest 400 steps where there are more", () => {
    const latest = Array.from({ length: 400 }, () => ({ kept: [9, 1], failed: [] }));
    const before = Array.from({ length: 400 }, () => ({ kept: [3, 3, 3], failed: [] }));
    expect(beliefOf([...before, ...latest])).toEqual(beliefOf(latest));
    expect(beliefOf([...latest, ...before])).toEqual(beliefOf(before));
    expect(beliefOf(before)).not.toEqual(beliefOf(latest));
  });

  it("tells second forms of what is right from mistakes that slip", () => {
    const believed = (two: number) => {
      const chance = random("forms");
      const fallen = Array.from({ length: 500 }, () => {
        const { fallen: one } = drawn(0.75, chance);
        const [right = 0, ...others] = one.kept;
        if (!chance.chance(two) || right < 4) return one;
        const part = Math.floor(right / 3);
        return { ...one, kept: [right - part, part, ...others] };
      });
      return beliefOf(fallen);
    };
    const [none, some] = [believed(0), believed(0.5)];
    for (const belief of [none, some]) {
      expect(Math.abs((belief?.mean ?? 0) - 0.75)).toBeLessThanOrEqual(0.1);
    }
    expect(some?.variety).toBeGreaterThan(none?.variety ?? 1);
  });

  it("lets pass winners of which about as many are wrong as are borne", () => {
    const before = history(0.65, 300, "before").map(({ fallen }) => fallen);
    const belief = beliefOf(before);
    if (!belief) throw new Error("300 steps are enough");
    const errorMax = errorAllowed(before, belief, 0.02);
    const passing = history(0.65, 4000, "after").filter(({ fallen }) => {
      const most = Math.max(...fallen.kept);
      const { right } = weighed(fallen, belief);
      return 1 - (right[fallen.kept.indexOf(most)] ?? 0) <= errorMax;
    });
    const wrong = passing.filter(({ fallen, right }) => right < Math.max(...fallen.kept));
    expect(passing.length).toBeGreaterThan(2000);
    expect(wrong.length / passing.length).toBeLessThan(0.03);
  });

  it("bears so much of each that the doubted ones, as sure as that, make up the share", () => {
    const [sure, torn] = [
      { kept: [4], failed: [] },
      { kept: [3, 3], failed: [] },
    ];
    const surely = error(sure.kept, sure.failed, usual);
    const allowed = errorAllowed([sure, torn, sure, torn, sure], usual, 0.005);
    expect((3 * surely + 2 * allowed) / 5).toBeCloseTo(0.005, 12);
  });

  it("bears nothing above 3 in 100, and the share itself where no winner is that sure", () => {
    const sure = Array.from({ length: 50 }, () => ({ kept: [9], failed: [] }));
    expect(errorAllowed(sure, usual, 0.01)).toBe(0.03);
    const torn = Array.from({ length: 50 }, () => ({ kept: [3, 3], failed: [] }));
    expect(errorAllowed(torn, usual, 0.01)).toBeCloseTo(0.01, 12);
    expect(errorAllowed([], usual, 0.01)).toBe(0.03);
    expect(errorAllowed([...sure, ...torn.slice(0, 2)], usual, 0.01)).toBe(0.03);
  });
});
