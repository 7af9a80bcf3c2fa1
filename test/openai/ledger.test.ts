// A day's account: never more reserved than the limit, whatever the order of calls.
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { memoryDays } from "../../src/engine/day-store.ts";
import { DayLedger, type Reservation } from "../../src/openai/ledger.ts";

describe("DayLedger", () => {
  it("never exceeds its limit when calls cost at most what was set aside", () => {
    const step = fc.record({ cost: fc.nat(60), share: fc.double({ min: 0, max: 1, noNaN: true }) });
    const many = fc.array(step, { maxLength: 120 });
    fc.assert(
      fc.property(fc.constantFrom(100, 2000), many, (limit, steps) => {
        const days = memoryDays();
        const ledger = new DayLedger(days, limit, () => 0);
        const open: { readonly reservation: Reservation; readonly share: number }[] = [];
        /** Spent, and set aside for calls under way. */
        let known = 0;
        for (const { cost, share } of steps) {
          const reservation = ledger.reserveDay(cost);
          expect(reservation !== null).toBe(known + cost <= limit);
          if (reservation) {
            known += cost;
            open.push({ reservation, share });
          }
          if (open.length > 2) {
            const first = open.shift();
            const reserved = first?.reservation.microUsd ?? 0;
            const spent = Math.floor(reserved * (first?.share ?? 0));
            if (first) ledger.settle(first.reservation, spent);
            known += spent - reserved;
          }
          expect(ledger.today()).toBe(known);
          expect(days.read("1970-01-01")).toBeGreaterThanOrEqual(known);
          expect(days.read("1970-01-01")).toBeLessThanOrEqual(limit);
        }
        ledger.giveBack();
        expect(days.read("1970-01-01")).toBe(known);
      }),
    );
  });

  it("begins anew at 00:00 UTC and settles on the day that was charged", () => {
    let now = Date.UTC(2026, 10, 24, 23, 59, 59);
    const days = memoryDays();
    const ledger = new DayLedger(days, 100, () => now);
    const late = ledger.reserveDay(90);
    expect(ledger.reserveDay(20)).toBeNull();
    expect(ledger.untilTomorrowMs()).toBe(1000);
    now += 1000;
    expect(ledger.reserveDay(20)).not.toBeNull();
    if (late) ledger.settle(late, 10);
    ledger.giveBack();
    expect([days.read("2026-11-24"), days.read("2026-11-25")]).toEqual([10, 20]);
  });

  it("counts a call that cost more than was set aside for it", () => {
    const days = memoryDays();
    const ledger = new DayLedger(days, 100, () => 0);
    const one = ledger.reserveDay(1);
    if (one) ledger.settle(one, 95);
    expect(days.read("1970-01-01")).toBe(95);
    expect(ledger.reserveDay(6)).toBeNull();
    expect(ledger.reserveDay(5)).not.toBeNull();
    ledger.giveBack();
    expect(days.read("1970-01-01")).toBe(100);
  });

  it("writes once for a block of calls, not twice for each", () => {
    const days = memoryDays();
    let writes = 0;
    const add = (day: string, microUsd: number): void => {
      writes += 1;
      days.add(day, microUsd);
    };
    const reserve: typeof days.reserve = (day, microUsd, limit) => {
      writes += 1;
      return days.reserve(day, microUsd, limit);
    };
    const ledger = new DayLedger({ ...days, add, reserve }, 1_000_000, () => 0);
    for (let call = 0; call < 320; call += 1) {
      const reservation = ledger.reserveDay(100);
      if (reservation) ledger.settle(reservation, 100);
    }
    expect([writes, days.read("1970-01-01")]).toEqual([10, 32_000]);
  });
});
