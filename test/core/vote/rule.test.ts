// The stop rule: split-margin against the paper's rule, deficit dispatch, caps, strata, futility.
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { standing, type Standing, type StopRule } from "../../../src/core/vote/rule.ts";
import { cast, strike, type Tally } from "../../../src/core/vote/tally.ts";
import { dispatched, fewestToEnd, smallRule } from "./dispatch.ts";
import {
  anyRule,
  anySamples,
  named,
  paper,
  samplesOf,
  sequentially,
  tallyOf,
  vote,
  type Sample,
} from "./elections.ts";

const split: StopRule = { unanimous: 3, lead: 5, capVotes: 24, samplesMax: 60, strataMin: 1 };
const after = (text: string, rule: StopRule): Standing => standing(tallyOf(samplesOf(text)), rule);

describe("the split-margin rule", () => {
  it.each([
    ["", { kind: "open", short: 3 }],
    ["AA", { kind: "open", short: 1 }],
    ["A-A-", { kind: "open", short: 1 }],
    ["AAA", { kind: "elected", class: "A", votes: 3, runnerUp: 0 }],
    ["AAB", { kind: "open", short: 4 }],
    ["AABAAA", { kind: "open", short: 1 }],
    ["AABAAAA", { kind: "elected", class: "A", votes: 6, runnerUp: 1 }],
    ["AABCAAAA", { kind: "elected", class: "A", votes: 6, runnerUp: 1 }],
    ["ABBBBBB", { kind: "elected", class: "B", votes: 6, runnerUp: 1 }],
    ["AABB", { kind: "open", short: 5 }],
  ])("after %j stands at %j", (text, expected) => {
    expect(after(text, split)).toEqual(expected);
  });

  it("takes classes that failed their check for dissent where it is told so", () => {
    const rule = { ...split, failuresDissent: true };
    const torn = strike(tallyOf(samplesOf("BAA")), named("B"));
    expect(standing(torn, split)).toEqual({ kind: "open", short: 1 });
    expect(standing(torn, rule)).toEqual({ kind: "open", short: 3 });
    const won = strike(tallyOf(samplesOf("BAAAAA")), named("B"));
    expect(standing(won, rule)).toEqual({ kind: "elected", class: "A", votes: 5, runnerUp: 0 });
  });

  it("goes on one by one while a winner by its margin is doubted, up to the cap", () => {
    const belief = { mean: 0.5, spread: 0.1, scatter: 1, slips: 1 };
    const rule = { ...split, capVotes: 9, caution: { belief, errorMax: 0.11 } };
    expect(after("AAA", rule)).toEqual({ kind: "open", short: 1 });
    expect(after("AAAAAAAAA", rule).kind).toBe("elected");
    const never = { ...rule, caution: { belief, errorMax: 1e-9 } };
    expect(after("AAAAAAAAA", never)).toMatchObject({ kind: "no agreement", because: "cap" });
  });

  it("with equal margins is the paper's first-to-ahead-by-k", () => {
    fc.assert(
      fc.property(anySamples, fc.integer({ min: 1, max: 6 }), (samples, k) => {
        expect(winnerOf(sequentially(samples, paper(k)).standing)).toBe(aheadBy(k, samples));
      }),
      { numRuns: 500 },
    );
  });

  it("never counts a spoiled ballot: without them the same class wins after as many votes", () => {
    fc.assert(
      fc.property(anySamples, anyRule, (samples, rule) => {
        const roomy = { ...rule, samplesMax: 1000, strataMin: 1, discardsFrom: 0 };
        const clean = samples.filter((sample) => sample.ballot.kind === "valid");
        const withThem = sequentially(samples, roomy);
        const without = sequentially(clean, roomy);
        expect(winnerOf(withThem.standing)).toBe(winnerOf(without.standing));
        expect(withThem.standing.kind).toBe(without.standing.kind);
      }),
    );
  });
});

describe("the demand for strata", () => {
  const rule = { ...split, strataMin: 2 };
  const oneStratum = (text: string) => tallyOf(samplesOf(text, 1));

  it("keeps a class open, one vote short, that has its margin from one stratum only", () => {
    expect(standing(oneStratum("AAA"), rule)).toEqual({ kind: "open", short: 1 });
    expect(standing(oneStratum("AAAAAA"), rule)).toEqual({ kind: "open", short: 1 });
  });

  it("elects it with the first vote from another", () => {
    const tally = cast(oneStratum("AAA"), 3, 1, vote("A"));
    expect(standing(tally, rule)).toMatchObject({ kind: "elected", votes: 4 });
  });

  it("asks for the other strata's votes when they are more than the margin lacks", () => {
    const strict = { ...split, strataMin: 4 };
    expect(standing(oneStratum("AAA"), strict)).toEqual({ kind: "open", short: 3 });
  });

  it("never elects a class that one stratum alone wants", () => {
    expect(standing(oneStratum("A".repeat(24)), rule)).toMatchObject({ because: "cap" });
  });
});

describe("the end without a winner", () => {
  it("at the cap names no leader and lists all classes, most votes first", () => {
    const end = after("ABCABCABCABCABCABCABCABC".slice(0, 23) + "B", split);
    expect(end).toMatchObject({ kind: "no agreement", because: "cap" });
    const classes = end.kind === "no agreement" ? end.classes : [];
    expect(classes.map((c) => [c.class, c.votes])).toEqual([
      ["B", 9],
      ["A", 8],
      ["C", 7],
    ]);
  });

  it("still elects the class that reaches its margin with the last vote allowed", () => {
    expect(after("AABAAAA", { ...split, capVotes: 7 })).toMatchObject({ kind: "elected" });
    expect(after("A-A-A", { ...split, samplesMax: 5 })).toMatchObject({ kind: "elected" });
  });

  it("comes when all samples are spent, spoiled ones included", () => {
    const end = after("A-A--", { ...split, samplesMax: 5 });
    expect(end).toMatchObject({ kind: "no agreement", because: "samples" });
    expect(after("", { ...split, samplesMax: 0 })).toMatchObject({ because: "samples" });
  });

  it("comes at once when the votes that are left could elect nobody", () => {
    expect(after("AAB", { ...split, capVotes: 7 })).toMatchObject({ kind: "open" });
    expect(after("AAB", { ...split, capVotes: 6 })).toMatchObject({ because: "futile" });
    expect(after("", { ...split, samplesMax: 2 })).toMatchObject({ because: "futile" });
  });

  it("is declared futile only when truly nobody can be elected, and then always", () => {
    fc.assert(
      fc.property(anySamples, anyRule, (samples, rule) => {
        const { standing: end, used } = sequentially(samples, rule);
        const before = samples.slice(0, Math.max(0, used - 1));
        if (end.kind !== "no agreement") return;
        if (end.because === "scattered") {
          expect(end.classes.every((c) => c.votes === 1)).toBe(true);
          expect(end.classes.length).toBe(rule.scatterMax);
          return;
        }
        if (end.because === "discards") {
          const spoiled = samples.slice(0, used).filter((s) => s.ballot.kind === "spoiled").length;
          expect(spoiled * 2).toBeGreaterThan(used);
          expect(used).toBeGreaterThanOrEqual(rule.discardsFrom ?? 0);
          return;
        }
        expect(canElect(tallyOf(samples.slice(0, used)), used, rule)).toBe(false);
        if (used > 0) expect(canElect(tallyOf(before), before.length, rule)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

describe("votes that all differ", () => {
  const scatter = { ...split, scatterMax: 4 };

  it("end an election early, and only while no two of them agree", () => {
    expect(after("ABC", scatter)).toEqual({ kind: "open", short: 1 });
    expect(after("ABCD", scatter)).toMatchObject({ because: "scattered" });
    expect(after("ABBCD", scatter).kind).toBe("open");
    expect(after("A-BC-D", scatter)).toMatchObject({ because: "scattered" });
    expect(after("A", { ...split, scatterMax: 1 }).kind).toBe("open");
  });
});

describe("samples that are mostly discarded", () => {
  const picky = { ...split, discardsFrom: 5 };

  it("end an election once there are enough of them", () => {
    expect(after("A---", picky)).toEqual({ kind: "open", short: 1 });
    expect(after("A--A-", picky)).toMatchObject({ because: "discards" });
    expect(after("A-A-A", picky).kind).toBe("elected");
    expect(after("AB-AB--A---", picky)).toMatchObject({ because: "discards" });
  });

  it("are not those of a class that failed its check", () => {
    const tally = strike(tallyOf(samplesOf("AAAA-B")), named("A"));
    expect(standing(tally, picky).kind).toBe("open");
  });
});

describe("deficit dispatch", () => {
  it("asks for fewer samples than elect where one dissent more would end the election", () => {
    expect(after("AAB", { ...split, capVotes: 7 })).toEqual({ kind: "open", short: 1 });
    expect(after("AAB", { ...split, capVotes: 9 })).toEqual({ kind: "open", short: 2 });
    expect(after("AAB", { ...split, capVotes: 12 })).toEqual({ kind: "open", short: 4 });
  });

  it("sees that a vote from a stratum already heard can end a tied election", () => {
    const rule = { unanimous: 2, lead: 2, strataMin: 4, capVotes: 9, samplesMax: 60 };
    const strata = [0, 0, 0, 0, 1, 2];
    const samples = samplesOf("AAABBB").map((s, n) => ({ ...s, stratum: strata[n] ?? 0 }));
    expect(standing(tallyOf(samples), rule)).toEqual({ kind: "open", short: 1 });
    const next = cast(tallyOf(samples), 6, 0, vote("A"));
    expect(standing(next, rule)).toMatchObject({ because: "futile" });
  });

  it("decides as sequential counting does, nothing in flight, whatever the latencies", () => {
    fc.assert(
      fc.property(anySamples, anyRule, fc.infiniteStream(fc.nat()), (samples, rule, chance) => {
        const sequential = sequentially(samples, rule);
        const parallel = dispatched(samples, rule, () => chance.next().value ?? 0);
        expect(parallel).toEqual({ ...sequential, inFlight: 0 });
      }),
      { numRuns: 4000 },
    );
  });

  it("asks for exactly the fewest further samples that could end the election", () => {
    fc.assert(
      fc.property(anySamples, smallRule, fc.nat({ max: 8 }), (samples, rule, opened) => {
        const tally = tallyOf(samples.slice(0, opened));
        const now = standing(tally, rule);
        if (now.kind === "open") expect(now.short).toBe(fewestToEnd(tally, opened, rule));
      }),
      { numRuns: 400 },
    );
  });

  it("never asks for more than the cap and the samples leave room for", () => {
    fc.assert(
      fc.property(anySamples, anyRule, fc.nat({ max: 40 }), (samples, rule, opened) => {
        const tally = tallyOf(samples.slice(0, opened));
        const now = standing(tally, rule);
        if (now.kind !== "open") return;
        expect(now.short).toBeGreaterThanOrEqual(1);
        expect(tally.valid + now.short).toBeLessThanOrEqual(rule.capVotes);
        expect(tally.valid + tally.spoiled + now.short).toBeLessThanOrEqual(rule.samplesMax);
      }),
      { numRuns: 1000 },
    );
  });
});

const winnerOf = (end: Standing): string | null => (end.kind === "elected" ? end.class : null);

/** The paper's Algorithm 2, written independently: the first class ahead of all others by k. */
function aheadBy(k: number, samples: readonly Sample[]): string | null {
  const votes: Record<string, number> = {};
  for (const { ballot } of samples) {
    if (ballot.kind === "spoiled") continue;
    const mine = (votes[ballot.class] = (votes[ballot.class] ?? 0) + 1);
    const others = Object.entries(votes).filter(([name]) => name !== ballot.class);
    if (others.every(([, theirs]) => mine - theirs >= k) && mine >= k) return ballot.class;
  }
  return null;
}

/** Whether some class would win if it got every vote still allowed, each from a new stratum. */
function canElect(tally: Tally, opened: number, rule: StopRule): boolean {
  const names = [...tally.counts.map((c) => c.class), "somebody new"];
  return names.some((name) => {
    let now = tally;
    for (let n = opened; ; n += 1) {
      const at = standing(now, { ...rule, capVotes: 1000, samplesMax: 1000 });
      if (at.kind === "elected") return true;
      if (now.valid >= rule.capVotes || now.valid + now.spoiled >= rule.samplesMax) return false;
      now = cast(now, n, 4 + (n % 27), vote(name));
    }
  });
}
