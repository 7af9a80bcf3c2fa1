// The unlabelled estimate of p on simulated histories whose p is known.
import { describe, expect, it } from "vitest";
import {
  assumedHistory,
  estimate,
  type Estimate,
  type Seen,
} from "../../../src/core/vote/estimate.ts";
import type { Mixture } from "../../../src/core/vote/odds.ts";
import type { Margins } from "../../../src/core/vote/rule.ts";
import { chance, election } from "./chance.ts";

type Found = Extract<Estimate, { readonly kind: "estimate" }>;

function found(history: readonly Seen[]): Found {
  const result = estimate(history);
  if (result.kind !== "estimate") throw new Error(result.because);
  return result;
}

/** Elections on steps drawn from the mixture; which class was right is thrown away. */
function history(mixture: Mixture, margins: Margins, elections: number, seed: number): Seen[] {
  const random = chance(seed);
  return Array.from({ length: elections }, () => {
    let left = random();
    const kind = mixture.find(({ weight }) => (left -= weight) < 0) ?? mixture[0];
    const { right, wrong } = election(kind?.p ?? NaN, margins, random);
    return { votes: [right, wrong].filter((n) => n > 0), times: 1 };
  });
}

const three = { unanimous: 3, lead: 3 };
const alike = (p: number): Mixture => [{ weight: 1, p }];
const mixed = (hard: number, share: number, easy: number): Mixture => [
  { weight: share, p: hard },
  { weight: 1 - share, p: easy },
];

describe("the estimate of p", () => {
  it.each([
    [0.9, three],
    [0.7, three],
    [0.6, { unanimous: 2, lead: 2 }],
    [0.8, { unanimous: 3, lead: 5 }],
    [0.9978, three],
  ])("finds p = %d from 20,000 unlabelled elections that stopped at %j", (p, margins) => {
    const result = found(history(alike(p), margins, 20_000, 7));
    expect(result.mixture).toHaveLength(1);
    expect(Math.abs(result.mean - p)).toBeLessThan(0.012);
    expect(result.lower).toBeLessThan(result.mean);
    expect(result.lower).toBeGreaterThan(p - 0.03);
  });

  it("is not the winner's share, which would call p = .7 more than .8", () => {
    const seen = history(alike(0.7), three, 5000, 3);
    const shares = seen.map(({ votes }) => Math.max(...votes) / votes.reduce((a, b) => a + b));
    const share = shares.reduce((a, b) => a + b) / shares.length;
    expect(share).toBeGreaterThan(0.8);
    expect(Math.abs(found(seen).mean - 0.7)).toBeLessThan(0.02);
  });

  it("sees that a class of steps holds hard ones, and how many", () => {
    const result = found(history(mixed(0.65, 0.05, 0.98), { unanimous: 3, lead: 5 }, 20_000, 11));
    const [hard, easy] = result.mixture;
    expect(Math.abs((hard?.p ?? 0) - 0.65)).toBeLessThan(0.05);
    expect(Math.abs((hard?.weight ?? 0) - 0.05)).toBeLessThan(0.02);
    expect(Math.abs((easy?.p ?? 0) - 0.98)).toBeLessThan(0.005);
    expect(Math.abs(result.mean - 0.9635)).toBeLessThan(0.01);
  });

  it("sees it in the half-and-half case and from a few hundred elections too", () => {
    expect(found(history(mixed(0.6, 0.5, 0.97), three, 800, 5)).mixture).toHaveLength(2);
    expect(found(history(mixed(0.6, 0.2, 0.95), three, 2000, 5)).mixture).toHaveLength(2);
  });

  it("sees no second kind where there is none, in 60 histories of 300 elections", () => {
    const alarms = Array.from({ length: 60 }, (_, seed) =>
      found(history(alike(0.85), three, 300, seed + 1)),
    ).filter((result) => result.mixture.length > 1);
    expect(alarms.length).toBeLessThanOrEqual(2);
  });

  it("bounds p from below in at least 90 of 100 small histories", () => {
    const bounds = Array.from({ length: 100 }, (_, seed) =>
      found(history(alike(0.9), three, 40, 900 + seed)),
    );
    expect(bounds.filter((result) => result.lower <= 0.9).length).toBeGreaterThanOrEqual(90);
    expect(bounds.filter((result) => result.lower > 0.75).length).toBeGreaterThanOrEqual(90);
  });

  it("does not claim certainty after twenty unanimous elections", () => {
    const result = found([{ votes: [3], times: 20 }]);
    expect(result.mean).toBeGreaterThan(0.999);
    expect(result.lower).toBeGreaterThan(0.97);
    expect(result.lower).toBeLessThan(0.985);
    expect(found([...assumedHistory, { votes: [3], times: 20 }]).mean).toBeLessThan(0.95);
  });

  it("takes p near one half where votes fall all over the place", () => {
    const result = found([{ votes: [1, 1, 1, 1], times: 30 }]);
    expect(result.mean).toBeCloseTo(0.5, 6);
    expect(result.lower).toBe(0.5);
  });

  it("is the same for one list of elections and for equal ones added up, in any order", () => {
    const seen = history(mixed(0.65, 0.2, 0.95), three, 400, 2);
    const turned = seen.toReversed().map((one) => ({ ...one, votes: one.votes.toReversed() }));
    expect(found(turned).mean).toBeCloseTo(found(seen).mean, 6);
    const [once, twice] = [found([{ votes: [3, 1], times: 2 }]), { votes: [3, 1], times: 1 }];
    expect(found([twice, twice])).toEqual(once);
  });

  it("says that it knows nothing before an election with two votes has ended", () => {
    expect(estimate([])).toMatchObject({ kind: "unknown" });
    expect(estimate([{ votes: [1], times: 50 }])).toMatchObject({ kind: "unknown" });
    expect(estimate([{ votes: [], times: 50 }])).toMatchObject({ kind: "unknown" });
  });

  it("starts from what is assumed: 80 % of steps at .9, 20 % at .6", () => {
    const unanimous = 0.8 * (0.9 ** 3 + 0.1 ** 3) + 0.2 * (0.6 ** 3 + 0.4 ** 3);
    expect(assumedHistory[0]?.times).toBeCloseTo(20 * unanimous, 1);
    expect(assumedHistory[1]?.times).toBeCloseTo(20 * (1 - unanimous), 1);
  });
});
