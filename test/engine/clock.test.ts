// A machine's clock that is set back makes no wait longer, and no journal run backwards.
import { describe, expect, it } from "vitest";
import type { Clock } from "../../src/engine/ports.ts";
import { steady } from "../../src/engine/steady.ts";
import { minute, stage, type Stage } from "./stage.ts";

/** A clock as the machine has it: set back at will, while waits go on by themselves. */
function settable(inner: Clock) {
  let back = 0;
  const clock: Clock = {
    now: () => inner.now() - back,
    at: (when, wake) => inner.at(when + back, wake),
  };
  return { clock, setBack: (ms: number) => (back += ms) };
}

const hour = 60 * minute;

/** Plays a run whose clock is set back by two hours after so many seconds. */
async function playedSetBack(seconds: number, dies: boolean): Promise<Stage> {
  let set = (_ms: number): unknown => null;
  let calls = Infinity;
  const one = stage({
    clock(inner) {
      const { clock, setBack } = settable(inner);
      set = setBack;
      return clock;
    },
    dies: (call) => (call === calls ? "before" : null),
  });
  await one.play(seconds * 1000);
  expect(one.run().phase.kind).not.toBe("done");
  set(2 * hour);
  if (dies) calls = one.calls.length + 1;
  await one.play(hour);
  return one;
}

describe("a clock that is set back by two hours", () => {
  it.each([2, 6, 10, 14, 18])("after %d s delays no run by that", async (seconds) => {
    for (const dies of [false, true]) {
      const one = await playedSetBack(seconds, dies);
      expect(one.run()).toMatchObject({ phase: { kind: "done" }, merged: 2 });
      expect(one.violations()).toEqual([]);
      const instants = [...one.journal.read(one.started.run)].flat().map((event) => event.at);
      expect(instants).toEqual(instants.toSorted((a, b) => a - b));
    }
  });
});

describe("steady time", () => {
  function clocks() {
    let time = 1000;
    const wakes: number[] = [];
    const clock: Clock = {
      now: () => time,
      at(when) {
        wakes.push(when);
        return () => {};
      },
    };
    return { one: steady(clock), wakes, set: (to: number) => (time = to) };
  }

  it("goes on from where it was when the clock goes back, and follows it ahead", () => {
    const { one, set } = clocks();
    expect(one.now()).toBe(1000);
    set(400);
    expect(one.now()).toBe(1000);
    set(450);
    expect(one.now()).toBe(1050);
    set(2000);
    expect(one.now()).toBe(2600);
  });

  it("wakes after the same wait as before", () => {
    const { one, wakes, set } = clocks();
    one.now();
    set(400);
    one.at(one.now() + 50, () => {});
    expect(wakes).toEqual([450]);
  });

  it("tells nothing before an instant that a journal told", () => {
    const { one, set } = clocks();
    one.notBefore(5000);
    expect(one.now()).toBe(5000);
    one.notBefore(100);
    set(1010);
    expect(one.now()).toBe(5010);
  });
});
