// Where a vote comes from: stratum and weight by its number, or by the model that stood in.
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { everything } from "../../../src/core/run/next.ts";
import { modelOf, originOf, variantOf } from "../../../src/core/run/origin.ts";
import { opened, planOf, plus, startedWith, stateOf, unit, word } from "./facts.ts";
import type { EventOf, Vote } from "../../../src/core/run/event.ts";

const two = {
  strata: 8,
  models: [
    { name: "big", weight: 1 },
    { name: "small", weight: 1 / 4 },
  ],
};

describe("the origin of a vote", () => {
  it("is a model and a prompt variant, by turns", () => {
    expect([0, 1, 2, 3, 8].map((n) => modelOf(two, n))).toEqual([0, 1, 0, 1, 0]);
    expect([0, 1, 2, 7, 8].map((n) => variantOf(two, n))).toEqual([0, 0, 1, 3, 0]);
    expect([0, 1, 9].map((n) => originOf(two, { n }))).toEqual([
      { stratum: 0, weight: 1, model: 0 },
      { stratum: 1, weight: 1 / 4, model: 1 },
      { stratum: 1, weight: 1 / 4, model: 1 },
    ]);
  });

  it("is that of the model which stood in", () => {
    expect(originOf(two, { n: 2, model: 1 })).toEqual({ stratum: 3, weight: 1 / 4, model: 1 });
    expect(originOf(two, { n: 3, model: 0 })).toEqual({ stratum: 2, weight: 1, model: 0 });
  });

  it("is the number's stratum with weight 1 in a journal that names no models", () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 0, max: 40 }), (n, strata) => {
        const stratum = n % Math.max(1, Math.min(31, strata));
        expect(originOf({ strata }, { n })).toEqual({ stratum, weight: 1, model: 0 });
      }),
    );
  });

  it("is always one that a tally holds", () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 8 }), fc.nat(7), (n, count, model) => {
        const models = Array.from({ length: count }, (_, i) => ({ name: `m${i}`, weight: 1 }));
        const terms = { strata: Math.min(31, 4 * count), models };
        const { stratum } = originOf(terms, { n, model: model % count });
        expect(stratum).toBeGreaterThanOrEqual(0);
        expect(stratum).toBeLessThan(31);
      }),
    );
  });
});

describe("a run whose models weigh differently", () => {
  const sampled = (...votes: readonly Vote[]): EventOf<"sampled"> => {
    const poll = { kind: "step", unit: 0, attempt: 1, step: 0 } as const;
    return { kind: "sampled", at: 0, poll, votes, microUsd: 0, tokens: 0 };
  };

  it("elects by weight, frozen when it started, and shows counts", () => {
    const run = opened(planOf(unit("u1")), two);
    const open = plus(run, sampled(word(0, "a"), word(1, "a")));
    expect(stateOf(open, 0).phase.kind).toBe("voting");
    const won = plus(open, sampled(word(2, "a")));
    expect(stateOf(won, 0).phase).toMatchObject({ kind: "elected", won: [{ votes: 3 }] });
  });

  it("weighs a vote as the model's that answered", () => {
    const run = opened(planOf(unit("u1")), two);
    const stoodIn = plus(run, sampled(word(0, "a"), { ...word(1, "a"), model: 0 }));
    expect(stateOf(stoodIn, 0).phase).toMatchObject({ kind: "elected", won: [{ votes: 2 }] });
  });

  it("leaves a model out that a person must see to, and stops when none is left", () => {
    const out = (model: number) =>
      ({
        kind: "faltered",
        at: 0,
        key: "sample/0.1.0/0",
        because: "bad key",
        outcome: "none",
        retryAfterMs: null,
        lasting: true,
        model,
      }) as const;
    const one = plus(opened(planOf(unit("u1")), two), out(1), out(1));
    expect(one).toMatchObject({ down: [1], phase: { kind: "units" } });
    const sample = everything(one).find((d) => d.key === "sample/0.1.0/0");
    expect(sample?.due).toBeLessThan(Infinity);
    const none = plus(one, out(0));
    expect(none.phase).toMatchObject({ kind: "stuck", cause: "bad key" });
    const by = startedWith().by;
    expect(plus(none, { kind: "retried", at: 1, by }).down).toEqual([]);
  });
});
