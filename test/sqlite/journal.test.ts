// The journal on disk keeps the contract, through kill -9, a full disk and a second process.
import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { openJournal } from "../../src/sqlite/journal.ts";
import { isolates, needsBubblewrap } from "../sandbox/opened.ts";
import { isOpen, slowDisk } from "./slow-disk.ts";
import { facts, journalContract, runNamed, told, type Kept } from "../contract/journal.ts";

const folder = mkdtempSync(join(tmpdir(), "quorum-journal-"));
afterAll(() => rmSync(folder, { recursive: true }));
let files = 0;
const fresh = (): string => join(folder, `${(files += 1)}.db`);

function keptIn(file: string): Kept {
  const journal = openJournal(file);
  return {
    journal,
    reopened() {
      journal.close();
      return keptIn(file);
    },
    close: () => journal.close(),
  };
}

journalContract("a journal on disk", () => keptIn(fresh()));

const script = (name: string): string => join(import.meta.dirname, name);
const run = runNamed(1);

/** What another process says when it opens the file. */
const opening = (file: string): string =>
  execFileSync(process.execPath, [script("appender.ts"), file], { encoding: "utf8" });

describe("a process that is killed while it appends", () => {
  it("leaves everything that it flushed, whole and in order", async () => {
    const file = fresh();
    const child = spawn(process.execPath, [script("appender.ts"), file, "1000000"]);
    let said = "";
    await new Promise<void>((resolve) => {
      child.stdout.on("data", (text: Buffer) => {
        said += text.toString();
        if (said.split("\n").length > 60) child.kill("SIGKILL");
      });
      child.on("close", () => resolve());
    });
    const flushed = Number(said.split("\n").at(-2));
    expect(flushed).toBeGreaterThanOrEqual(118);
    const journal = openJournal(file);
    const events = told(journal, run);
    expect(events.length).toBeGreaterThanOrEqual(flushed);
    expect(events).toEqual(facts(0, events.length));
    expect(journal.append(run, events.length, facts(events.length, 1)).ok).toBe(true);
    journal.close();
  });
});

describe("a second process", () => {
  it("is refused with a sentence, and let in once the first is gone", () => {
    const file = fresh();
    const journal = openJournal(file);
    journal.append(run, 0, facts(0, 1));
    expect(opening(file)).toBe(
      `Faltered: another process has the journal ${file} open. Quorum changed nothing. Stop the ` +
        "other process, or give this one a journal of its own (QUORUM_DATA)",
    );
    expect(journal.append(run, 1, facts(1, 1)).ok).toBe(true);
    journal.close();
    expect(opening(file)).toBe("");
  });
});

const limits = process.platform === "linux";
const needsLimits = limits ? "" : " (skipped: files are limited with prlimit, which Linux has)";

describe.skipIf(!limits)(`a full disk${needsLimits}`, () => {
  it("is said, keeps what was flushed, and is over when there is space again", () => {
    const file = fresh();
    const said = execFileSync(process.execPath, [script("full-disk.ts"), file], {
      encoding: "utf8",
    });
    const { full, kept, again, quiet, ok, after, orderly } = JSON.parse(said);
    expect(full.because).toMatch(/^Faltered: the journal .* cannot be written: /);
    expect(full.flushed).toBeGreaterThan(100);
    expect(kept).toBe(full.flushed);
    expect(again.because).toMatch(/cannot be written/);
    expect(again.flushed).toBe(kept);
    expect(quiet).toMatch(/cannot be written/);
    expect({ ok, after, orderly }).toEqual({ ok: true, after: kept + 1, orderly: true });
  });
});

describe.skipIf(!isolates)(`a disk without room${needsBubblewrap}`, () => {
  /** What the appender says on a disk of 200 kB. */
  const saidThere = (line: string): string => {
    const disk = join(folder, "disk");
    mkdirSync(disk, { recursive: true });
    const cage = ["--dev-bind", "/", "/", "--size", "200000", "--tmpfs", disk, "--chdir", disk];
    const node = `'${process.execPath}' '${script("appender.ts")}'`;
    const words = ["--", "sh", "-c", line.replaceAll("appender", node)];
    return execFileSync("bwrap", [...cage, ...words], { encoding: "utf8", stdio: "pipe" });
  };

  it("is called so when the journal is opened, not a question of permissions", () => {
    expect(saidThere("head -c 200000 /dev/zero > filler; appender j.db 2")).toBe(
      "Faltered: the journal j.db cannot be opened: the disk is full. " +
        "Make room, then start Quorum again",
    );
  });

  it("is called so when the journal is written, with what helps", () => {
    const said = saidThere("appender j.db 1000000").split("\n");
    expect(said.length).toBeGreaterThan(5);
    const because =
      /^Faltered: the journal j\.db cannot be written: .*full\. Make room: Quorum goes/;
    expect(said.at(-1)).toMatch(because);
  });
});

describe("a slow disk", () => {
  it("holds up who waits for it, and nobody else", async () => {
    const disk = slowDisk();
    const journal = openJournal(":memory:", () => disk);
    journal.append(run, 0, facts(0, 1));
    const flushed = journal.flush();
    expect(await isOpen(flushed)).toBe(true);
    expect(journal.append(run, 1, facts(1, 1)).ok).toBe(true);
    expect(told(journal, run)).toEqual(facts(0, 2));
    expect(disk.end()).toBe(1);
    await flushed;
    journal.close();
  });

  it("that fails at last is said to who waits, and to everybody after it", async () => {
    const disk = slowDisk();
    const journal = openJournal(":memory:", () => disk);
    journal.append(run, 0, facts(0, 1));
    const flushed = journal.flush();
    disk.end(new Error("EIO"));
    await expect(flushed).rejects.toThrow("the journal :memory: cannot be written: EIO");
    expect(() => journal.append(run, 1, facts(1, 1))).toThrow(/cannot be written: EIO/);
    await expect(journal.flush()).rejects.toThrow(/cannot be written: EIO/);
    expect(() => journal.live()).toThrow(/cannot be written: EIO/);
  });
});

describe("a long run", () => {
  it("is read in pieces that are not all in memory at once, while it grows", () => {
    const journal = openJournal(":memory:");
    const rows = 9000;
    for (let i = 0; i < rows; i += 1) journal.append(run, i, facts(i, 1));
    let read = 0;
    for (const chunk of journal.read(run)) {
      expect(chunk).toEqual(facts(read, 1));
      read += 1;
      if (read === 10) journal.append(run, rows, facts(rows, 1));
    }
    expect(read).toBe(rows + 1);
    journal.close();
  });
});

describe("a file that is no journal", () => {
  it("is refused with a sentence that names it", () => {
    const file = fresh();
    writeFileSync(file, "not a database, but some text that is long enough to be looked at\n");
    expect(() => openJournal(file)).toThrow(/the journal .* cannot be opened: .*Check the folder/);
    expect(() => openJournal(join(folder, "absent", "j.db"))).toThrow(/cannot be opened/);
  });
});
