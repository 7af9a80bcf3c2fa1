// The queue before a model: order, concurrency, and never more a minute than allowed.
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Lane } from "../../src/openai/lane.ts";
import { manualClock, type ManualClock } from "./manual-clock.ts";

const wide = { concurrency: 1000, requestsPerMinute: 1e6, tokensPerMinute: 1e9 };

/** Lets promises that are resolved already run on. */
const settled = (): Promise<void> => new Promise((done) => setImmediate(done));

interface Entered {
  readonly at: number;
  readonly tokens: number;
  leave(): void;
}

function enterAll(lane: Lane, clock: ManualClock, tokens: readonly number[]): Entered[] {
  const entered: Entered[] = [];
  for (const amount of tokens) {
    void lane.enter(amount).then((leave) => {
      entered.push({ at: clock.now(), tokens: amount, leave });
      return null;
    });
  }
  return entered;
}

describe("Lane", () => {
  it("lets in as many as may be under way, the next when one leaves, in order", async () => {
    const clock = manualClock();
    const lane = new Lane({ ...wide, concurrency: 2 }, clock);
    const entered = enterAll(lane, clock, [1, 2, 3]);
    await settled();
    expect(entered.map((e) => e.tokens)).toEqual([1, 2]);
    entered[0]?.leave();
    entered[0]?.leave();
    await settled();
    expect(entered.map((e) => e.tokens)).toEqual([1, 2, 3]);
    expect(clock.waiting()).toBe(0);
  });

  it("spreads requests beyond the first minute's worth evenly", async () => {
    const clock = manualClock(0);
    const lane = new Lane({ ...wide, requestsPerMinute: 2 }, clock);
    const entered = enterAll(lane, clock, [1, 1, 1, 1]);
    for (let i = 0; i < 10; i += 1) {
      await settled();
      clock.advance(10_000);
    }
    expect(entered.map((e) => e.at)).toEqual([0, 0, 30_000, 60_000]);
  });

  it("lets a call pass that alone is above the limit, once the minute is free", async () => {
    const clock = manualClock(0);
    const lane = new Lane({ ...wide, tokensPerMinute: 1000 }, clock);
    const entered = enterAll(lane, clock, [500, 5000]);
    await settled();
    clock.advance(30_000);
    await settled();
    expect(entered.map((e) => e.at)).toEqual([0, 30_000]);
  });

  it("starts nothing during a pause", async () => {
    const clock = manualClock(0);
    const lane = new Lane(wide, clock);
    lane.pauseUntil(5000);
    const entered = enterAll(lane, clock, [1]);
    await settled();
    expect(entered).toEqual([]);
    clock.advance(5000);
    await settled();
    expect(entered.map((e) => e.at)).toEqual([5000]);
  });

  it("lets nobody wait any more who is told to leave, and starts nothing for them", async () => {
    const clock = manualClock(0);
    const lane = new Lane({ ...wide, concurrency: 1, requestsPerMinute: 1 }, clock);
    const ended = new AbortController();
    const leave = await lane.enter(1);
    const waits = [1, 2].map(() => lane.enter(1, ended.signal));
    leave();
    expect(clock.waiting()).toBe(1);
    ended.abort();
    for (const left of await Promise.all(waits)) left();
    (await lane.enter(1, ended.signal))();
    expect(clock.waiting()).toBe(0);
    clock.advance(60_000);
    expect(enterAll(lane, clock, [7])).toEqual([]);
    await settled();
    expect(clock.waiting()).toBe(0);
  });

  it("lets all in, in any minute no more tokens than two minutes' worth", async () => {
    const load = fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(load, async (tokens) => {
        const clock = manualClock(0);
        const lane = new Lane({ ...wide, tokensPerMinute: 1000 }, clock);
        const entered = enterAll(lane, clock, tokens);
        for (let i = 0; i < 25 && entered.length < tokens.length; i += 1) {
          await settled();
          clock.advance(60_000);
        }
        await settled();
        expect(entered.map((e) => e.tokens)).toEqual(tokens);
        for (const { at } of entered) {
          const within = entered.filter((e) => e.at > at - 60_000 && e.at <= at);
          expect(within.reduce((sum, e) => sum + e.tokens, 0)).toBeLessThanOrEqual(2000);
        }
      }),
      { numRuns: 50 },
    );
  });
});
