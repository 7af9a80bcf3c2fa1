// Money: set aside durably before a call may spend it, and never more than the run's cap.
import { describe, expect, it } from "vitest";
import type { RunId } from "../../src/core/run/names.ts";
import type { Event } from "../../src/core/run/event.ts";
import type { Journal, Model } from "../../src/engine/ports.ts";
import type { MemoryJournal } from "../../src/simulate/journal.ts";
import { planOf, unit } from "../core/run/facts.ts";
import { stage, type Stage } from "./stage.ts";

/** @param needs what the units after the first need. */
const planWith = (units: number, needs: readonly string[] = []) =>
  planOf(...Array.from({ length: units }, (_, i) => unit(`u${i + 1}`, i === 0 ? [] : needs)));
const sixUnits = planWith(6);
const costMax = 10;
const costs = 7;

/** Follows every millionth of a dollar: what is durably set aside, promised and spent. */
function till() {
  let appended = 0;
  let durable = 0;
  const books = { asked: 0, promised: 0, spent: 0, most: 0, uncovered: 0, flushes: 0 };
  const reservedIn = (events: readonly Event[]): number =>
    events.reduce((sum, e) => sum + (e.kind === "reserved" ? e.microUsd : 0), 0);
  const journal = (inner: MemoryJournal): Journal => ({
    ...inner,
    append(run: RunId, seen, events) {
      const done = inner.append(run, seen, events);
      if (done.ok) appended += reservedIn(events);
      return done;
    },
    async flush() {
      books.flushes += 1;
      const seen = appended;
      await inner.flush();
      durable = Math.max(durable, seen);
    },
  });
  const model = (inner: Model): Model => ({
    costMax: () => costMax,
    async sample(prompt, draw) {
      books.asked += 1;
      books.promised += costMax;
      books.most = Math.max(books.most, books.promised + books.spent);
      if (books.promised + books.spent > durable) books.uncovered += 1;
      const sample = await inner.sample(prompt, draw);
      books.promised -= costMax;
      books.spent += costs;
      return sample;
    },
  });
  return { books, journal, model };
}

async function played(
  microUsd: number,
  alone: boolean,
  plan = sixUnits,
): Promise<[Stage, ReturnType<typeof till>["books"]]> {
  const { books, journal, model } = till();
  const { budget: usual, limits: limited } = stage().started.config;
  const config = {
    budget: { ...usual, runUsd: microUsd / 1e6 },
    limits: { ...limited, samplesInFlightMax: 100 },
  };
  const one = stage({ plan, alone, config, journal, model });
  await one.play(3_600_000);
  return [one, books];
}

describe.each([
  ["a run that only votes", true],
  ["a run on a repository", false],
])("the money of %s", (_name, alone) => {
  it("is set aside durably before any call that may spend it", async () => {
    const [one, books] = await played(5_000_000, alone);
    expect(one.run().phase.kind).toBe("done");
    expect(books.asked).toBe(12);
    expect(books.uncovered).toBe(0);
    expect(one.run().spend.spent).toBe(books.spent);
  });

  it("is never spent beyond the cap, whatever runs at the same time", async () => {
    const [one, books] = await played(45, alone);
    expect(books.asked).toBeGreaterThan(0);
    expect(books.most).toBeLessThanOrEqual(45);
    expect(books.uncovered).toBe(0);
    const { phase } = one.run();
    expect(phase.kind).toBe("stuck");
    expect(phase.kind === "stuck" && phase.cause).toMatch(
      /^the run's budget of \$0\.00 is used up .*; raise budget\.runUsd in \.github\/quorum\.yml/,
    );
  });

  it("lets calls wait for those in flight, which may cost less than was promised", async () => {
    const [one, books] = await played(12 * costs + costMax - costs, alone);
    expect(books.asked).toBe(12);
    expect(one.run().phase.kind).toBe("done");
  });

  it("that does not pay for one call buys none", async () => {
    const [one, books] = await played(9, alone);
    expect(books.asked).toBe(0);
    expect(one.run().phase.kind).toBe("stuck");
  });
});

describe("many calls at once", () => {
  it("share what was set aside: one flush for a block of them, and each waits for it", async () => {
    const [one, books] = await played(5_000_000, true, planWith(100, ["u1"]));
    expect(one.run().phase.kind).toBe("done");
    expect(books).toMatchObject({ asked: 200, uncovered: 0 });
    expect(books.flushes).toBeLessThan(20);
  });
});
