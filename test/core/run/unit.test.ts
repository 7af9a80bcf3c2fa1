// How one unit moves: elections, checks, attempts, and what somebody else did to its branch.
import { describe, expect, it } from "vitest";
import type { Event, EventOf } from "../../../src/core/run/event.ts";
import { everything, stuckUnits } from "../../../src/core/run/next.ts";
import type { Run } from "../../../src/core/run/state.ts";
import {
  commit,
  elect,
  line,
  lineOpened,
  looked,
  maintainer,
  merged,
  opened,
  planOf,
  plus,
  pulled,
  pushed,
  readyUnit,
  sandboxed,
  stateOf,
  unit,
  verified,
  votes,
} from "./facts.ts";

const one = planOf(unit("u1"));
const twoSteps = planOf(unit("u1", [], 2));
const keys = (run: Run): string[] => everything(run).map((d) => d.key);
const cause = (run: Run): string => stuckUnits(run)[0]?.cause ?? "not stuck";
const retried: Event = { kind: "retried", at: 1, by: maintainer };

function displaced(because: EventOf<"displaced">["because"], attempt = 1): Event {
  return { kind: "displaced", at: 0, unit: 0, attempt, because, detail: "why", head: commit("e") };
}

describe("a unit's steps", () => {
  it("are elected one after another, each winner kept", () => {
    const first = plus(opened(twoSteps), votes(0, ["-", "a", "a"]));
    expect(stateOf(first, 0).phase).toMatchObject({ kind: "voting", step: 1 });
    const both = plus(first, votes(0, ["b", "b"], { step: 1 }));
    const { phase } = stateOf(both, 0);
    expect(phase.kind).toBe("elected");
    expect(phase.kind === "elected" && phase.won.map((w) => [w.text, w.votes, w.samples])).toEqual([
      ["a", 2, 3],
      ["b", 2, 2],
    ]);
    expect(both.spend).toMatchObject({ elections: 2, samples: 5, spoiled: { format: 1 } });
  });

  it("ignore votes for another step, another attempt, and after the election", () => {
    const start = opened(twoSteps);
    expect(stateOf(plus(start, votes(0, ["a", "a"], { step: 1 })), 0)).toBe(stateOf(start, 0));
    expect(stateOf(plus(start, votes(0, ["a", "a"], { attempt: 2 })), 0)).toBe(stateOf(start, 0));
    const done = plus(opened(one), elect(0));
    expect(stateOf(plus(done, votes(0, ["b", "b", "b", "b"])), 0)).toBe(stateOf(done, 0));
  });

  it("end with the competing classes shown when agents do not agree", () => {
    const few = { vote: { votesMax: 4, samplesMax: 9 } };
    const run = plus(opened(one, few), votes(0, ["a", "b", "b", "a"]));
    expect(cause(run)).toMatch(/no agreement on step 1/);
    const { phase } = stateOf(run, 0);
    expect(phase.kind === "stuck" && phase.classes.map((c) => c.text)).toEqual(["a", "b"]);
    expect(keys(run)).toEqual(["publish"]);
  });

  it("end with what kept samples from counting when none of them did", () => {
    const few = { ...sandboxed, vote: { votesMax: 4, samplesMax: 5 } };
    const cut = { n: 2, spoiled: ["truncated"], detail: "it ends at the token limit" };
    const drawn = votes(0, ["a", "a", "-", "a", "a"]);
    const list = drawn.votes.map((vote) => (vote.n === cut.n ? cut : vote));
    const because = "failed: adds up\n  at sum.js:3";
    const failed = verified(0, "a", "failed", { because });
    const run = plus(opened(one, few), { ...drawn, votes: list }, failed);
    expect(cause(run)).toBe(
      "no agreement on step 1 (the votes left could elect no answer); " +
        "not counted: 4 × it failed its check: failed: adds up; " +
        "1 × truncated: it ends at the token limit",
    );
  });

  it("check tests that come before their code, each by its own step", () => {
    const plain = unit("u1", [], 2);
    const steps = plain.steps.map((step, i) =>
      i === 0 ? ({ ...step, kind: "test", accepts: ["R1.A1"] } as const) : step,
    );
    const run = plus(opened(planOf({ ...plain, steps }), sandboxed), votes(0, ["a", "a"]));
    expect(keys(run)).toContain(`verify/0/1.0/a/${line}`);
    const late = plus(run, verified(0, "a", "failed", { step: 1 }));
    expect(stateOf(late, 0)).toBe(stateOf(run, 0));
    const next = plus(late, verified(0, "a", "passed", { step: 0 }));
    expect(stateOf(next, 0).phase).toMatchObject({ kind: "voting", step: 1 });
    const struck = plus(late, verified(0, "a", "failed", { step: 0 }));
    expect(stateOf(struck, 0).phase).toMatchObject({ kind: "voting", step: 0 });
  });

  it("check classes of other steps at the last one, and count no unchecked one", () => {
    const run = plus(opened(twoSteps, sandboxed), votes(0, ["a", "a"]));
    expect(keys(run).filter((k) => k.startsWith("verify"))).toEqual([]);
    const last = plus(run, votes(0, ["b", "b"], { step: 1 }));
    expect(keys(last)).toContain(`verify/0/1.1/b/${line}`);
    expect(stateOf(last, 0).phase.kind).toBe("voting");
    expect(stateOf(plus(last, verified(0, "b", "passed")), 0).phase).toMatchObject({
      kind: "elected",
      verifiedOnto: line,
    });
  });

  it("strike a class that fails its check and draw on", () => {
    const run = plus(opened(one, sandboxed), votes(0, ["a", "a"]), verified(0, "a", "failed"));
    expect(stateOf(run, 0).phase.kind).toBe("voting");
    expect(keys(run)).toContain("sample/0.1.0/2");
  });

  it("take no check of another tree or attempt", () => {
    const run = plus(opened(one, sandboxed), votes(0, ["a", "a"]));
    const elsewhere = verified(0, "a", "passed", { onto: commit("9") });
    expect(stateOf(plus(run, elsewhere), 0).phase.kind).toBe("voting");
    const later = verified(0, "a", "passed", { attempt: 2 });
    expect(stateOf(plus(run, later), 0).phase.kind).toBe("voting");
  });
});

describe("an inconclusive verification", () => {
  const run = plus(opened(one, sandboxed), votes(0, ["a", "a"]));

  it("is asked for again after a growing pause and spoils nothing", () => {
    const due = (r: Run) => everything(r).find((d) => d.key.startsWith("verify"))?.due;
    const once = plus(run, verified(0, "a", "inconclusive", { at: 1000 }));
    expect(due(once)).toBe(6000);
    const twice = plus(once, verified(0, "a", "inconclusive", { at: 6000 }));
    expect(due(twice)).toBe(16_000);
    expect(stateOf(plus(twice, verified(0, "a", "passed")), 0).phase.kind).toBe("elected");
  });

  it("asks a person after the fourth in a row", () => {
    const list = [1, 2, 3, 4].map(() => verified(0, "a", "inconclusive"));
    expect(stateOf(plus(run, ...list.slice(1)), 0).phase.kind).toBe("voting");
    expect(cause(plus(run, ...list))).toMatch(/stayed inconclusive after 4 tries: it inconclusive/);
  });

  it("tells nothing of a step that is over, nor of a unit that is merged", () => {
    const list = [1, 2, 3, 4].map(() => verified(0, "b", "inconclusive"));
    const two = plus(opened(twoSteps, sandboxed), votes(0, ["a", "a"]));
    expect(stateOf(two, 0).phase).toMatchObject({ kind: "voting", step: 1 });
    expect(plus(two, ...list.map((event) => ({ ...event, step: 0 })))).toBe(two);
    const head = commit("a");
    const done = plus(opened(one), ...readyUnit(0, head), merged(0, head, commit("b")));
    expect(stateOf(plus(done, ...list), 0).phase.kind).toBe("merged");
  });
});

describe("an attempt", () => {
  const head = commit("a");
  const red = (attempt: number): readonly Event[] => [
    elect(0, attempt),
    pushed(0, head, line, attempt),
    ...(attempt === 1 ? [pulled(0)] : []),
    looked(0, head, "red"),
  ];

  it("that CI refuses is followed by another, with the evidence in it", () => {
    const run = plus(opened(one), ...red(1));
    expect(stateOf(run, 0)).toMatchObject({ attempt: 2, phase: { kind: "voting", step: 0 } });
    expect(stateOf(run, 0).evidence[0]).toMatch(/CI was red on aaaaaaaaaaaa: test: failure boom/);
    expect(keys(run)).toContain("sample/0.2.0/0");
  });

  it("keeps branch and pull request of the one before", () => {
    expect(stateOf(plus(opened(one), ...red(1)), 0)).toMatchObject({ branch: head, pull: 100 });
  });

  it("is not followed by another when all are used up; evidence stays at three", () => {
    const run = plus(opened(one, { limits: { attemptsMax: 4 } }), ...[1, 2, 3, 4].flatMap(red));
    expect(cause(run)).toMatch(/attempt 4 of 4 failed: CI was red/);
    expect(stateOf(run, 0).evidence).toHaveLength(3);
  });

  it("is new, and two more allowed, when a person asks for another try", () => {
    const stuck = plus(opened(one, { limits: { attemptsMax: 1 } }), ...red(1));
    expect(stateOf(stuck, 0).phase.kind).toBe("stuck");
    const again = plus(stuck, retried);
    expect(stateOf(again, 0)).toMatchObject({ attempt: 2, attemptsMax: 3, branch: head });
    expect(stateOf(again, 0).phase.kind).toBe("voting");
  });

  it("that is under way is left alone by a retry", () => {
    const run = opened(one);
    expect(stateOf(plus(run, retried), 0)).toBe(stateOf(run, 0));
  });

  it("is not moved by a look at another head than the one pushed", () => {
    const run = plus(opened(one), elect(0), pushed(0, head), pulled(0));
    expect(stateOf(plus(run, looked(0, commit("b"), "red")), 0)).toBe(stateOf(run, 0));
  });

  it("ends with a question when CI does not report in time", () => {
    const run = plus(
      opened(one, { limits: { ciMinutes: 2 } }),
      elect(0),
      pushed(0, head),
      pulled(0),
    );
    const wait = (at: number) => plus(run, looked(0, head, "pending", { at, because: "waiting" }));
    expect(stateOf(wait(120_000), 0).phase.kind).toBe("elected");
    expect(cause(wait(120_001))).toMatch(/CI did not report on aaaaaaaaaaaa in time: waiting/);
  });

  it("starts again when the whole unit fails on a new head of the line", () => {
    const unitOf = plus(opened(one, sandboxed), votes(0, ["a", "a"]), verified(0, "a", "passed"));
    const run = plus(unitOf, verified(0, null, "failed", { onto: commit("2") }));
    expect(stateOf(run, 0)).toMatchObject({ attempt: 2, phase: { kind: "voting" } });
  });
});

describe("a displaced unit", () => {
  const run = plus(opened(one), elect(0), pushed(0, commit("a")), pulled(0));

  it("is voted again when its text no longer fits the line", () => {
    expect(stateOf(plus(run, displaced("stale")), 0)).toMatchObject({ attempt: 2 });
  });

  it("waits for a person when somebody moved its branch, then builds on top of it", () => {
    const moved = plus(run, displaced("branch moved"));
    expect(cause(moved)).toBe("branch moved: why");
    expect(stateOf(plus(moved, retried), 0)).toMatchObject({ branch: commit("e"), pull: 100 });
  });

  it("forgets a pull request that was closed, so that a retry opens another", () => {
    const closed = plus(run, displaced("pull closed"), retried);
    expect(stateOf(closed, 0).pull).toBeNull();
    const pushedAgain = plus(closed, elect(0, 2), pushed(0, commit("b"), line, 2));
    expect(keys(pushedAgain)).toContain("open/0");
  });

  it("whose branch is gone is pushed as a new one after a retry", () => {
    const gone = plus(run, displaced("branch gone"), retried);
    expect(stateOf(gone, 0)).toMatchObject({ branch: null, pull: null });
  });

  it("has its pull request told of every attempt, also when that is open already", () => {
    const second = plus(run, displaced("stale"), elect(0, 2), pushed(0, commit("b"), line, 2));
    expect(keys(run)).not.toContain("open/0");
    expect(keys(second)).toContain("open/0");
    expect(keys(second).some((key) => key.startsWith("look"))).toBe(false);
    expect(keys(plus(second, pulled(0)))).not.toContain("open/0");
  });

  it("looks for its pull request again once the line that it went with is back", () => {
    const lost = plus(run, { kind: "lineMoved", at: 0, head: null }, retried);
    expect(keys(lost)).toContain("openLine");
    expect(keys(lost)).not.toContain("open/0");
    expect(keys(plus(lost, lineOpened))).toContain("open/0");
  });

  it("is not touched by what concerned an earlier attempt", () => {
    const second = plus(run, displaced("stale"));
    expect(stateOf(plus(second, displaced("branch moved", 1)), 0)).toBe(stateOf(second, 0));
  });
});

describe("a unit that needs others", () => {
  const diamond = planOf(
    unit("u1"),
    unit("u2", ["u1"]),
    unit("u3", ["u1"]),
    unit("u4", ["u2", "u3"]),
  );
  const heads = ["a", "b", "c", "d"].map(commit);
  const lines = ["2", "3", "4", "5"].map(commit);
  const done = (run: Run, i: number): Run => {
    const head = heads[i] ?? line;
    const onto = run.line.head ?? line;
    return plus(run, ...readyUnit(i, head, onto), merged(i, head, lines[i] ?? line));
  };

  it("starts on the line's new head when the last of them is merged", () => {
    let run = opened(diamond);
    expect(run.active).toEqual([0]);
    run = done(run, 0);
    expect(run.active).toEqual([1, 2]);
    expect(stateOf(run, 1).phase).toMatchObject({ kind: "voting", onto: lines[0] });
    run = done(run, 2);
    expect(stateOf(run, 3).phase).toEqual({ kind: "waiting", missing: 1 });
    run = done(run, 1);
    expect(stateOf(run, 3).phase).toMatchObject({ kind: "voting", onto: lines[1] });
    run = done(run, 3);
    expect(run).toMatchObject({ merged: 4, active: [], phase: { kind: "closing" } });
  });

  it("is released once, however often the merge is told", () => {
    const run = done(opened(diamond), 0);
    expect(plus(run, merged(0, commit("a"), commit("2")))).toBe(run);
  });
});
