// After no agreement: probes run on the competing answers, then ballots between them.
import { describe, expect, it } from "vitest";
import type { EventOf } from "../../../src/core/run/event.ts";
import { everything, stuckUnits } from "../../../src/core/run/next.ts";
import { onBallot, type Found } from "../../../src/core/run/runoff.ts";
import type { Run } from "../../../src/core/run/state.ts";
import {
  opened,
  planOf,
  plus,
  sandboxed,
  stateOf,
  unit,
  verified,
  votes,
  type Settings,
} from "./facts.ts";

const one = planOf(unit("u1"));
const few = { votesMax: 4, samplesMax: 9, runoff: 4, probes: 2, scatterMax: 0 };
const settings: Settings = { vote: few };
const inSandbox: Settings = { ...sandboxed, vote: few };
const keys = (run: Run): string[] =>
  everything(run)
    .map((d) => d.key)
    .filter((k) => k !== "publish");
const cause = (run: Run): string => stuckUnits(run)[0]?.cause ?? "not stuck";

const divided = plus(opened(one, settings), votes(0, ["a", "b", "b", "a"]));
const tested = plus(
  opened(one, inSandbox),
  votes(0, ["a", "b", "b", "a"]),
  verified(0, "a", "passed"),
  verified(0, "b", "passed"),
);
const ballots = (...names: readonly string[]) => votes(0, names, { part: "ballot" });
const probes = (...names: readonly string[]) => votes(0, names, { part: "probe" });
const found = (n: number, passedBy: readonly string[], failedBy: readonly string[]) =>
  ({ kind: "probed", at: 0, unit: 0, attempt: 1, step: 0, n, passedBy, failedBy }) as const;

describe("a runoff", () => {
  it("asks for ballots at once where nothing can be run", () => {
    expect(stateOf(divided, 0).phase).toMatchObject({ kind: "voting" });
    expect(keys(divided)).toEqual(["sample/0.1.0.ballot/0", "sample/0.1.0.ballot/1"]);
  });

  it("elects what the ballots elect, and says that it did so", () => {
    const { phase } = stateOf(plus(divided, ballots("b", "b")), 0);
    expect(phase.kind === "elected" && phase.won).toMatchObject([
      { class: "b", text: "b", n: 1, votes: 2, runnerUp: 0, samples: 6, runoff: true },
    ]);
  });

  it("asks a person when the ballots find none right, or do not agree either", () => {
    const none = plus(divided, ballots("none", "none"));
    expect(cause(none)).toBe(
      "no agreement on step 1 (all votes were used up, and the ballots found none of them right)",
    );
    const split = plus(divided, ballots("a", "b", "b", "a"));
    expect(cause(split)).toContain("nor in ballots between them");
    const { phase } = stateOf(split, 0);
    expect(phase.kind === "stuck" && phase.classes.map((c) => c.text)).toEqual(["a", "b"]);
  });

  it("draws probes first and holds the ballots back until each was run", () => {
    expect(keys(tested)).toEqual(["sample/0.1.0.probe/0", "sample/0.1.0.probe/1"]);
    const drawn = plus(tested, probes("p", "q"));
    expect(keys(drawn)).toEqual(["probe/0/1.0/0", "probe/0/1.0/1"]);
    const half = plus(drawn, found(1, ["a"], ["b"]));
    expect(keys(half)).toEqual(["probe/0/1.0/0"]);
    const run = plus(half, found(0, ["a"], ["b"]));
    expect(keys(run)).toEqual(["sample/0.1.0.ballot/0", "sample/0.1.0.ballot/1"]);
    expect(plus(run, found(0, ["b"], ["a"]))).toBe(run);
  });

  it("goes on without probes when all that were drawn are spoiled", () => {
    const spoiled = plus(tested, probes("-", "-", "-", "-"));
    expect(keys(spoiled)[0]).toBe("sample/0.1.0.ballot/0");
  });

  it("tells a person how each answer stands in the tests that tell them apart", () => {
    const run = plus(
      tested,
      probes("p", "q"),
      found(0, ["a"], ["b"]),
      found(1, ["a", "b"], []),
      ballots("none", "none"),
    );
    expect(cause(run)).toMatch(/; 1 of 2 tests written for it tell them apart\)$/);
    const { phase } = stateOf(run, 0);
    expect(phase.kind === "stuck" && phase.classes).toMatchObject([
      { text: "a", told: { of: 1, passed: 1 } },
      { text: "b", told: { of: 1, passed: 0 } },
    ]);
  });

  it("holds two answers that a probe tells apart to be never both right", () => {
    const belief = { mean: 0.8, spread: 0.1, scatter: 1, slips: 0.4, variety: 0.4 };
    const settings: Settings = { ...inSandbox, cautions: { code: { belief, errorMax: 0.5 } } };
    const errorOf = (...facts: Parameters<typeof plus>[1][]): number | undefined => {
      const start = [votes(0, ["a", "b", "b", "a"]), verified(0, "a", "passed")];
      const after = [verified(0, "b", "passed"), probes("p", "q"), ...facts];
      const run = plus(opened(one, settings), ...start, ...after, ballots("b", "b"));
      const { phase } = stateOf(run, 0);
      return phase.kind === "elected" ? phase.won[0]?.error : undefined;
    };
    const alike = errorOf(found(0, ["a", "b"], []), found(1, [], ["a", "b"]));
    const apart = errorOf(found(0, ["a", "b"], []), found(1, ["a"], ["b"]));
    expect(alike).toBeLessThan(apart ?? 0);
    expect(errorOf(found(0, ["a", "b"], []), found(1, ["b"], ["a"]))).toBe(apart);
  });

  it("ignores late votes of the election, of another part and of another step", () => {
    const late: readonly EventOf<"sampled">[] = [
      votes(0, ["a", "a", "a", "a", "a", "a"]),
      probes("p"),
      votes(0, ["a", "a"], { part: "ballot", step: 1 }),
      votes(0, ["a", "a"], { part: "ballot", attempt: 2 }),
    ];
    for (const event of late.slice(0, 1).concat(late.slice(2))) {
      expect(stateOf(plus(divided, event), 0)).toBe(stateOf(divided, 0));
    }
    expect(keys(plus(divided, probes("p")))).not.toContain("sample/0.1.0.ballot/2");
  });

  it("is not held between fewer than two answers, nor by a run from before it existed", () => {
    const alone = plus(
      opened(one, { vote: { ...few, strataMin: 2 }, strata: 2 }),
      votes(0, ["a", "-", "a", "-", "a", "-", "a"]),
    );
    expect(cause(alone)).toContain("no agreement");
    const old = plus(opened(one, { vote: { ...few, runoff: 0 } }), votes(0, ["a", "b", "b", "a"]));
    expect(cause(old)).toContain("no agreement");
  });

  it("comes early when no two answers agree", () => {
    const scatter = { vote: { ...few, votesMax: 20, samplesMax: 40, scatterMax: 3 } };
    const run = plus(opened(one, scatter), votes(0, ["a", "b", "c"]));
    expect(keys(run)[0]).toBe("sample/0.1.0.ballot/0");
  });
});

describe("the ballot", () => {
  const { phase } = stateOf(tested, 0);
  const runoff = phase.kind === "voting" ? phase.runoff : null;
  const left = (list: readonly Found[]): readonly string[] =>
    runoff ? onBallot({ ...runoff, found: list }).map((c) => c.class) : [];
  const fails = (n: number, failedBy: string): Found => ({
    n,
    passedBy: ["a", "b"].filter((name) => name !== failedBy),
    failedBy: [failedBy],
  });

  it("leaves out an answer only when three tests agree against it and none is for it", () => {
    expect(left([fails(0, "b"), fails(1, "b")])).toEqual(["a", "b"]);
    expect(left([fails(0, "b"), fails(1, "b"), fails(2, "b")])).toEqual(["a"]);
    expect(left([fails(0, "b"), fails(1, "b"), fails(2, "b"), fails(3, "a")])).toEqual(["a", "b"]);
    const useless: Found = { n: 0, passedBy: [], failedBy: ["a", "b"] };
    expect(left([useless, useless, useless])).toEqual(["a", "b"]);
  });
});
