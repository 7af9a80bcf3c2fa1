// A journal is read beside the process that writes it, and nothing of it is touched.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { openJournal } from "../../src/sqlite/journal.ts";
import { openReader } from "../../src/sqlite/reader.ts";
import { facts, runNamed } from "../contract/journal.ts";

const folder = mkdtempSync(join(tmpdir(), "quorum-reader-"));
afterAll(() => rmSync(folder, { recursive: true }));
const run = runNamed(1);

function readAll(file: string) {
  const reader = openReader(file);
  try {
    return { runs: reader.all(), events: [...reader.read(run)].flat() };
  } finally {
    reader.close();
  }
}

/** Every file of the folder with the digest of its bytes. */
const digests = () =>
  readdirSync(folder, { withFileTypes: true }).map((entry) => {
    const { name } = entry;
    if (entry.isDirectory()) return [name, "folder"];
    const bytes = readFileSync(join(folder, name));
    return [name, createHash("sha256").update(bytes).digest("hex")];
  });

describe("a reader", () => {
  it("sees all that was flushed, through many checkpoints, while the owner goes on", async () => {
    const file = join(folder, "owned.db");
    const journal = openJournal(file);
    let seen = 0;
    for (let round = 0; round < 12; round += 1) {
      for (let n = 0; n < 20; n += 1) {
        journal.append(run, seen, facts(seen, 200));
        seen += 200;
        if (n % 5 === 4) await journal.flush();
      }
      const before = digests();
      expect(readAll(file)).toEqual({ runs: [run], events: facts(0, seen) });
      expect(digests()).toEqual(before);
    }
    expect(journal.append(run, seen, facts(seen, 1)).ok).toBe(true);
    journal.close();
    expect(readAll(file).events).toEqual(facts(0, seen + 1));
    rmSync(file);
  });

  it("sees a whole beginning of the run whenever it looks, while a process appends", async () => {
    const file = join(folder, "busy.db");
    const script = join(import.meta.dirname, "appender.ts");
    const child = spawn(process.execPath, [script, file, "1000000"]);
    const closed = once(child, "close");
    let said = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => (said += text));
    await once(child.stdout, "data");
    for (let look = 0; look < 25; look += 1) {
      const flushed = Number(said.split("\n").at(-2));
      const { events } = readAll(file);
      expect(events.length).toBeGreaterThanOrEqual(flushed);
      expect(events).toEqual(facts(0, events.length));
      await once(child.stdout, "data");
    }
    child.kill("SIGKILL");
    await closed;
  });

  it.each<[string, number, boolean]>([
    ["begins its log anew", 1, false],
    ["ends and takes its log away", 1, true],
    ["begins its log anew each time", 1000, false],
  ])("copies again when the owner %s between database and log", (_what, times, ends) => {
    const file = join(folder, "racing.db");
    const journal = openJournal(file);
    let seen = 0;
    const grow = (): void => {
      journal.append(run, seen, facts(seen, 40_000));
      seen += 40_000;
      void journal.flush();
    };
    grow();
    let left = times;
    const copyOne = (from: string, to: string): void => {
      copyFileSync(from, to);
      if (from !== file || left === 0) return;
      left -= 1;
      if (ends) return journal.close();
      for (let n = 0; n < 6; n += 1) grow();
    };
    if (times > 1) {
      const words = /is written faster than it can be read; try again later/;
      expect(() => openReader(file, copyOne)).toThrow(words);
    } else {
      const reader = openReader(file, copyOne);
      expect([...reader.read(run)].flat()).toEqual(facts(0, seen));
      reader.close();
    }
    if (!ends) journal.close();
    rmSync(file);
  });

  it("gives nothing for a run that is not there", () => {
    const file = join(folder, "other.db");
    const journal = openJournal(file);
    journal.append(run, 0, facts(0, 1));
    journal.close();
    const reader = openReader(file);
    expect([...reader.read(runNamed(2))]).toEqual([]);
    reader.close();
  });

  it.each<[string, (file: string) => void]>([
    ["a text", (file) => writeFileSync(file, "hello, this is no database at all")],
    ["an empty file", (file) => writeFileSync(file, "")],
    ["a folder", (file) => mkdirSync(file)],
    [
      "another database",
      (file) => {
        const db = new DatabaseSync(file);
        db.exec("create table run (name text)");
        db.close();
      },
    ],
  ])("names %s as no journal, and leaves it as it is", (_what, make) => {
    const file = join(folder, "stray.db");
    rmSync(file, { force: true, recursive: true });
    make(file);
    const before = digests();
    expect(() => openReader(file)).toThrow(`${file} is no journal of Quorum's.`);
    expect(digests()).toEqual(before);
  });
});
