// The loop: owned by compare-and-set, paused when the store is full.
import { describe, expect, it } from "vitest";
import type { Event } from "../../src/core/run/event.ts";
import { evolve } from "../../src/core/run/evolve.ts";
import { parseRunId } from "../../src/core/run/names.ts";
import type { Run } from "../../src/core/run/state.ts";
import { Faltered, type Journal } from "../../src/engine/ports.ts";
import type { MemoryJournal } from "../../src/simulate/journal.ts";
import { maintainer, planOf, unit } from "../core/run/facts.ts";
import { minute, stage, type Stage } from "./stage.ts";

const outside = /^(createBranch|comment|commit|propose|check|merge|sample|sandbox)/;
const eventsOf = (one: Stage): Event[] => [...one.journal.read(one.started.run)].flat();
const whole = async (): Promise<unknown> => {
  const one = stage();
  await one.play();
  return one.summary();
};

/** Appends behind the engine's back, as a second owner would. */
function intrude(one: Stage): void {
  const seen = eventsOf(one).length;
  one.journal.append(one.started.run, seen, [{ kind: "resumed", at: one.time.now() }]);
}

describe("a run", () => {
  it("is the fold of its journal, and each event is told with the run after it", async () => {
    const told: [Event, Run][] = [];
    const one = stage({ watch: (event, run) => told.push([event, run]) });
    await one.play();
    expect(told.map(([event]) => event)).toEqual(eventsOf(one));
    let run: Run | null = null;
    for (const event of eventsOf(one)) run = evolve(run, event);
    expect(told.at(-1)?.[1]).toEqual(run);
    expect(one.run()).toEqual(run);
  });

  it("begins once, however often it is started", async () => {
    const one = stage();
    await one.play(20_000);
    expect(await one.engine().start(one.started)).toBe("exists");
    expect(eventsOf(one).filter((e) => e.kind === "started")).toHaveLength(1);
  });

  it("is left alone by an owner that comes too late to append", async () => {
    const one = stage();
    await one.play(10_000);
    intrude(one);
    await one.play(minute);
    expect(one.engine().live()).toEqual([]);
    expect(one.logged).toContain("another process owns this run now; it is left alone");
    const [before, version] = [one.calls.length, eventsOf(one).length];
    await one.play(60 * minute);
    expect(one.calls.length).toBe(before);
    expect(eventsOf(one)).toHaveLength(version);
  });

  it("fails with its cause when the house has a bug, and does no more", async () => {
    const costMax = (): number => {
      throw new Error("A bug in Quorum: planted");
    };
    const one = stage({ model: (model) => ({ ...model, costMax }) });
    await one.play();
    const { phase } = one.run();
    expect(phase.kind === "failed" && phase.because).toMatch(/sample.*planted/);
  });

  it.each(["failed", "stuck"] as const)(
    "that is %s does not ask on and on to say so where nobody lets it",
    async (kind) => {
      const gone = new Faltered("the issue is gone", { outcome: "none", lasting: true });
      const costMax = (): number => {
        throw kind === "failed" ? new Error("A bug in Quorum: planted") : gone;
      };
      const one: Stage = stage({
        model: (model) => ({ ...model, costMax }),
        repository: (inner) => ({
          ...inner,
          comment: (...args) =>
            one.run().phase.kind === kind ? Promise.reject(gone) : inner.comment(...args),
        }),
      });
      await one.play(60 * minute);
      expect(one.run().phase.kind).toBe(kind);
      const tries = (): number => one.calls.filter((call) => call === "comment").length;
      expect(tries()).toBeLessThan(4);
      const recorded = eventsOf(one).length;
      await one.play(24 * 60 * minute);
      expect(eventsOf(one)).toHaveLength(recorded);
      const before = tries();
      one.engine().wake(() => true);
      await one.play(minute);
      expect(tries()).toBe(kind === "stuck" ? before + 1 : before);
    },
  );

  it("has at most as many samples in flight as its limit allows", async () => {
    const plan = planOf(...["u1", "u2", "u3", "u4"].map((id) => unit(id)));
    const limits = { ...stage().started.config.limits, samplesInFlightMax: 3 };
    let [now, most] = [0, 0];
    const one = stage({
      plan,
      config: { limits },
      model: (model) => ({
        ...model,
        async sample(prompt, draw) {
          most = Math.max(most, (now += 1));
          const sample = await model.sample(prompt, draw);
          now -= 1;
          return sample;
        },
      }),
    });
    await one.play();
    expect(one.run().phase.kind).toBe("done");
    expect(most).toBe(3);
  });

  it("is looked at as soon as somebody calls, not when its time comes", async () => {
    const one = stage();
    const looks = (): number => one.calls.filter((call) => call === "checks").length;
    while (looks() === 0) await one.play(100);
    await one.play(1000);
    const before = looks();
    one.engine().wake((run) => run.started.issue.number === 8);
    await one.play(1000);
    expect(looks()).toBe(before);
    one.engine().wake((run) => run.started.issue.number === 7);
    await one.play(1000);
    expect(looks()).toBe(before + 1);
  });
});

describe("a fact from outside", () => {
  const stop = (one: Stage): Event => ({ kind: "stopped", at: one.time.now(), by: maintainer });

  it("is durable when it was told", async () => {
    const one = stage();
    await one.play(10_000);
    const told = one.engine().tell(one.started.run, stop(one));
    await one.play(1000);
    expect(await told).toBe(true);
    one.journal.crash();
    expect(eventsOf(one).map((event) => event.kind)).toContain("stopped");
    expect(one.run().phase.kind).toBe("stopped");
  });

  it("is refused loudly when it cannot be recorded, so that it is told again", async () => {
    const one = stage();
    await one.play(10_000);
    one.journal.full(true);
    await expect(one.engine().tell(one.started.run, stop(one))).rejects.toThrow(
      /could not take it/,
    );
    one.journal.full(false);
    await one.play(8000);
    const told = one.engine().tell(one.started.run, stop(one));
    await one.play(1000);
    expect(await told).toBe(true);
  });

  it("takes the run up as a restart does when nobody has it", async () => {
    const one = stage();
    await one.play(10_000);
    intrude(one);
    await one.play(minute);
    expect(one.engine().live()).toEqual([]);
    const told = one.engine().tell(one.started.run, { kind: "retried", at: 0, by: maintainer });
    await one.play(1000);
    expect(await told).toBe(true);
    const tail = eventsOf(one)
      .slice(-12)
      .map((event) => event.kind);
    expect(tail.join()).toMatch(/resumed,retried/);
    await one.play();
    expect(one.violations()).toEqual([]);
    expect(one.summary()).toEqual(await whole());
  });

  it("is refused by a run that is unknown or over", async () => {
    const one = stage();
    await one.play();
    expect(await one.engine().tell(one.started.run, stop(one))).toBe(false);
    const unknown = parseRunId("1/8-bbbb");
    if (unknown === null) throw new Error("not a run id");
    expect(await one.engine().tell(unknown, stop(one))).toBe(false);
    expect(one.run().phase.kind).toBe("done");
  });
});

describe("a full disk", () => {
  it("pauses the runs, and they go on when there is space again", async () => {
    const one = stage();
    await one.play(10_000);
    one.journal.full(true);
    const kept = eventsOf(one).length;
    await one.play(10 * minute);
    expect(one.logged).toContain("the journal cannot be used; runs are paused");
    expect(eventsOf(one)).toHaveLength(kept);
    const paused = one.calls.length;
    await one.play(10 * minute);
    expect(one.calls.slice(paused).filter((call) => outside.test(call))).toEqual([]);
    one.journal.full(false);
    await one.play();
    expect(one.violations()).toEqual([]);
    expect(one.summary()).toEqual(await whole());
  });

  it("that shows only when it is flushed pauses them too", async () => {
    let full = false;
    const refusing = (journal: MemoryJournal): Journal => ({
      ...journal,
      async flush() {
        if (!full) return journal.flush();
        journal.crash();
        throw new Faltered("the disk is full", { outcome: "none" });
      },
    });
    const one = stage({ journal: refusing });
    await one.play(10_000);
    full = true;
    await one.play(10 * minute);
    expect(one.logged).toContain("the journal cannot be used; runs are paused");
    full = false;
    await one.play();
    expect(one.violations()).toEqual([]);
    expect(one.summary()).toEqual(await whole());
  });
});
