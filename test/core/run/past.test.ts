// What ended runs teach: who was right about what was merged, how elections fell, what they cost.
import { describe, expect, it } from "vitest";
import {
  cautionsOf,
  experienceOf,
  modelTerms,
  noPast,
  pastOf,
  together,
  type Past,
} from "../../../src/core/run/past.ts";
import type { Event, Vote } from "../../../src/core/run/event.ts";
import { usual } from "../../../src/core/vote/fit.ts";
import {
  commit,
  line,
  lineOpened,
  planOf,
  sandboxed,
  startedWith,
  unit,
  word,
  spoiled,
} from "./facts.ts";

const names = ["big", "small"];
const models = names.map((name) => ({ name, weight: 1 }));
const plan = planOf(unit("u1"), unit("u2"));
const sampled = (u: number, votes: readonly Vote[], attempt = 1): Event => {
  const poll = { kind: "step", unit: u, attempt, step: 0 } as const;
  return { kind: "sampled", at: 0, poll, votes, microUsd: 10, tokens: 5 };
};
const merged = (u: number): Event => {
  const commits = { head: commit("a"), commit: commit("b"), line };
  return { kind: "merged", at: 0, unit: u, ...commits };
};
const began = startedWith({ plan, models, strata: 2 });
const teaching: readonly Event[] = [
  began,
  lineOpened,
  sampled(0, [word(0, "a"), word(1, "b"), word(2, "a"), spoiled(3)]),
  sampled(0, [word(4, "a"), { ...word(5, "a"), model: 0 }]),
  merged(0),
  sampled(1, [word(0, "x"), word(1, "x")]),
];

const taughtBy = (past: Past) => past.asked.get('["big","small"]');

describe("the past of a run", () => {
  const past = pastOf([teaching]);

  it("counts votes for and against what was merged, by the model that answered", () => {
    expect(Object.fromEntries(past.models)).toEqual({
      big: { right: 4, wrong: 0 },
      small: { right: 0, wrong: 1 },
    });
  });

  it("counts how every election fell, merged or not, and what all samples cost", () => {
    expect(taughtBy(past)?.elections.code).toEqual([
      { votes: [4, 1], times: 1 },
      { votes: [2], times: 1 },
    ]);
    expect(taughtBy(past)?.drawn).toEqual({ samples: 8, valid: 7, microUsd: 30 });
  });

  it("has no labels where nothing was verified, and no names in older journals", () => {
    const alone = startedWith({ plan, models, strata: 2, repository: null });
    expect(pastOf([[alone, ...teaching.slice(1)]]).models.size).toBe(0);
    const old = startedWith({ plan, strata: 2 });
    expect(pastOf([[old, ...teaching.slice(1)]]).models.size).toBe(0);
  });

  it("takes no vote of an attempt that was given up", () => {
    const events = [began, lineOpened, sampled(0, [word(0, "b"), word(1, "a")], 7), merged(0)];
    expect(pastOf([events]).models.size).toBe(0);
  });

  it("is the same however its events are cut", () => {
    expect(pastOf(teaching.map((event) => [event]))).toEqual(past);
    expect(pastOf([])).toBe(noPast);
    expect(pastOf([[began]])).toBe(noPast);
  });
});

describe("what is made of the past", () => {
  const past = pastOf([teaching]);
  const { vote } = began.config;

  it("adds up over runs", () => {
    const both = together(past, together(noPast, past));
    const drawn = { samples: 16, valid: 14, microUsd: 60 };
    expect(taughtBy(both)).toMatchObject({ runs: 2, drawn });
    expect(taughtBy(both)?.elections.code).toHaveLength(4);
    expect(taughtBy(both)?.fallen.code).toHaveLength(4);
    expect(both.models.get("big")).toEqual({ right: 8, wrong: 0 });
  });

  it("weighs models, and leaves one out that is mostly wrong", () => {
    expect(modelTerms(noPast, ["big", "small"])).toEqual(models);
    const [big, small] = modelTerms(past, ["big", "small"]);
    expect(big).toEqual({ name: "big", weight: 1 });
    expect(small?.weight).toBeLessThan(1);
    const long = Array.from({ length: 20 }, () => past).reduce(together);
    expect(modelTerms(long, ["small", "big"])).toEqual([{ name: "big", weight: 1 }]);
    expect(modelTerms(long, ["small"])).toEqual([{ name: "small", weight: 1 }]);
  });

  it("estimates how hard steps are, what a sample costs, and how many count", () => {
    expect(experienceOf(noPast, vote, names)).toBeUndefined();
    const long = Array.from({ length: 400 }, () => past).reduce(together);
    const known = experienceOf(long, vote, names);
    expect(known).toMatchObject({ runs: 400, validShare: 7 / 8, microUsdPerSample: 30 / 8 });
    const mean = (kind: "test" | "code"): number =>
      (known?.mixtures[kind] ?? []).reduce((sum, { weight, p }) => sum + weight * p, 0);
    // 6 of 7 votes of code steps agree; nothing is known of tests but what is assumed: .84.
    expect(mean("code")).toBeGreaterThan(0.83);
    expect(mean("test")).toBeCloseTo(0.84, 1);
  });

  it("takes for a belief the votes that decided, those of failed classes apart", () => {
    expect(taughtBy(past)?.fallen.code).toEqual([
      { kept: [3, 1], failed: [], checked: false },
      { kept: [2], failed: [], checked: false },
    ]);
    const failed: Event = {
      kind: "verified",
      at: 0,
      unit: 0,
      attempt: 1,
      step: 0,
      class: "b",
      onto: line,
      verdict: "failed",
      because: "",
      tests: 1,
    };
    const struck = pastOf([teaching.toSpliced(3, 0, failed)]);
    const tested = startedWith({ plan, models, strata: 2, ...sandboxed });
    const [one] = taughtBy(pastOf([[tested, ...teaching.slice(1)]]))?.fallen.code ?? [];
    expect(one?.checked).toBe(true);
    expect(taughtBy(struck)?.fallen.code[0]).toMatchObject({ kept: [2], failed: [1] });
    expect(struck.models).toEqual(past.models);
  });

  it("doubts winners by what is usual until enough elections of their kind have ended", () => {
    const times = (many: number) => Array.from({ length: many }, () => past).reduce(together);
    const first = { belief: usual, errorMax: 0.01 };
    expect(cautionsOf(noPast, 0.01, names)).toEqual({ test: first, code: first });
    expect(cautionsOf(times(14), 0.01, names)).toEqual({ test: first, code: first });
    const after = cautionsOf(times(15), 0.01, names);
    expect(after?.test).toEqual(first);
    expect(after?.code?.belief).not.toEqual(usual);
    expect(after?.code?.belief.mean).toBeGreaterThan(0.7);
    expect(cautionsOf(noPast, 0.2, names)?.code?.errorMax).toBe(0.03);
    expect(cautionsOf(times(15), 0, names)).toBeUndefined();
  });

  it("tells how many samples elections took that ended under the same settings", () => {
    const open = pastOf([[began, lineOpened, sampled(0, [word(0, "a")])]]);
    const times = (many: number) => [open, ...Array.from({ length: many }, () => past)];
    const known = (many: number, by = vote) =>
      experienceOf(times(many).reduce(together), by, names)?.samples;
    expect(known(14)).toBeUndefined();
    expect(known(15)).toEqual({ code: [0, 0, 15, 0, 0, 0, 15] });
    expect(known(15, { ...vote, lead: vote.lead + 1 })).toBeUndefined();
  });

  it("goes by runs that asked the same models, and by no others", () => {
    const asking = (...those: readonly string[]) => {
      const began = startedWith({ plan, models: those.map((name) => ({ name, weight: 1 })) });
      const one = pastOf([[began, ...teaching.slice(1)]]);
      return Array.from({ length: 15 }, () => one).reduce(together);
    };
    const strong = asking("strong");
    const nameless = pastOf([[startedWith({ plan }), ...teaching.slice(1)]]);
    const known = (past: Past, ...those: readonly string[]) => experienceOf(past, vote, those);
    const believed = (past: Past, ...those: readonly string[]) =>
      cautionsOf(past, 0.01, those)?.code?.belief;
    expect(known(strong, "strong")).toBeDefined();
    expect(believed(strong, "strong")).not.toEqual(usual);
    expect(believed(strong, "weak")).toEqual(usual);
    expect(known(strong, "weak")).toBeUndefined();
    expect(known(strong, "strong", "weak")).toBeUndefined();
    expect(known(asking("strong", "weak"), "weak")).toBeUndefined();
    expect(known(asking("strong", "weak"), "weak", "strong")).toBeDefined();
    expect(believed(asking("strong", "weak"), "weak", "strong")).not.toEqual(usual);
    expect(known(together(strong, past), "strong")).toEqual(known(strong, "strong"));
    expect(known(Array.from({ length: 60 }, () => nameless).reduce(together))).toBeUndefined();
  });
});
