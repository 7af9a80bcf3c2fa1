// The forecast of votes: the closed form where no cap binds, seeded elections where one does.
import { describe, expect, it } from "vitest";
import { forecast, paidFor, votesChances } from "../../../src/core/vote/forecast.ts";
import { alike, mixtureOdds, type Mixture } from "../../../src/core/vote/odds.ts";
import { random } from "../../../src/simulate/random.ts";
import { sequentially, vote } from "./elections.ts";

const mixture: Mixture = [
  { weight: 0.2, p: 0.6 },
  { weight: 0.8, p: 0.9 },
];
const votesForecast = (
  loads: readonly { readonly steps: number; readonly mixture: Mixture }[],
  limits: Parameters<typeof votesChances>[1],
) => forecast(loads.map(({ steps, mixture: of }) => ({ steps, taking: votesChances(of, limits) })));
const pairs = [
  [1, 1],
  [1, 3],
  [2, 2],
  [3, 3],
  [3, 5],
] as const;

describe("the chances of how many votes an election takes", () => {
  it.each(pairs)("have the closed form's mean at (%i, %i) when no cap binds", (unanimous, lead) => {
    const limits = { unanimous, lead, capVotes: 600 };
    for (const kind of [alike(0.5), alike(0.7), alike(0.99), alike(1), alike(0.3), mixture]) {
      const chances = votesChances(kind, limits);
      const mean = chances.reduce((sum, chance, n) => sum + n * chance, 0);
      expect(mean).toBeCloseTo(mixtureOdds(kind, limits).votes, 6);
      expect(chances.reduce((sum, chance) => sum + chance, 0)).toBeCloseTo(1, 12);
    }
  });

  it("put what is undecided at the cap", () => {
    const chances = votesChances(alike(0.5), { unanimous: 3, lead: 5, capVotes: 4 });
    expect(chances).toEqual([0, 0, 0, 0.25, 0.75]);
    const always = votesChances(alike(1), { unanimous: 3, lead: 5, capVotes: 24 });
    expect(always[3]).toBe(1);
  });
});

describe("the forecast of several elections", () => {
  const limits = { unanimous: 3, lead: 5, capVotes: 24 };

  it("holds in seeded elections: the mean, and nine of ten below p90", () => {
    const chance = random("forecast");
    const steps = 6;
    const expected = votesForecast([{ steps, mixture }], limits);
    const rule = { ...limits, samplesMax: 1000, strataMin: 1 };
    const drawn = Array.from({ length: 4000 }, () => {
      let votes = 0;
      for (let step = 0; step < steps; step += 1) {
        const p = chance.chance(0.2) ? 0.6 : 0.9;
        const samples = Array.from({ length: 25 }, () => ({
          stratum: 0,
          ballot: vote(chance.chance(p) ? "right" : "wrong"),
        }));
        votes += Math.min(24, sequentially(samples, { ...rule, capVotes: 25 }).used);
      }
      return votes;
    });
    const mean = drawn.reduce((sum, n) => sum + n, 0) / drawn.length;
    expect(Math.abs(mean - expected.mean)).toBeLessThan(0.5);
    const within = drawn.filter((n) => n <= expected.p90).length / drawn.length;
    expect(within).toBeGreaterThan(0.88);
    expect(within).toBeLessThan(0.94);
  });

  it("hardly changes where the exact sum gives way to the normal one", () => {
    const exact = votesForecast([{ steps: 64, mixture }], limits);
    const normal = votesForecast([{ steps: 65, mixture }], limits);
    expect(normal.mean / exact.mean).toBeCloseTo(65 / 64, 9);
    expect(Math.abs(normal.p90 - exact.p90 - exact.mean / 64)).toBeLessThan(3);
  });

  it("adds kinds of steps, and is nothing for no steps", () => {
    const apart = [0.9, 0.7].map((p) => votesForecast([{ steps: 2, mixture: alike(p) }], limits));
    const both = votesForecast(
      [
        { steps: 2, mixture: alike(0.9) },
        { steps: 2, mixture: alike(0.7) },
      ],
      limits,
    );
    expect(both.mean).toBeCloseTo(
      apart.reduce((sum, one) => sum + one.mean, 0),
      9,
    );
    expect(votesForecast([{ steps: 0, mixture }], limits)).toEqual({ mean: 0, p90: 0 });
    expect(votesForecast([{ steps: 4, mixture: alike(1) }], limits)).toEqual({ mean: 12, p90: 12 });
  });

  it("goes by counted elections as well as by chances, and pays for spoiled samples", () => {
    expect(forecast([{ steps: 1, taking: [0, 0, 9, 0, 0, 1] }])).toEqual({ mean: 2.3, p90: 2 });
    expect(forecast([{ steps: 2, taking: [0, 0, 9, 0, 0, 1] }])).toEqual({ mean: 4.6, p90: 7 });
    expect(paidFor([0, 0, 0.25, 0.75], 0.5)).toEqual([0, 0, 0, 0, 0.25, 0, 0.75]);
    expect(paidFor([0, 0, 1], 0.8)).toEqual([0, 0, 0.5, 0.5]);
    expect(paidFor([0, 0.5, 0.5], 1)).toEqual([0, 0.5, 0.5]);
    const taking = votesChances(mixture, { unanimous: 3, lead: 5, capVotes: 24 });
    const mean = (of: readonly number[]): number => forecast([{ steps: 1, taking: of }]).mean;
    for (const valid of [0.98, 0.9, 0.7]) {
      expect(mean(paidFor(taking, valid))).toBeCloseTo(mean(taking) / valid, 9);
    }
  });
});
