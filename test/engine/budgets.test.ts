// Budgets of units, tokens and a repository's day: held before each call, told in words.
import { describe, expect, it } from "vitest";
import type { Usage } from "../../src/core/agent/prompt.ts";
import type { Config } from "../../src/core/config/config.ts";
import { openDays } from "../../src/sqlite/days.ts";
import type { DayStore } from "../../src/engine/day-store.ts";
import { planOf, stateOf, unit } from "../core/run/facts.ts";
import { stage, type Stage } from "./stage.ts";

const plan = planOf(unit("u1"), unit("u2"));
const hour = 3_600_000;

/**
 * A call costs 7 of at most 10 millionths; it has 11 tokens of at most 78.
 * @param lost what each call may have taken that brings no answer; none: all are answered.
 */
async function played(
  budget: Partial<Config["budget"]>,
  days?: DayStore,
  lost?: Usage,
): Promise<readonly [one: Stage, asked: number]> {
  let asked = 0;
  const usual = stage().started.config.budget;
  const one = stage({
    plan,
    config: { budget: { ...usual, ...budget } },
    ...(days ? { days } : {}),
    model: (inner) => ({
      costMax: inner.costMax,
      sample(prompt, draw) {
        asked += 1;
        if (lost === undefined) return inner.sample(prompt, draw);
        return Promise.resolve({ kind: "faltered", because: "", retryAfterMs: null, usage: lost });
      },
    }),
  });
  await one.play(hour);
  return [one, asked];
}

const causeOf = (one: Stage, i: number): string => {
  const { phase } = stateOf(one.run(), i);
  return phase.kind === "stuck" ? phase.cause : phase.kind;
};

describe("a unit's budget", () => {
  it("that is used up makes that unit alone wait for a person, and says what to do", async () => {
    const [one, asked] = await played({ unitUsd: 9 / 1e6 });
    expect(asked).toBe(0);
    expect(one.run().phase.kind).toBe("units");
    expect(causeOf(one, 0)).toBe(
      "the unit's budget of $0.00 is used up ($0.00 spent); `/quorum retry` gives it as much " +
        "again; or raise budget.unitUsd in .github/quorum.yml and start a new run",
    );
  });

  it("lets calls wait for those in flight, which may come out cheaper", async () => {
    const [one, asked] = await played({ unitUsd: (7 + 10) / 1e6 });
    expect(asked).toBe(4);
    expect(one.run().phase.kind).toBe("done");
  });

  it("is given again by a retry", async () => {
    const [one, asked] = await played({ unitUsd: 10 / 1e6 });
    expect(asked).toBe(2);
    expect(stateOf(one.run(), 0)).toMatchObject({ spend: { microUsd: 7, tokens: 11 } });
    const at = one.time.now();
    const told = one.engine().tell(one.started.run, { kind: "retried", at, by: one.started.by });
    expect(stateOf(one.run(), 0)).toMatchObject({ spend: { microUsd: 0 }, attempt: 2 });
    expect(stateOf(one.run(), 0).phase.kind).toBe("voting");
    await one.play(hour);
    expect(await told).toBe(true);
  });

  it("counts tokens as well", async () => {
    const [one, asked] = await played({ unitTokens: 78 + 10 });
    expect(asked).toBe(2);
    expect(causeOf(one, 0)).toMatch(/^the unit's budget of 88 tokens is used up \(11 taken\); /);
    const [enough] = await played({ unitTokens: 78 + 11 });
    expect(enough.run().phase.kind).toBe("done");
  });
});

describe("a run's budget of tokens", () => {
  it("stops the run before the call that could exceed it", async () => {
    const [one, asked] = await played({ runTokens: 3 * 11 + 77 });
    expect(asked).toBe(3);
    const { phase } = one.run();
    expect(phase.kind === "stuck" && phase.cause).toBe(
      "the run's budget of 110 tokens is used up (33 taken); raise budget.runTokens in " +
        ".github/quorum.yml and start a new run",
    );
    const [enough] = await played({ runTokens: 3 * 11 + 78 });
    expect(enough.run().phase.kind).toBe("done");
  });
});

describe("a repository's budget of a day", () => {
  it("is held over its runs, settled with what calls cost, and free the next day", async () => {
    const days = openDays(":memory:");
    const today = "2023-11-14 repository 1";
    days.add(today, 3);
    days.add("2023-11-14 repository 2", 1000);
    const [one, asked] = await played({ repositoryDayUsd: (3 + 7 + 10) / 1e6 }, days);
    expect(asked).toBe(2);
    expect(days.read(today)).toBe(3 + 7 + 7);
    const because = [...one.run().falters.values()].map((falter) => falter.because);
    expect(because).toContain(
      "today's budget of this repository, $0.00, is used up ($0.00 spent or promised to other " +
        "runs); it is free again at 00:00 UTC, or raise budget.repositoryDayUsd in " +
        ".github/quorum.yml and start a new run",
    );
    await one.play(48 * hour);
    expect(one.run().phase.kind).toBe("done");
    expect(days.read("2023-11-15 repository 1")).toBe(14);
    days.close();
  });

  it("counts tokens on an account of their own", async () => {
    const days = openDays(":memory:");
    const today = "2023-11-14 repository 1 tokens";
    days.add(today, 5);
    const [one, asked] = await played({ repositoryDayTokens: 5 + 11 + 78 }, days);
    expect(asked).toBe(2);
    expect(days.read(today)).toBe(5 + 11 + 11);
    expect(days.read("2023-11-14 repository 1")).toBe(0);
    const because = [...one.run().falters.values()].map((falter) => falter.because);
    expect(because).toContain(
      "today's budget of this repository, 94 tokens, is used up (27 tokens spent or promised to " +
        "other runs); it is free again at 00:00 UTC, or raise budget.repositoryDayTokens in " +
        ".github/quorum.yml and start a new run",
    );
    days.close();
  });
});

describe("a call that brings no answer and may have been billed all the same", () => {
  const lost = { inputTokens: 60, outputTokens: 18, microUsd: 10 };

  it("counts against run, unit and day until they are used up", async () => {
    const days = openDays(":memory:");
    const [one, asked] = await played({ unitUsd: 29 / 1e6, repositoryDayUsd: 1 }, days, lost);
    expect(asked).toBe(4);
    expect(stateOf(one.run(), 0)).toMatchObject({ spend: { microUsd: 20, tokens: 156 } });
    expect(causeOf(one, 0)).toMatch(/^the unit's budget of \$0\.00 is used up/);
    expect(one.run().spend).toMatchObject({ spent: 40, tokens: 312, samples: 0 });
    expect(days.read("2023-11-14 repository 1")).toBe(40);
    days.close();
  });
});
