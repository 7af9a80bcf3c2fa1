// Which UTC day an instant belongs to.
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dayOf, untilTomorrowMs } from "../../src/engine/day-store.ts";

const dayMs = 86_400_000;
const told = (at: number): string => new Date(at).toISOString().slice(0, 10);

describe("a UTC day", () => {
  it("has the name that ISO 8601 gives it, whatever the instant", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: Date.UTC(2500, 0, 1) }), (at) => {
        expect(dayOf(at)).toBe(told(at));
      }),
      { numRuns: 2000 },
    );
    const days = Array.from({ length: 60 * 366 }, (_, i) => i * dayMs);
    expect(days.filter((at) => dayOf(at) !== told(at))).toEqual([]);
  });

  it("ends at 00:00 UTC", () => {
    expect([untilTomorrowMs(0), untilTomorrowMs(dayMs - 1)]).toEqual([dayMs, 1]);
  });
});
