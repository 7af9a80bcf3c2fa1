// A winner that is doubted: by all votes of its step, earlier elections and newest checks included.
import { describe, expect, it } from "vitest";
import { weighed, type Belief } from "../../../src/core/vote/belief.ts";
import { errorOf, unsure } from "../../../src/core/vote/caution.ts";
import type { ClassId } from "../../../src/core/vote/ballot.ts";
import { cast, emptyTally, strike, type Tally } from "../../../src/core/vote/tally.ts";

const usual: Belief = { mean: 0.7, spread: 0.1, scatter: 2, slips: 0.4 };

describe("a doubted winner", () => {
  const named = (name: string) => name as ClassId;
  const tallyOf = (names: string): Tally =>
    Array.from(names).reduce(
      (t, name, n) => cast(t, n, 0, { kind: "valid", class: named(name) }),
      emptyTally,
    );
  const tally = tallyOf("aaab");

  it("is one whose chance to be wrong is not borne", () => {
    const chance = errorOf(tally, "a", { belief: usual });
    expect(unsure(tally, "a" as ClassId, { belief: usual, errorMax: chance * 1.01 })).toBe(false);
    expect(unsure(tally, "a" as ClassId, { belief: usual, errorMax: chance * 0.99 })).toBe(true);
    expect(unsure(tally, "a" as ClassId, undefined)).toBe(false);
  });

  it("is doubted by the votes of an earlier election, too", () => {
    const belief = { belief: usual };
    const rival = tallyOf("bbbb");
    const alone = errorOf(tally, "a", belief);
    expect(errorOf(tally, "a", { ...belief, earlier: rival })).toBeGreaterThan(0.4);
    expect(errorOf(tally, "a", { ...belief, earlier: tally })).toBeLessThan(alone);
    const both = { ...belief, earlier: rival };
    const struck = errorOf(strike(tally, named("b")), "a", both);
    expect(struck).toBeLessThan(errorOf(tally, "a", both));
    expect(struck).toBe(1 - (weighed({ kept: [3], failed: [5] }, usual).right[0] ?? 0));
  });

  it("goes by the newest check of each class", () => {
    const [c, more] = [tallyOf("c".repeat(20)), tallyOf("aab")];
    const earlier = strike(more, named("a"));
    const kept = (...votes: number[]) =>
      1 - (weighed({ kept: votes, failed: [] }, usual).right[0] ?? 0);
    // What failed under tests of then stands now: its votes of now are all that it has.
    expect(errorOf(c, "c", { belief: usual, earlier: strike(c, named("c")) })).toBe(kept(20));
    expect(errorOf(c, "c", { belief: usual, earlier: strike(c, named("c")) })).toBeLessThan(1e-4);
    expect(errorOf(tally, "a", { belief: usual, earlier })).toBe(kept(3, 2));
    // Nothing newer was told of b, which failed and has no votes now.
    const gone = strike(more, named("b"));
    const fallen = { kept: [20, 2], failed: [1] };
    const all = 1 - (weighed(fallen, usual).right[0] ?? 0);
    expect(errorOf(c, "c", { belief: usual, earlier: gone })).toBe(all);
  });

  it("is doubted less once its rival has failed its check", () => {
    expect(errorOf(strike(tally, "b" as ClassId), "a", { belief: usual })).toBeLessThan(
      errorOf(tally, "a", { belief: usual }),
    );
  });
});
