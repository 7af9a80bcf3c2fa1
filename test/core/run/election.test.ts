// One election: the first prefix in number order decides, whatever arrived or was checked when.
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Vote } from "../../../src/core/run/event.ts";
import {
  checked,
  count,
  openElection,
  outcome,
  unchecked,
  wanted,
  type Election,
} from "../../../src/core/run/election.ts";
import type { ClassId } from "../../../src/core/vote/ballot.ts";
import { standing, type Standing, type StopRule } from "../../../src/core/vote/rule.ts";
import { cast, emptyTally } from "../../../src/core/vote/tally.ts";
import { spoiled, word } from "./facts.ts";

const rule: StopRule = { unanimous: 2, lead: 2, capVotes: 12, samplesMax: 20, strataMin: 1 };

const after = (list: readonly Vote[], from: Election = openElection(rule)): Election =>
  list.reduce(
    (election, vote) => count(election, vote, { stratum: 0, weight: 1, model: 0 }, rule),
    from,
  );

/** Votes for a class spell its text each in another way. */
const spelt = (vote: Vote): Vote =>
  "class" in vote ? { ...vote, text: `${vote.class} by ${vote.n}` } : vote;

/** The definition, said again: count in number order, failed classes spoiled, stop when it ends. */
function firstEnd(list: readonly Vote[], failed: readonly string[]): Standing {
  let tally = emptyTally;
  let end = standing(tally, rule);
  for (const vote of list) {
    if (end.kind !== "open") break;
    const valid = "class" in vote && !failed.includes(vote.class);
    const ballot = valid
      ? ({ kind: "valid", class: vote.class as ClassId } as const)
      : ({ kind: "spoiled", flags: ["x"] } as const);
    tally = cast(tally, vote.n, 0, ballot);
    end = standing(tally, rule);
  }
  return end;
}

describe("an election", () => {
  it("is not reopened by a late ballot", () => {
    const decided = after([word(0, "a"), word(1, "a")]);
    const late = after([word(2, "b"), word(3, "b"), word(4, "b"), word(5, "b")], decided);
    expect(outcome(late, false)).toMatchObject({ kind: "decided", votes: 2, runnerUp: 0 });
    expect(outcome(late, false)).toMatchObject({ winner: { class: "a" } });
    expect(wanted(late)).toEqual([]);
  });

  it("counts a number once", () => {
    const one = after([word(0, "a")]);
    expect(after([word(0, "b")], one)).toBe(one);
    const ahead = after([word(3, "a")]);
    expect(after([word(3, "a")], ahead)).toBe(ahead);
  });

  it("waits for the numbers below before it counts", () => {
    const gap = after([word(1, "a"), word(2, "a")]);
    expect(outcome(gap, false)).toEqual({ kind: "open" });
    expect(wanted(gap)).toEqual([0]);
    expect(outcome(after([spoiled(0)], gap), false).kind).toBe("decided");
  });

  it("has exactly as many samples under way as the least that could decide", () => {
    expect(wanted(openElection(rule))).toEqual([0, 1]);
    expect(wanted(after([word(0, "a")]))).toEqual([1]);
    expect(wanted(after([word(0, "a"), word(1, "b")]))).toEqual([2, 3]);
    expect(wanted(after([spoiled(0), spoiled(1)]))).toEqual([2, 3]);
  });

  it("decides nothing while a class that has votes is unchecked", () => {
    const open = after([word(0, "b"), word(1, "a"), word(2, "a"), word(3, "a")]);
    expect(outcome(open, true)).toEqual({ kind: "open" });
    const passed = checked(open, "a", "passed", rule);
    expect(outcome(passed, true)).toEqual({ kind: "open" });
    expect(outcome(checked(passed, "b", "passed", rule), true)).toMatchObject({ votes: 3 });
  });

  it("strikes a class that fails, and the first prefix that decides then wins", () => {
    const list = [
      word(0, "a"),
      word(1, "b"),
      word(2, "b"),
      word(3, "c"),
      word(4, "c"),
      word(5, "c"),
    ];
    const open = after(list);
    expect(outcome(open, false).kind).toBe("open");
    const struck = checked(open, "a", "failed", rule);
    expect(outcome(struck, false)).toMatchObject({ winner: { class: "b" }, votes: 2, runnerUp: 0 });
  });

  it("fills the gap that a strike leaves before it decides", () => {
    const open = after([word(0, "a"), word(1, "b"), word(3, "b")]);
    expect(wanted(checked(open, "a", "failed", rule))).toEqual([2]);
  });

  it("keeps the spelling of the lowest number, which is checked when none below is awaited", () => {
    const ahead = after([spelt(word(2, "a")), spelt(word(1, "b"))]);
    expect(unchecked(ahead)).toEqual([]);
    const whole = after([spelt(word(0, "a"))], ahead);
    expect(whole.candidates.map((c) => [c.text, c.n])).toEqual([
      ["a by 0", 0],
      ["b by 1", 1],
    ]);
    expect(unchecked(whole)).toEqual(whole.candidates);
  });

  it("checks no class that has none of the deciding votes", () => {
    const late = after([word(0, "a"), word(1, "a"), word(2, "b")]);
    expect(unchecked(late).map((c) => c.class)).toEqual(["a"]);
    expect(outcome(checked(late, "a", "passed", rule), true).kind).toBe("decided");
    const struck = checked(late, "a", "failed", rule);
    expect(unchecked(struck).map((c) => c.class)).toEqual(["b"]);
  });

  it("keeps the text of an older journal, whose later votes bring none", () => {
    const old = after([word(3, "a"), { n: 0, class: "a" }]);
    expect(old.candidates).toMatchObject([{ text: "a", n: 3 }]);
    expect(unchecked(after([word(1, "b")], old)).map((c) => c.class)).toEqual(["b", "a"]);
  });

  it("takes a check once", () => {
    const passed = checked(after([word(0, "a"), word(1, "a")]), "a", "passed", rule);
    expect(outcome(checked(passed, "a", "failed", rule), true).kind).toBe("decided");
  });

  it("ends without a winner at the cap and shows the competing classes, most votes first", () => {
    const list = ["a", "b", "b", "a", "a", "b", "b", "a", "a", "b", "b", "a", "c"];
    const end = outcome(after(list.map((name, n) => word(n, name))), false);
    expect(end).toMatchObject({ kind: "no agreement" });
    expect(end.kind === "no agreement" && end.classes.map((c) => c.text)).toEqual(["a", "b"]);
  });

  const ballots = fc
    .array(fc.constantFrom("a", "b", "c", "-"), { minLength: 1, maxLength: 20 })
    .map((names) => names.map((name, n) => (name === "-" ? spoiled(n) : word(n, name))));

  it("comes to the same whatever arrives or is checked when", () => {
    const all = fc.record({
      list: ballots,
      order: fc.infiniteStream(fc.nat()),
      failed: fc.subarray(["a", "b", "c"]),
      early: fc.infiniteStream(fc.boolean()),
    });
    fc.assert(
      fc.property(all, ({ list, order, failed, early }) => {
        const left = [...list];
        let election = openElection(rule);
        const check = (name: string): void => {
          const verdict = failed.includes(name) ? "failed" : "passed";
          election = checked(election, name, verdict, rule);
        };
        while (left.length > 0) {
          const [vote] = left.splice((order.next().value ?? 0) % left.length, 1);
          if (vote)
            election = count(election, spelt(vote), { stratum: 0, weight: 1, model: 0 }, rule);
          for (const { class: name } of unchecked(election)) if (early.next().value) check(name);
        }
        for (const { class: name } of election.candidates) check(name);
        expect(election.decision).toEqual(firstEnd(list, failed));
        for (const { class: name, text } of election.candidates) {
          const first = list.find((vote) => "class" in vote && vote.class === name);
          expect(text).toBe(`${name} by ${first?.n}`);
        }
      }),
    );
  });
});
