// A day's account: never more reserved than the limit, whatever the order of calls.
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DayLedger, memoryDays, type Reservation } from "../../src/openai/ledger.ts";

describe("DayLedger", () => {
  it("never exceeds its limit when calls cost at most what was set aside", () => {
    const step = fc.record({ cost: fc.nat(60), share: fc.double({ min: 0, max: 1, noNaN: true }) });
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        const days = memoryDays();
        const ledger = new DayLedger(days, 100, () => 0);
        const open: { readonly reservation: Reservation; readonly share: number }[] = [];
        for (const { cost, share } of steps) {
          const before = days.read("1970-01-01");
          const reservation = ledger.reserveDay(cost);
          expect(reservation !== null).toBe(before + cost <= 100);
          if (reservation) open.push({ reservation, share });
          if (open.length > 2) {
            const first = open.shift();
            const spent = Math.floor((first?.reservation.microUsd ?? 0) * (first?.share ?? 0));
            if (first) ledger.settle(first.reservation, spent);
          }
          expect(days.read("1970-01-01")).toBeLessThanOrEqual(100);
        }
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
    expect([days.read("2026-11-24"), days.read("2026-11-25")]).toEqual([10, 20]);
  });
});
