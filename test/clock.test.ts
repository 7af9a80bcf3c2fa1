// The machine's clock: waits run on, whatever the time of day is set to meanwhile.
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { machineClock } from "../src/clock.ts";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date", "performance"] });
});
afterEach(() => vi.useRealTimers());

describe("a wait", () => {
  it.each([-7_200_000, 0, 7_200_000])("ends when it should after a change of %d ms", (by) => {
    const woken: number[] = [];
    const began = performance.now();
    machineClock.at(machineClock.now() + 5000, () => woken.push(performance.now() - began));
    vi.advanceTimersByTime(1000);
    vi.setSystemTime(Date.now() + by);
    vi.advanceTimersByTime(3900);
    expect(woken).toEqual([]);
    vi.advanceTimersByTime(200);
    expect(woken).toEqual([5000]);
  });

  it("may be longer than a timer can be, and is over once", () => {
    let woken = 0;
    machineClock.at(machineClock.now() + 2 ** 32, () => (woken += 1));
    vi.advanceTimersByTime(2 ** 32 - 1);
    expect(woken).toBe(0);
    vi.advanceTimersByTime(2 ** 32);
    expect(woken).toBe(1);
  });

  it("that is cancelled wakes nobody", () => {
    let woken = 0;
    const cancel = machineClock.at(machineClock.now() + 10, () => (woken += 1));
    cancel();
    vi.advanceTimersByTime(100);
    expect(woken).toBe(0);
  });
});
