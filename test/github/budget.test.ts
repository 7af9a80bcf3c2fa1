// The pace of writes and reads under a clock that the test moves.
import { describe, expect, it } from "vitest";
import { Faltered, type Clock } from "../../src/engine/ports.ts";
import { defaultPacing, makeBudget } from "../../src/github/budget.ts";
import { jumpingClock, standingClock } from "./world.ts";

describe("the write budget", () => {
  it("sends writes one by one, at least a second apart, in the order they came", async () => {
    const clock = jumpingClock();
    const budget = makeBudget(clock, defaultPacing);
    const starts: number[] = [];
    let open = 0;
    const job = async (n: number) => {
      open += 1;
      expect(open).toBe(1);
      starts.push(clock.now());
      await Promise.resolve();
      open -= 1;
      return n;
    };
    expect(await Promise.all([1, 2, 3].map((n) => budget.write(() => job(n))))).toEqual([1, 2, 3]);
    expect(starts.map((at) => at - (starts[0] ?? 0))).toEqual([0, 1000, 2000]);
    expect(budget.figures()).toEqual({ writes: 3, spacingMsLeast: 1000 });
  });

  it("stays under so many a minute, whatever the spacing", async () => {
    const clock = jumpingClock();
    const budget = makeBudget(clock, { ...defaultPacing, spacingMs: 1, writesPerMinuteMax: 5 });
    const before = clock.now();
    for (let n = 0; n < 11; n += 1) await budget.write(() => Promise.resolve());
    expect(clock.now() - before).toBeGreaterThanOrEqual(120_000);
  });

  it("waits a window at most when the clock is set back", async () => {
    const inner = jumpingClock();
    let back = 0;
    const clock: Clock = {
      now: () => inner.now() - back,
      at: (when, wake) => inner.at(when + back, wake),
    };
    const budget = makeBudget(clock, { ...defaultPacing, spacingMs: 1, writesPerMinuteMax: 2 });
    for (let n = 0; n < 2; n += 1) await budget.write(() => Promise.resolve());
    back = 7_200_000;
    const before = clock.now();
    await budget.write(() => Promise.resolve());
    expect(clock.now() - before).toBeGreaterThan(1000);
    expect(clock.now() - before).toBeLessThanOrEqual(60_000);
  });

  it("falters with the time to wait when the hour is used up", async () => {
    const clock = standingClock();
    const pacing = { ...defaultPacing, spacingMs: 0, writesPerMinuteMax: 99, writesPerHourMax: 3 };
    const budget = makeBudget(clock, pacing);
    for (let n = 0; n < 3; n += 1) await budget.write(() => Promise.resolve());
    clock.move(1_000_000);
    const falter: unknown = await budget.write(() => Promise.resolve()).catch((e: unknown) => e);
    expect(falter).toBeInstanceOf(Faltered);
    expect(falter).toMatchObject({ outcome: "none", lasting: false, retryAfterMs: 2_600_000 });
    clock.move(2_600_000);
    await budget.write(() => Promise.resolve());
    expect(budget.figures().writes).toBe(4);
  });

  it("goes on after a write that failed", async () => {
    const budget = makeBudget(jumpingClock(), defaultPacing);
    const failing = budget.write(() => Promise.reject(new Error("no")));
    const next = budget.write(() => Promise.resolve("yes"));
    await expect(failing).rejects.toThrow("no");
    expect(await next).toBe("yes");
  });

  it("lets ten reads run at once and no more", async () => {
    const budget = makeBudget(jumpingClock(), defaultPacing);
    let open = 0;
    let most = 0;
    const job = async () => {
      open += 1;
      most = Math.max(most, open);
      await new Promise((resolve) => setImmediate(resolve));
      open -= 1;
    };
    await Promise.all(Array.from({ length: 35 }, () => budget.read(job)));
    expect(most).toBe(10);
  });
});
