// The disk behind a database: syncs its log, for all who wait at once, and fails for good.
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { openDisk } from "../../src/sqlite/disk.ts";

const folder = mkdtempSync(join(tmpdir(), "quorum-disk-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe("a disk", () => {
  it("syncs for everybody who waits, also for those who came while it was busy", async () => {
    const file = join(folder, "good.db");
    writeFileSync(`${file}-wal`, "log");
    const disk = openDisk(file);
    const order: number[] = [];
    const all = [1, 2, 3].map((n) => disk.sync().then(() => order.push(n)));
    await Promise.all(all);
    expect(order).toEqual([1, 2, 3]);
    await disk.sync();
    expect(() => disk.check()).not.toThrow();
    disk.close();
  });

  it("that failed says so from then on: what it holds is unknown", async () => {
    const file = join(folder, "bad.db");
    symlinkSync("/dev/null", `${file}-wal`);
    const disk = openDisk(file);
    const [first, second] = [disk.sync(), disk.sync()];
    const because = /EINVAL.*fdatasync; see to the disk and start Quorum again/;
    await expect(first).rejects.toThrow(because);
    await expect(second).rejects.toThrow(because);
    await expect(disk.sync()).rejects.toThrow(because);
    expect(() => disk.check()).toThrow(because);
    disk.close();
  });

  it("may be closed while it is busy: nobody waits for ever", async () => {
    const file = join(folder, "closed.db");
    writeFileSync(`${file}-wal`, "log");
    const disk = openDisk(file);
    const waiting = [disk.sync(), disk.sync()];
    disk.close();
    await Promise.all(waiting);
    await disk.sync();
  });

  it("of a database in memory has nothing to do", async () => {
    const disk = openDisk(":memory:");
    await disk.sync();
    disk.close();
  });
});
