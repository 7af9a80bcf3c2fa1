// Reads a journal that another process may be writing: from a copy, so that nothing is locked.
import {
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  mkdtempSync,
  openSync,
  readSync,
  rmSync,
  statSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { Event } from "../core/run/event.ts";
import { parseRunId } from "../core/run/names.ts";
import { Faltered, type Journal } from "../engine/ports.ts";

export interface JournalReader extends Pick<Journal, "read" | "all"> {
  close(): void;
}

type CopyFile = (from: string, to: string) => void;
const copyFile: CopyFile = (from, to) => copyFileSync(from, to, constants.COPYFILE_FICLONE);

const copiesMax = 5;
const walHeaderBytes = 32;
const magic = Buffer.from("SQLite format 3\0");

/**
 * What the journal held a moment ago. The file and its folder are only read: its owner keeps the
 * exclusive lock. Not for the owner's own process, where closing the file would drop that lock.
 * Throws Faltered with a sentence when the file is no journal.
 */
export function openReader(file: string, copyOne = copyFile): JournalReader {
  const isFile = statSync(file, { throwIfNoEntry: false })?.isFile() ?? false;
  if (!isFile || !startOf(file, magic.length)?.equals(magic)) throw noJournal(file, null);
  const folder = mkdtempSync(join(tmpdir(), "quorum-read-"));
  const close = (): void => rmSync(folder, { recursive: true, force: true });
  try {
    const copy = join(folder, "journal.db");
    copyWhole(file, copy, copyOne);
    return reader(file, copy, close);
  } catch (error) {
    close();
    throw error;
  }
}

/**
 * Copies a database in WAL mode while its owner writes. A checkpoint may tear the copy of the
 * database, but each page that it moves is in the log, too, which is copied after it and replayed
 * on opening. That holds as long as the log was not begun anew meanwhile: then the salts in its
 * header differ, and everything is copied again.
 * Source: sqlite.org, "Database File Format" §4.1 (header, salts) and §4.4 (recovery).
 */
function copyWhole(file: string, copy: string, copyOne: CopyFile): void {
  const log = (name: string): string => `${name}-wal`;
  for (let n = 0; n < copiesMax; n += 1) {
    const before = startOf(log(file), walHeaderBytes);
    copyOne(file, copy);
    rmSync(log(copy), { force: true });
    if (before !== null) copyLog(log(file), log(copy), copyOne);
    const after = startOf(log(file), walHeaderBytes);
    if (before === null ? after === null : after !== null && before.equals(after)) return;
  }
  const what = `the journal ${file} is written faster than it can be read; try again later`;
  throw new Faltered(what, { outcome: "none" });
}

/** The owner removes its log when it ends: then the headers differ, and there is another round. */
function copyLog(from: string, to: string, copyOne: CopyFile): void {
  try {
    copyOne(from, to);
  } catch (error) {
    if (existsSync(from)) throw error;
  }
}

/** The first bytes of a file, fewer where it is shorter; null where there is none. */
function startOf(file: string, bytes: number): Buffer | null {
  if (!existsSync(file)) return null;
  const buffer = Buffer.alloc(bytes);
  const handle = openSync(file, "r");
  try {
    return buffer.subarray(0, readSync(handle, buffer));
  } finally {
    closeSync(handle);
  }
}

function reader(file: string, copy: string, gone: () => void): JournalReader {
  const db = new DatabaseSync(copy);
  const { all, find, page } = prepared(db, file);
  return {
    *read(run) {
      const number = find.get(run)?.["number"];
      if (number === undefined) return;
      for (const row of page.iterate(Number(number))) {
        yield JSON.parse(String(row["body"])) as readonly Event[];
      }
    },
    all: () => all.all().flatMap((row) => parseRunId(String(row["id"])) ?? []),
    close() {
      db.close();
      gone();
    },
  };
}

/** A database without the tables and columns of a journal is none. */
function prepared(db: DatabaseSync, file: string) {
  try {
    return {
      all: db.prepare("select id from run order by number desc"),
      find: db.prepare("select number from run where id = ?"),
      page: db.prepare("select body from event where run = ? order by version"),
    };
  } catch (error) {
    db.close();
    throw noJournal(file, error);
  }
}

const noJournal = (file: string, cause: unknown): Faltered =>
  new Faltered(
    `${file} is no journal of Quorum's. Nothing was changed. The app keeps its journal in ` +
      "journal.db in QUORUM_DATA, `demo` and `run` in the folder that they name",
    { outcome: "none", lasting: true, cause },
  );
