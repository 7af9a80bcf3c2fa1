// What shadow votes tell of red flags: counted for each model, compared once a step is decided.
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Event, Vote } from "../../../src/core/run/event.ts";
import { summed, noFlagging, type Flagging } from "../../../src/core/run/flagging.ts";
import { fold, lineOpened, planOf, startedWith, stateOf, unit, word } from "./facts.ts";

const models = ["big", "small"].map((name) => ({ name, weight: 1 }));
const began = startedWith({ plan: planOf(unit("u1", [], 2)), models, strata: 2 });
const sampled = (step: number, ...votes: readonly Vote[]): Event => {
  const poll = { kind: "step", unit: 0, attempt: 1, step } as const;
  return { kind: "sampled", at: 0, poll, votes, microUsd: 0, tokens: 0 };
};
const flaggings = (...events: readonly Event[]) =>
  stateOf(fold(began, lineOpened, ...events), 0).flagging;
const spoiled = (n: number, flags: readonly string[], shadow?: string): Vote => ({
  n,
  spoiled: flags,
  ...(shadow === undefined ? {} : { shadow }),
});

describe("flags", () => {
  it("are counted as they are raised, before anything is decided", () => {
    const [big, small] = flaggings(
      sampled(0, spoiled(0, ["stub"], "a"), { ...word(1, "a"), flags: ["early-exit"] }),
    );
    expect(big).toEqual({
      ...noFlagging,
      samples: 1,
      flags: { stub: { flagged: 1, spoiled: 1, judged: 0, wrong: 0 } },
    });
    expect(small).toEqual({
      ...noFlagging,
      samples: 1,
      valid: 1,
      flags: { "early-exit": { flagged: 1, spoiled: 0, judged: 0, wrong: 0 } },
    });
  });

  it("that spoiled an answer are judged by what is elected without it", () => {
    const [big] = flaggings(
      sampled(0, spoiled(0, ["stub"], "a"), spoiled(2, ["stub"], "b"), spoiled(4, ["stub"])),
      sampled(0, word(1, "a"), word(3, "a")),
    );
    expect(big?.flags).toEqual({ stub: { flagged: 3, spoiled: 3, judged: 2, wrong: 1 } });
    expect(big).toMatchObject({ samples: 3, valid: 0, right: 0, wrong: 0 });
  });

  it("that spoil only together are not judged: neither would save the answer alone", () => {
    const [big] = flaggings(
      sampled(0, spoiled(0, ["stub", "shrink"], "a"), word(1, "a"), word(2, "a")),
    );
    expect(big?.flags["stub"]).toEqual({ flagged: 1, spoiled: 0, judged: 0, wrong: 0 });
  });

  it("on valid votes are judged with them, those that are only shown too", () => {
    const [big, small] = flaggings(
      sampled(
        0,
        { ...word(0, "b"), warned: ["swallowed"] },
        { ...word(1, "a"), warned: ["swallowed"] },
        word(2, "a"),
        word(3, "a"),
      ),
    );
    expect(big?.flags).toEqual({ swallowed: { flagged: 1, spoiled: 0, judged: 1, wrong: 1 } });
    expect(small?.flags).toEqual({ swallowed: { flagged: 1, spoiled: 0, judged: 1, wrong: 0 } });
    expect([big?.right, big?.wrong, small?.right, small?.wrong]).toEqual([1, 1, 2, 0]);
  });

  it("are counted once however often a sample arrives, and over all steps", () => {
    const votes = [spoiled(0, ["stub"], "a"), word(1, "a"), word(2, "a")];
    const next = sampled(1, spoiled(0, ["stub"], "b"), word(1, "a"), word(2, "a"));
    const first = sampled(0, spoiled(0, ["stub"], "a"));
    const [big] = flaggings(first, first, sampled(0, ...votes), next);
    expect(big?.samples).toBe(4);
    expect(big?.flags).toEqual({ stub: { flagged: 2, spoiled: 2, judged: 2, wrong: 1 } });
  });

  it("belong to the model that answered where another stood in", () => {
    const [, small] = flaggings(sampled(0, { ...spoiled(0, ["stub"]), model: 1 }));
    expect(small?.flags["stub"]?.flagged).toBe(1);
  });
});

describe("a shadow vote", () => {
  it("changes nothing of the election: no sample more, no other winner", () => {
    const votes = fc.array(fc.constantFrom("a", "b", "stub"), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(votes, fc.constantFrom("a", "b"), (list, shadow) => {
        const told = (with_: boolean) =>
          list.map((name, n): Vote =>
            name === "stub" ? spoiled(n, ["stub"], with_ ? shadow : undefined) : word(n, name),
          );
        const [bare, shadowed] = [false, true].map((with_) => {
          const { phase, ...rest } = stateOf(
            fold(began, lineOpened, sampled(0, ...told(with_))),
            0,
          );
          if (phase.kind !== "voting") return { phase, spend: rest.spend };
          const { standing, decision, tally, upTo } = phase.election;
          return { won: phase.won, standing, decision, tally, upTo, spend: rest.spend };
        });
        expect(shadowed).toEqual(bare);
      }),
    );
  });
});

describe("sums", () => {
  const count = fc.record({
    flagged: fc.nat(9),
    spoiled: fc.nat(9),
    judged: fc.nat(9),
    wrong: fc.nat(9),
  });
  const flagging: fc.Arbitrary<Flagging> = fc.record({
    samples: fc.nat(99),
    valid: fc.nat(99),
    right: fc.nat(99),
    wrong: fc.nat(99),
    flags: fc.dictionary(fc.constantFrom("stub", "length", "constructor"), count),
  });

  it("do not depend on the order, and nothing adds nothing", () => {
    fc.assert(
      fc.property(flagging, flagging, (a, b) => {
        expect(summed(a, b)).toEqual(summed(b, a));
        expect(summed(a, noFlagging)).toEqual(a);
      }),
    );
  });
});
