// The account of each day's money on disk: durable, shared by processes, and refused in words.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { Faltered } from "../../src/engine/ports.ts";
import { openDays } from "../../src/sqlite/days.ts";

const folder = mkdtempSync(join(tmpdir(), "quorum-days-"));
afterAll(() => rmSync(folder, { recursive: true }));
const day = "2026-11-24";

describe("the account of a day", () => {
  it("is there again after the process, each day for itself", () => {
    const file = join(folder, "again.db");
    const before = openDays(file);
    before.add(day, 70);
    before.add(day, -20);
    before.close();
    const after = openDays(file);
    expect([after.read(day), after.read("2026-11-25")]).toEqual([50, 0]);
    after.close();
  });

  it("takes a sum that just fits, and nothing beyond it", () => {
    const days = openDays(":memory:");
    expect(days.reserve(day, 101, 100)).toBe(false);
    expect(days.reserve(day, 60, 100)).toBe(true);
    expect(days.reserve(day, 41, 100)).toBe(false);
    expect(days.reserve(day, 40, 100)).toBe(true);
    expect(days.read(day)).toBe(100);
    days.close();
  });

  it("holds its limit whoever of several processes reserves, settles and gives back", () => {
    let files = 0;
    const step = fc.record({ who: fc.nat(2), micro: fc.integer({ min: 1, max: 60 }) });
    const property = fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const file = join(folder, `shared-${(files += 1)}.db`);
      const all = [openDays(file), openDays(file), openDays(file)];
      let sum = 0;
      for (const { who, micro } of steps) {
        const fits = sum + micro <= 100;
        expect(all[who]?.reserve(day, micro, 100)).toBe(fits);
        if (fits) sum += micro;
        expect(all[(who + 1) % 3]?.read(day)).toBe(sum);
      }
      for (const one of all) one.close();
    });
    fc.assert(property, { numRuns: 20 });
  });

  it("that cannot be kept is refused with its file's name", () => {
    expect(() => openDays("/none/days.db")).toThrow(Faltered);
    expect(() => openDays("/none/days.db")).toThrow(/money, \/none\/days\.db, cannot be used/);
    const days = openDays(join(folder, "closed.db"));
    days.close();
    expect(() => days.add(day, 1)).toThrow(/closed\.db, cannot be used/);
  });
});
