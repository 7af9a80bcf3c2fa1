// The durable inbox: once each, taken up again after a crash, buried when given up.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, describe, expect, it } from "vitest";
import type { Incoming } from "../../src/engine/inbox.ts";
import { openInbox } from "../../src/sqlite/inbox.ts";
import { until } from "../until.ts";
import { isOpen, slowDisk } from "./slow-disk.ts";

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});
const file = () => {
  const folder = mkdtempSync(join(tmpdir(), "quorum-inbox-"));
  folders.push(folder);
  return join(folder, "inbox.db");
};

const one = (n: number, more: Partial<Incoming> = {}): Incoming => ({
  delivery: `d${n}`,
  event: "issues",
  semanticKey: `k${n}`,
  payload: `{"n":${n}}`,
  at: 1000 + n,
  ...more,
});

describe("the inbox", () => {
  it("keeps a delivery once, by its id and by what it says", async () => {
    const inbox = openInbox(":memory:");
    const put = await Promise.all([
      inbox.put(one(1)),
      inbox.put(one(1)),
      inbox.put(one(1, { delivery: "other" })),
      inbox.put(one(2)),
    ]);
    expect(put).toEqual(["new", "duplicate", "duplicate", "new"]);
    expect(await inbox.put(one(1, { semanticKey: "other" }))).toBe("duplicate");
  });

  it("hands each delivery out once, the one due longest first", async () => {
    const inbox = openInbox(":memory:");
    await Promise.all([inbox.put(one(2)), inbox.put(one(1))]);
    expect(inbox.claim(1000)).toBeNull();
    expect(inbox.claim(5000)).toMatchObject({ delivery: "d1", tries: 1, payload: '{"n":1}' });
    expect(inbox.claim(5000)).toMatchObject({ delivery: "d2" });
    expect(inbox.claim(5000)).toBeNull();
    expect(inbox.dueAt()).toBeNull();
  });

  it("takes up what was in hand when the process died, and not what was done", async () => {
    const path = file();
    const before = openInbox(path);
    await Promise.all([before.put(one(1)), before.put(one(2))]);
    before.claim(5000);
    before.claim(5000);
    before.done("d1");
    before.close();
    const after = openInbox(path);
    expect(after.claim(5000)).toMatchObject({ delivery: "d2", tries: 2 });
    expect(after.claim(5000)).toBeNull();
    after.close();
  });

  it("waits with what failed, and buries what is given up until it comes again", async () => {
    const inbox = openInbox(":memory:");
    await inbox.put(one(1));
    inbox.claim(2000);
    inbox.failed("d1", "no network", 9000);
    await inbox.put(one(2, { at: 8000 }));
    expect(inbox.dueAt()).toBe(8000);
    expect(inbox.claim(8999)).toMatchObject({ delivery: "d2" });
    expect(inbox.claim(9000)).toMatchObject({ delivery: "d1", tries: 2 });
    inbox.failed("d1", "never", null);
    await inbox.put(one(3));
    expect(inbox.figures()).toEqual({ waiting: 2, dead: 1 });
    expect(await inbox.put(one(1))).toBe("new");
    expect(inbox.figures()).toEqual({ waiting: 3, dead: 0 });
  });

  it("knows what it has seen", async () => {
    const inbox = openInbox(":memory:");
    await inbox.put(one(1, { semanticKey: "labeled:1:2:x", at: 5000 }));
    expect([inbox.holds("d1"), inbox.holds("d2")]).toEqual([true, false]);
    expect(inbox.seen("labeled:1:2:", 5000)).toBe(true);
    expect(inbox.seen("labeled:1:2:", 5001)).toBe(false);
    expect(inbox.seen("labeled:1:3:", 0)).toBe(false);
    inbox.failed(inbox.claim(9999)?.delivery ?? "", "no permission", null);
    expect(inbox.seen("labeled:1:2:", 0)).toBe(false);
  });

  it("forgets what was done long ago, and nothing else", async () => {
    const inbox = openInbox(":memory:");
    await Promise.all([inbox.put(one(1)), inbox.put(one(2))]);
    inbox.claim(5000);
    inbox.done("d1");
    await inbox.put(one(3));
    inbox.claim(5000);
    inbox.failed("d2", "given up", null);
    inbox.prune(1_000_000);
    expect(["d1", "d2", "d3"].map((id) => inbox.holds(id))).toEqual([false, false, true]);
  });

  it("refuses a put once it is closed", async () => {
    const inbox = openInbox(file());
    inbox.close();
    await expect(inbox.put(one(1))).rejects.toThrow("closed");
  });

  it("refuses a put that it cannot keep", async () => {
    const path = file();
    const inbox = openInbox(path);
    const broken = one(1, { at: 1.5 });
    await expect(inbox.put(broken)).rejects.toThrow();
    expect(await inbox.put(one(2))).toBe("new");
    inbox.close();
  });

  it("waits as it was told while the disk is full, and notes it once there is room", async () => {
    const path = file();
    const inbox = openInbox(path);
    await Promise.all([inbox.put(one(1)), inbox.put(one(2))]);
    const other = new DatabaseSync(path);
    other.exec(
      "create trigger full before update on inbox " +
        "begin select raise(abort, 'database or disk is full'); end",
    );
    inbox.claim(5000);
    inbox.failed("d1", "no network", 9000);
    expect(inbox.claim(5000)).toMatchObject({ delivery: "d2" });
    inbox.done("d2");
    expect(inbox.claim(8999)).toBeNull();
    expect(inbox.dueAt()).toBe(9000);
    await expect(inbox.put(one(1, { delivery: "d3" }))).rejects.toThrow("full");
    expect(inbox.claim(9000)).toMatchObject({ delivery: "d1" });
    inbox.failed("d1", "still none", null);
    expect([inbox.claim(1e9), inbox.dueAt()]).toEqual([null, null]);
    other.exec("drop trigger full");
    const states = other.prepare("select delivery, state, tries from inbox order by delivery");
    const dead = { delivery: "d1", state: "dead", tries: 2 };
    const done = { delivery: "d2", state: "done", tries: 1 };
    await until("both are written down", () => states.all()[0]?.["state"] === "dead");
    expect(states.all()).toEqual([dead, done]);
    inbox.close();
    other.close();
  });

  it("says that it has a delivery only when the disk has it", async () => {
    const disk = slowDisk();
    const inbox = openInbox(":memory:", () => disk);
    const puts = [inbox.put(one(1)), inbox.put(one(2))];
    expect(await isOpen(Promise.race(puts))).toBe(true);
    const again = inbox.put(one(1));
    expect(await isOpen(again)).toBe(true);
    expect(disk.end()).toBe(2);
    expect(await Promise.all([...puts, again])).toEqual(["new", "new", "duplicate"]);
  });

  it("refuses what the disk could not take, also when it is delivered again", async () => {
    const disk = slowDisk();
    const inbox = openInbox(":memory:", () => disk);
    for (const delivery of [one(1), one(1)]) {
      const put = inbox.put(delivery);
      expect(await isOpen(put)).toBe(true);
      disk.end(new Error("EIO"));
      await expect(put).rejects.toThrow("EIO");
    }
  });
});
