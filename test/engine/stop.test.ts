// A process that is told to end: what it waits for, for how long, and what the next one takes up.
import { describe, expect, it } from "vitest";
import type { Sample } from "../../src/core/agent/prompt.ts";
import type { Event } from "../../src/core/run/event.ts";
import type { Sandbox } from "../../src/core/verify/sandboxing.ts";
import { memoryDays } from "../../src/engine/day-store.ts";
import type { Model } from "../../src/engine/ports.ts";
import { startedWith } from "../core/run/facts.ts";
import { minute, stage, type Stage } from "./stage.ts";

const outside = /^(createBranch|comment|commit|propose|check|merge|sample|sandbox)/;
const eventsOf = (one: Stage): Event[] => [...one.journal.read(one.started.run)].flat();

describe("a process that is stopped", () => {
  const givenUp = "not done in time and given up: the next start takes it up again";

  it("waits a minute for the sandbox, and leaves its work to the next process", async () => {
    const held = Promise.withResolvers<void>();
    const sandbox = (inner: Sandbox): Sandbox => ({
      run: (job) => held.promise.then(() => inner.run(job)),
    });
    const one = stage({ sandbox });
    while (!one.calls.includes("sandbox")) await one.play(100);
    const asked = one.time.now();
    const stopped = one.engine().stop();
    let done = false;
    void stopped.then(() => (done = true));
    await one.time.run(() => done, 60 * minute);
    expect(one.time.now() - asked).toBeGreaterThanOrEqual(minute);
    expect(one.time.now() - asked).toBeLessThan(2 * minute);
    expect(one.logged).toContain(givenUp);
    const known = eventsOf(one).length;
    let later = false;
    one.time.at(one.time.now() + 1000, held.resolve);
    one.time.at(one.time.now() + minute, () => (later = true));
    await one.time.run(() => later, 60 * minute);
    expect(later).toBe(true);
    expect(eventsOf(one)).toHaveLength(known);
  });

  it("waits a minute for answers, keeps their cost, and leaves them to the next", async () => {
    const days = memoryDays();
    const never = new Promise<Sample>(() => {});
    const usage = { inputTokens: 10, outputTokens: 1, microUsd: 9 };
    const cut: Sample = { kind: "faltered", because: "stopped", retryAfterMs: null, usage };
    let calls = 0;
    const model = (inner: Model): Model => ({
      ...inner,
      sample(prompt, draw, ended) {
        calls += 1;
        if (calls > 2) return inner.sample(prompt, draw);
        if (calls === 1) return never;
        return new Promise((done) => ended?.addEventListener("abort", () => done(cut)));
      },
    });
    const { budget } = stage().started.config;
    const one = stage({ model, days, config: { budget: { ...budget, repositoryDayUsd: 1 } } });
    await one.play(20_000);
    expect(calls).toBe(2);
    const asked = one.time.now();
    let done = false;
    void one
      .engine()
      .stop()
      .then(() => (done = true));
    await one.time.run(() => done, 60 * minute);
    expect(one.time.now() - asked).toBeGreaterThanOrEqual(minute);
    expect(one.time.now() - asked).toBeLessThan(2 * minute);
    expect(one.logged).toContain(givenUp);
    expect(eventsOf(one).at(-1)).toMatchObject({ kind: "sampled", votes: [], microUsd: 9 });
    expect(days.read("2023-11-14 repository 1")).toBe(10 + 9);
    one.die();
    await one.play();
    expect(one.run().phase.kind).toBe("done");
    const { spent } = one.run().spend;
    expect(spent).toBe(9 + (calls - 2) * 7);
    expect(days.read("2023-11-14 repository 1")).toBe(10 + spent);
  });

  it("waits no longer for a survey of the repository", async () => {
    const never = new Promise<never>(() => {});
    let asked = false;
    const survey = (): Promise<never> => {
      asked = true;
      return never;
    };
    const one = stage({
      agents: (usual) => ({ ...usual, survey }),
      proposed: true,
      config: { vote: { ...startedWith().config.vote, places: 20 } },
    });
    await one.play(minute);
    expect(asked).toBe(true);
    let done = false;
    void one
      .engine()
      .stop()
      .then(() => (done = true));
    await one.time.run(() => done, 10 * minute);
    expect(done).toBe(true);
    expect(one.logged).toContain(givenUp);
  });

  it("starts nothing more, waits for what is under way, and flushes it", async () => {
    const one = stage();
    while (!one.calls.includes("checks")) await one.play(100);
    const before = one.calls.length;
    const stopped = one.engine().stop();
    let done = false;
    void stopped.then(() => (done = true));
    await one.time.run(() => done, 60 * minute);
    expect(done).toBe(true);
    expect(one.calls.slice(before).filter((call) => outside.test(call))).toEqual([]);
    const all = eventsOf(one).length;
    one.journal.crash();
    expect(eventsOf(one)).toHaveLength(all);
  });
});
