// Requirements and plans: proposals, then ballots that name one; "none" is an answer too.
import { describe, expect, it } from "vitest";
import type { Event, Vote } from "../../../src/core/run/event.ts";
import { everything } from "../../../src/core/run/next.ts";
import type { Run } from "../../../src/core/run/state.ts";
import {
  chosen,
  fold,
  maintainer,
  planOf,
  plus,
  spoiled,
  startedWith,
  unit,
  word,
} from "./facts.ts";

const planA = JSON.stringify(planOf(unit("u1")));
const planB = JSON.stringify(planOf(unit("u1"), unit("u2")));
const required = JSON.stringify([{ id: "R1" }]);

const proposing = (settings = {}): Run =>
  fold(startedWith(settings), chosen("propose", "requirements", same(required, 5)));

const same = (text: string, times: number): Vote[] =>
  Array.from({ length: times }, (_, n) => ({ n, class: "c", text }));

const plans = (names: string): Vote[] =>
  names.split("").map((name, n) => {
    if (name === "-") return spoiled(n);
    return { n, class: name, text: name === "A" ? planA : planB };
  });

const ballots = (names: readonly string[]) =>
  chosen(
    "choose",
    "plan",
    names.map((name, n) => word(n, name)),
  );

const falter: Event = {
  kind: "faltered",
  at: 0,
  key: "publish",
  because: "no money",
  outcome: "none",
  retryAfterMs: null,
  lasting: true,
};

const samplesOf = (run: Run): string[] =>
  everything(run).flatMap((d) => (d.action.kind === "sample" ? [d.key] : []));

describe("a choice", () => {
  it("needs no ballots when all proposals agree", () => {
    const run = plus(proposing(), chosen("propose", "plan", plans("AAAAA")));
    expect(run.phase.kind).toBe("units");
    expect(run.plan.units).toHaveLength(1);
    expect(run.spend.elections).toBe(2);
  });

  it("draws as many proposals as are wanted, and one more for each that is spoiled", () => {
    expect(samplesOf(proposing())).toHaveLength(5);
    const run = plus(proposing(), chosen("propose", "plan", plans("A-")));
    expect(samplesOf(run)).toEqual([2, 3, 4, 5].map((n) => `sample/plan.propose/${n}`));
  });

  it("puts proposals that differ to ballots, each once, with how often it was proposed", () => {
    const run = plus(proposing(), chosen("propose", "plan", plans("ABAAB")));
    const { phase } = run;
    const part = phase.kind === "choosing" ? phase.choice : null;
    expect(part?.part).toBe("choose");
    expect(part?.proposals.map((p) => [p.class, p.times])).toEqual([
      ["A", 3],
      ["B", 2],
    ]);
    expect(samplesOf(run)).toEqual(["sample/plan.choose/0", "sample/plan.choose/1"]);
  });

  it("takes the proposal that the ballots elect, whoever proposed it more often", () => {
    const run = plus(proposing(), chosen("propose", "plan", plans("ABAAB")), ballots(["B", "B"]));
    expect(run.plan.units).toHaveLength(2);
  });

  it("asks a person when the ballots find none right, and draws afresh after a retry", () => {
    const split = plus(proposing(), chosen("propose", "plan", plans("ABAAB")));
    const run = plus(split, ballots(["none", "none"]));
    expect(run.phase).toMatchObject({ kind: "stuck" });
    expect(run.phase.kind === "stuck" && run.phase.cause).toMatch(/none of the proposals/);
    expect(run.spend.noAgreement).toBe(1);
    const again = plus(run, { kind: "retried", at: 1, by: maintainer });
    expect(samplesOf(again)[0]).toBe("sample/plan.propose.again1/0");
  });

  it("keeps the competing proposals for people, most votes first, and those for none", () => {
    const vote = { votesMax: 5, lead: 3, unanimous: 3 };
    const split = plus(proposing({ vote }), chosen("propose", "plan", plans("AABAB")));
    const run = plus(split, ballots(["B", "A", "B", "none"]));
    const contenders = [
      { of: "plan", text: planB, votes: 2, times: 2 },
      { of: "plan", text: planA, votes: 1, times: 3 },
      { of: "plan", text: null, votes: 1, times: 0 },
    ];
    expect(run.phase).toMatchObject({ kind: "stuck", contenders });
    const worse = plus(run, falter);
    expect(worse.phase).toMatchObject({ cause: "no money", contenders });
  });

  it("cuts competing proposals, and shows six at most", () => {
    const long = (n: number): Vote => ({ n, class: `p${n}`, text: `${n}`.repeat(30_000) });
    const list = Array.from({ length: 8 }, (_, n) => long(n));
    const start = fold(
      startedWith({ vote: { proposals: 8 } }),
      chosen("propose", "requirements", same(required, 8)),
    );
    const split = plus(start, chosen("propose", "plan", list));
    const run = plus(split, ballots(["none", "none"]));
    const contenders = run.phase.kind === "stuck" ? run.phase.contenders : [];
    expect(contenders.map((c) => c.votes)).toEqual([2, 0, 0, 0, 0, 0]);
    expect(contenders.map((c) => c.text?.length)).toEqual([undefined, ...Array(5).fill(20_000)]);
  });

  it("ignores votes from before a retry, and counts those of a journal that does not say", () => {
    const split = plus(proposing(), chosen("propose", "plan", plans("ABAAB")));
    const none = plus(split, ballots(["none", "none"]));
    const again = plus(none, { kind: "retried", at: 1, by: maintainer });
    const votes = plans("AAAAA");
    const late = { kind: "propose", of: "plan", retry: 0 } as const;
    const said = { kind: "sampled", at: 0, votes, microUsd: 0, tokens: 0 } as const;
    expect(plus(again, { ...said, poll: late }).phase).toEqual(again.phase);
    expect(plus(again, { ...said, poll: { ...late, retry: 1 } }).phase.kind).toBe("units");
    expect(plus(again, chosen("propose", "plan", votes)).phase.kind).toBe("units");
  });

  it("never takes the leader when the ballots do not agree", () => {
    const vote = { votesMax: 5, lead: 3, unanimous: 3 };
    const split = plus(proposing({ vote }), chosen("propose", "plan", plans("ABAAB")));
    const run = plus(split, ballots(["A", "B", "A", "A", "B"]));
    expect(run.phase.kind === "stuck" && run.phase.cause).toMatch(
      /did not agree \(3:2, all votes were used up\)/,
    );
  });

  it("goes on when most ballots are discarded: the proposals could be read", () => {
    const split = plus(proposing(), chosen("propose", "plan", plans("ABAAB")));
    const list = Array.from({ length: 9 }, (_, n) => spoiled(n));
    const run = plus(split, chosen("choose", "plan", list));
    expect(samplesOf(run)).toEqual(["sample/plan.choose/9", "sample/plan.choose/10"]);
    const votes = [word(9, "B"), word(10, "B")];
    expect(plus(run, chosen("choose", "plan", votes)).plan.units).toHaveLength(2);
  });

  it("says so when no proposal is usable", () => {
    const list = Array.from({ length: 6 }, (_, n) => spoiled(n));
    const few = { vote: { votesMax: 6, samplesMax: 6 } };
    const run = plus(proposing(few), chosen("propose", "plan", list));
    expect(run.phase.kind === "stuck" && run.phase.cause).toMatch(
      /no usable proposal: 6 samples were all spoiled \(6 × format\)/,
    );
  });

  it("ignores a proposal that comes after the ballots were opened", () => {
    const split = plus(proposing(), chosen("propose", "plan", plans("ABAAB")));
    const late = plus(split, chosen("propose", "plan", [{ n: 9, class: "C", text: planA }]));
    expect(late.phase).toEqual(split.phase);
  });

  it("waits for an approval in plan mode, and opens the line only then", () => {
    const waiting = plus(proposing({ mode: "plan" }), chosen("propose", "plan", plans("AAAAA")));
    expect(waiting.phase.kind).toBe("approval");
    const kinds = (run: Run) => everything(run).map((d) => d.action.kind);
    expect(kinds(waiting)).toEqual(["publish"]);
    const approved = plus(waiting, { kind: "approved", at: 1, by: maintainer });
    expect(kinds(approved)).toContain("openLine");
  });

  it("splits a part of the plan by an election of its own before the units are worked", () => {
    const inner = JSON.stringify(planOf(unit("u1"), unit("u2")));
    const outer = JSON.stringify({
      units: [{ ...unit("u1"), steps: [], part: "Do it." }, unit("u2", ["u1"])],
    });
    const three = (name: string, text: string) =>
      [0, 1, 2, 3, 4].map((n) => ({ n, class: name, text }));
    const split = plus(proposing(), chosen("propose", "plan", three("P", outer)));
    expect(split.phase).toMatchObject({ kind: "choosing", within: { part: 0, round: 1 } });
    expect(everything(split).map((d) => d.key)).toContain("sample/plan.propose.part1/0");
    expect(plus(split, chosen("propose", "plan", three("P", outer))).phase).toBe(split.phase);
    const told = chosen("propose", "plan", three("Q", inner));
    const done = plus(split, { ...told, poll: { kind: "propose", of: "plan", round: 1 } });
    expect(done.phase.kind).toBe("units");
    expect(done.plan.units.map((u) => [u.id, u.needs])).toEqual([
      ["u1", []],
      ["u2", []],
      ["u3", ["u1", "u2"]],
    ]);
  });

  it("goes back to plans when a person rejects one and asks for another try", () => {
    const waiting = plus(proposing({ mode: "plan" }), chosen("propose", "plan", plans("AAAAA")));
    const rejected = plus(waiting, { kind: "rejected", at: 1, by: maintainer, because: "too big" });
    expect(rejected.phase).toMatchObject({
      kind: "stopped",
      cause: "the plan was rejected: too big",
    });
    const again = plus(rejected, { kind: "retried", at: 2, by: maintainer });
    expect(again.phase).toMatchObject({ kind: "choosing", of: "plan", choice: { retry: 1 } });
  });
});
