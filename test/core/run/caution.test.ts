// Caution in a run: what failed under other tests can win later, and no arrival decides.
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  checked,
  count,
  openElection,
  outcome,
  wanted,
  type Election,
  type Outcome,
} from "../../../src/core/run/election.ts";
import type { EventOf } from "../../../src/core/run/event.ts";
import { stuckUnits } from "../../../src/core/run/next.ts";
import type { Run } from "../../../src/core/run/state.ts";
import { weighed, type Fallen } from "../../../src/core/vote/belief.ts";
import type { StopRule } from "../../../src/core/vote/rule.ts";
import { opened, planOf, plus, sandboxed, spoiled, stateOf, unit, verified } from "./facts.ts";
import { votes, word } from "./facts.ts";

const belief = { mean: 0.7, spread: 0.1, scatter: 2, slips: 0.4 };

/** Each sample arrives once, the last first; classes are checked when `early` says so, or late. */
function played(text: string, failing: string, rule: StopRule, early: () => boolean): Election {
  let election = openElection(rule);
  const check = (name: string): void => {
    const verdict = failing.includes(name) ? "failed" : "passed";
    election = checked(election, name, verdict, rule);
  };
  const sample = (n: number) => {
    const name = text[n % text.length] ?? "-";
    return name === "-" ? spoiled(n) : word(n, name);
  };
  for (;;) {
    for (let next = wanted(election); next.length > 0; next = wanted(election)) {
      for (const n of next.toReversed()) {
        election = count(election, sample(n), { stratum: 0, weight: 1, model: 0 }, rule);
        for (const { class: name } of election.candidates) if (early()) check(name);
      }
    }
    const due = election.candidates.filter((c) => c.check === "unchecked");
    if (due.length === 0) return election;
    for (const { class: name } of due) check(name);
  }
}

/** The outcome without the spelling of an answer, which is that of the first to arrive. */
function ending(election: Election) {
  const end = outcome(election, true);
  if (end.kind === "open") return end;
  if (end.kind === "decided") return { ...end, winner: end.winner.class };
  return { ...end, classes: end.classes.map((c) => [c.class, c.votes]) };
}

describe("an election with caution", () => {
  const margins = { unanimous: 3, lead: 5, capVotes: 24, samplesMax: 60, strataMin: 1 };
  const rule = (errorMax: number, failuresDissent = false): StopRule => ({
    ...margins,
    failuresDissent,
    caution: { belief, errorMax },
  });

  it.each([0.02, 0.05, 0.1])("borne %d, counts no vote after its end", (errorMax) => {
    const text = "AXAAAABBBBBB";
    const early = played(text, "X", rule(errorMax), () => true);
    const all = Array.from(text).reduce(
      (e, name, n) => count(e, word(n, name), { stratum: 0, weight: 1, model: 0 }, rule(errorMax)),
      openElection(rule(errorMax)),
    );
    const late = ["A", "B", "X"].reduce(
      (e, name) => checked(e, name, name === "X" ? "failed" : "passed", rule(errorMax)),
      all,
    );
    expect(ending(early)).toMatchObject({ kind: "decided", winner: "A" });
    expect(ending(late)).toEqual(ending(early));
    expect(late.deciding).toEqual(early.deciding);
  });

  it("comes to the same whenever its checks come in", () => {
    const any = fc.record({
      text: fc.array(fc.constantFrom("A", "A", "B", "C", "-"), { minLength: 1, maxLength: 30 }),
      failing: fc.subarray(["A", "B", "C"]),
      errorMax: fc.constantFrom(0.001, 0.02, 0.1),
      dissent: fc.boolean(),
      early: fc.infiniteStream(fc.boolean()),
    });
    const kinds = new Set<Outcome["kind"]>();
    fc.assert(
      fc.property(any, ({ text, failing, errorMax, dissent, early }) => {
        const by = rule(errorMax, dissent);
        const end = (checks: () => boolean): Election =>
          played(text.join(""), failing.join(""), by, checks);
        const [first, second] = [end(() => true), end(() => early.next().value ?? false)];
        kinds.add(outcome(first, true).kind);
        expect(ending(second)).toEqual(ending(first));
        expect(second.deciding).toEqual(first.deciding);
        expect(ending(end(() => false))).toEqual(ending(first));
      }),
      { numRuns: 300 },
    );
    expect([...kinds].sort()).toEqual(["decided", "no agreement"]);
  });
});

const taught = (errorMax: number) => ({
  runs: 40,
  mixtures: { test: [], code: [] },
  cautions: { code: { belief, errorMax } },
  validShare: 1,
  microUsdPerSample: 1,
});
const six = { unanimous: 6, lead: 6, votesMax: 6 };
const vote = { ...six, samplesMax: 12, scatterMax: 0, replan: true, proposals: 2 };
const one = planOf(unit("u1"));

const elected = (text: string): readonly EventOf<"sampled">[] =>
  (["propose", "choose"] as const).map((kind) => ({
    kind: "sampled",
    at: 0,
    poll: { kind, of: "plan", unit: { index: 0, attempt: 1 } },
    votes: [0, 1, 2, 3, 4, 5].map((n) => ({ n, class: "p", text })),
    microUsd: 0,
    tokens: 0,
  }));

/** "c" fails its check, and "a" and "b" do not agree. */
const torn = (runoff = 0, errorMax = 0.2): Run =>
  plus(
    opened(one, {
      ...sandboxed,
      experience: taught(errorMax),
      vote: { ...vote, runoff, probes: 0 },
    }),
    votes(0, ["c", "c", "c", "c", "a", "b"]),
    verified(0, "c", "failed"),
    verified(0, "a", "passed"),
    verified(0, "b", "passed"),
  );
const passed = (name: string, attempt: number) => verified(0, name, "passed", { attempt });

describe("a step whose classes are given no check", () => {
  it("is believed to hold no mistakes that were caught", () => {
    const plan = planOf(unit("u1", [], 2));
    const same = Array<string>(6).fill("a");
    const run = plus(
      opened(plan, { ...sandboxed, experience: taught(0.2), vote }),
      votes(0, same, { step: 0 }),
      votes(0, same, { step: 1 }),
      verified(0, "a", "passed", { step: 1 }),
    );
    const { phase } = stateOf(run, 0);
    const errors = phase.kind === "elected" ? phase.won.map(({ error }) => error) : [];
    const bare = { kept: [6], failed: [], checked: false };
    const errorOf = (fallen: Fallen) => 1 - (weighed(fallen, belief).right[0] ?? 0);
    expect(errors).toEqual([errorOf(bare), errorOf({ ...bare, checked: true })]);
  });
});

describe("votes of an earlier election on the same place", () => {
  const samePlace = JSON.stringify(planOf({ ...unit("u1"), title: "Anew" }));
  const elsewhere = JSON.stringify(planOf(unit("u9")));

  it("do not stop a class from winning that failed another check", () => {
    const anew = plus(torn(), ...elected(samePlace));
    expect(stateOf(anew, 0)).toMatchObject({ attempt: 2, torn: { votes: { counts: [{}, {}] } } });
    const run = plus(anew, votes(0, Array<string>(6).fill("c"), { attempt: 2 }), passed("c", 2));
    expect(stateOf(run, 0).phase).toMatchObject({ kind: "elected", won: [{ class: "c" }] });
  });

  it("do not stop it from winning by ballots", () => {
    const anew = plus(
      torn(4, 0.6),
      votes(0, Array<string>(6).fill("none"), { part: "ballot" }),
      ...elected(samePlace),
    );
    const split = ["c", "a"];
    const before = [votes(0, split, { attempt: 2 }), passed("c", 2), passed("a", 2)];
    const ballots = votes(0, Array<string>(6).fill("c"), { attempt: 2, part: "ballot" });
    const run = plus(anew, ...before, ballots);
    const state = stateOf(run, 0);
    expect(stuckUnits(run)).toEqual([]);
    expect(state.phase).toMatchObject({ kind: "elected", won: [{ class: "c", runoff: true }] });
  });

  it("are void under a plan without the place, and once a person asks for another try", () => {
    expect(stateOf(torn(), 0)).toHaveProperty("torn");
    expect(stateOf(plus(torn(), ...elected(elsewhere)), 0)).not.toHaveProperty("torn");
    const anew = plus(torn(), ...elected(samePlace));
    const again = votes(0, ["a", "b"], { attempt: 2 });
    const stuck = plus(anew, again, passed("a", 2), passed("b", 2));
    expect(stateOf(stuck, 0)).toMatchObject({ phase: { kind: "stuck" }, torn: {} });
    const by = { id: 1, login: "maintainer" };
    expect(stateOf(plus(stuck, { kind: "retried", at: 0, by }), 0)).not.toHaveProperty("torn");
  });
});
