// No interleaving breaks a promise; with a protection taken away, the search finds one that does.
import { describe, expect, it } from "vitest";
import { sha } from "../../../src/core/kernel.ts";
import { explore } from "./explorer.ts";
import type { Budget, Protection, Setting } from "./explorer-state.ts";
import { planOf, startedWith, unit } from "./facts.ts";

const calm: Budget = { wrong: 0, crashes: 0, pushes: 0, retries: 0, losses: 0, doubles: 0 };
/** Once each: a wrong answer, a crash, a person's push and retry, a webhook lost and doubled. */
const all: Budget = { wrong: 1, crashes: 1, pushes: 1, retries: 1, losses: 1, doubles: 1 };

/** Two units, of which the second needs the first, and two owners of one journal. */
function setting(without: Protection | null, budget: Budget): Setting {
  const margin = without === "margin" ? 1 : 2;
  const needs = without === "dependency check" ? [] : ["u1"];
  const started = startedWith({
    plan: planOf(unit("u1"), unit("u2", needs)),
    vote: { unanimous: margin, lead: margin, votesMax: 5, samplesMax: 5 },
    pace: { quietMs: 0, lookMs: 0, publishMs: 0 },
    base: { branch: "main", head: sha("62617365".padStart(40, "0")) },
  });
  return { without, started, budget, owners: 2, needs: [[], [0]] };
}

const statesMax = 400_000;

describe("all interleavings of two units, two owners and every kind of trouble", () => {
  it("keep every promise, and the run can always still come to an end", () => {
    const found = explore(setting(null, all), statesMax);
    expect(found).toMatchObject({ violation: null, trap: null });
    expect(found.states).toBeGreaterThan(50_000);
  });

  const removed: readonly [Protection, Budget, RegExp][] = [
    ["margin", all, /a wrong unit/],
    ["dependency check", all, /before what it needs/],
    ["natural key", all, /two pull requests/],
    ["run id", all, /two runs for one label/],
    ["expected sha", all, /unvoted commit/],
    ["expected head", all, /a person's commit was overwritten/],
    ["compare-and-set", { ...calm, wrong: 2 }, /not the one that the journal elects/],
  ];
  it.each(removed)("break one when the %s is taken away", (without, budget, what) => {
    const { violation } = explore(setting(without, budget), statesMax);
    expect(violation?.what).toMatch(what);
    expect(violation?.path.length).toBeLessThan(40);
  });

  it("break none when two answers may be wrong, as long as all owners compare and set", () => {
    const found = explore(setting(null, { ...calm, wrong: 2 }), statesMax);
    expect(found).toMatchObject({ violation: null, trap: null });
  });

  it("leave a run waiting for ever when the reconcile sweep is taken away", () => {
    const { trap } = explore(setting("reconcile sweep", all), statesMax);
    expect(trap?.at(-1)).toMatch(/webhook lost$/);
  });
});

describe("what the search leaves out", () => {
  const few: readonly Partial<Budget>[] = [
    { wrong: 1 },
    { crashes: 1 },
    { pushes: 1, retries: 1 },
    { losses: 1, doubles: 1 },
  ];
  it.each(few)("hides no state of journal and GitHub: %o", (more) => {
    const small = setting(null, { ...calm, ...more });
    const reduced = explore(small, statesMax);
    const whole = explore({ ...small, whole: true }, statesMax);
    expect(whole.states).toBeGreaterThan(5 * reduced.states);
    expect(reduced.worlds).toBe(whole.worlds);
    expect(reduced).toMatchObject({ violation: null, trap: null });
    expect(whole).toMatchObject({ violation: null, trap: null });
  });
});
