// A journal that was torn or damaged: what was flushed before is there, the rest is said in words.
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, describe, expect, it } from "vitest";
import { openJournal } from "../../src/sqlite/journal.ts";
import { facts, runNamed, told } from "../contract/journal.ts";

const folder = mkdtempSync(join(tmpdir(), "quorum-damage-"));
afterAll(() => rmSync(folder, { recursive: true }));
let files = 0;
const fresh = (): string => join(folder, `${(files += 1)}.db`);

const a = runNamed(1);
const b = runNamed(2);

/** What a power cut leaves: the file as it stands, and its log with the last bytes changed. */
async function tornBy(change: (log: Buffer) => Buffer): Promise<string> {
  const file = fresh();
  const journal = openJournal(file);
  for (let i = 0; i < 40; i += 1) {
    journal.append(a, i * 5, facts(i * 5, 5));
    await journal.flush();
  }
  const torn = fresh();
  copyFileSync(file, torn);
  writeFileSync(`${torn}-wal`, change(readFileSync(`${file}-wal`)));
  journal.close();
  return torn;
}

/** A closed journal of two runs, with rows changed behind its back. */
function changedBy(sql: string): string {
  const file = fresh();
  const journal = openJournal(file);
  for (const run of [a, b]) for (let i = 0; i < 4; i += 1) journal.append(run, i, facts(i, 1));
  journal.close();
  const db = new DatabaseSync(file);
  db.exec(sql);
  db.close();
  return file;
}

describe("a journal whose last write was torn", () => {
  const cuts = [1, 30, 4000, 20_000];
  const cases = cuts.flatMap((bytes): [string, (log: Buffer) => Buffer][] => [
    [`${bytes} bytes short`, (log) => log.subarray(0, log.length - bytes)],
    [
      `wrong ${bytes} bytes from its end`,
      (log) => {
        const changed = Buffer.from(log);
        changed[log.length - bytes] = 0xff ^ (log[log.length - bytes] ?? 0);
        return changed;
      },
    ],
  ]);
  it.each(cases)("has what was whole, in order, and takes more: %s", async (_, change) => {
    const journal = openJournal(await tornBy(change));
    const events = told(journal, a);
    expect(events.length).toBeGreaterThanOrEqual(170);
    expect(events.length).toBeLessThan(200);
    expect(events).toEqual(facts(0, events.length));
    expect(journal.append(a, events.length, facts(events.length, 1)).ok).toBe(true);
    journal.close();
  });
});

describe("a journal that is damaged", () => {
  const cases: readonly (readonly [string, string, RegExp])[] = [
    [
      "a row that is no JSON",
      `update event set body = '[{"kind":"resu' where run = 1 and version = 3`,
      /^the journal .* is damaged: .*JSON.*\. Put it back from a backup$/,
    ],
    [
      "a row that is missing",
      "delete from event where run = 1 and version = 2",
      /is damaged: of 4 events of the run 1\/1-aaaa only 1 are there\. Put it back/,
    ],
    [
      "a last row that is missing",
      "delete from event where run = 1 and version = 4",
      /of 4 events of the run 1\/1-aaaa only 3 are there/,
    ],
  ];
  it.each(cases)("says so of its run, and reads the others: %s", (_, sql, words) => {
    const journal = openJournal(changedBy(sql));
    expect(() => told(journal, a)).toThrow(words);
    expect(told(journal, b)).toEqual(facts(0, 4));
    expect(journal.live()).toEqual([a, b]);
    journal.close();
  });

  it("is read to where a row is missing, however many follow", () => {
    const file = fresh();
    const journal = openJournal(file);
    for (let i = 0; i < 2500; i += 1) journal.append(a, i, facts(i, 1));
    journal.close();
    const db = new DatabaseSync(file);
    db.exec("delete from event where version = 1200");
    db.close();
    const again = openJournal(file);
    expect(() => told(again, a)).toThrow(/of 2500 events of the run .* only 1199 are/);
    again.close();
  });

  it("as a whole is refused with a sentence, and left as it is", () => {
    const file = changedBy("select 1");
    const bytes = readFileSync(file);
    bytes.fill(0x5a, 100, 200);
    writeFileSync(file, bytes);
    expect(() => openJournal(file)).toThrow(/^the journal .* is damaged: .* from a backup$/);
    expect(readFileSync(file).equals(bytes)).toBe(true);
  });
});
