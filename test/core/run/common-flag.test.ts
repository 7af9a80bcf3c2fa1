// A flag that hits most samples is named where people and planners are told why a unit is stuck.
import { describe, expect, it } from "vitest";
import type { Vote } from "../../../src/core/run/event.ts";
import { fold, lineOpened, planOf, startedWith, stateOf, unit, word } from "./facts.ts";

const poll = { kind: "step", unit: 0, attempt: 1, step: 0 } as const;
function causeOf(...votes: readonly Vote[]): string {
  const began = startedWith({ plan: planOf(unit("u1")), vote: { discardsFrom: 8 } });
  const sampled = { kind: "sampled", at: 0, poll, votes, microUsd: 0, tokens: 0 } as const;
  const { phase } = stateOf(fold(began, lineOpened, sampled), 0);
  return phase.kind === "stuck" ? phase.cause : phase.kind;
}
const spoiled = (n: number, flag: string): Vote => ({ n, spoiled: [flag], detail: `${n}` });

describe("a flag on more than 30 % of an election's samples", () => {
  it("is named with its rule, whatever each sample did in detail", () => {
    const six = [0, 1, 2, 3, 4, 5].map((n) => spoiled(n, "signature"));
    const cause = causeOf(...six, word(6, "a"), word(7, "b"));
    expect(cause).toContain(
      "the red flag signature (name, parameters, types or export of a symbol changed and the " +
        "plan does not allow it) hit 6 of 8 samples: the step may ask for what it does not allow",
    );
  });

  it("is not named when flags differ", () => {
    const each = ["stub", "shrink", "signature", "scope", "format", "syntax"];
    const cause = causeOf(...each.map((flag, n) => spoiled(n, flag)), word(6, "a"), word(7, "b"));
    expect(cause).toMatch(/^no agreement/);
    expect(cause).not.toContain("hit");
  });
});
