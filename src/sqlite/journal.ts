// The journal on node:sqlite: one owning process, group commit, one row for each append.
import { DatabaseSync } from "node:sqlite";
import { no, ok } from "../core/kernel.ts";
import type { Event } from "../core/run/event.ts";
import { issuePrefix, parseRunId, type RunId } from "../core/run/names.ts";
import { Faltered, type Journal } from "../engine/ports.ts";
import { openDisk } from "./disk.ts";

const schema = `
  create table if not exists run (
    id text primary key, number integer not null unique, version integer not null,
    over integer not null
  ) strict, without rowid;
  create table if not exists event (
    run integer not null, version integer not null, body text not null,
    primary key (run, version)
  ) strict, without rowid;
`;

/** Appends that may gather before they are committed anyway. */
const commitRows = 4000;
const commitMs = 20;
const chunkRows = 1000;

export interface SqliteJournal extends Journal {
  close(): void;
}

/**
 * Opens the file, or memory with ":memory:". The lock is exclusive: a second process is refused
 * with a sentence that says so. Flushed means synced to disk; what nobody waits for is synced a
 * moment later.
 */
export function openJournal(file: string, diskOf = openDisk): SqliteJournal {
  const db = open(file);
  const disk = diskOf(file);
  const insert = db.prepare("insert into event values (?, ?, ?)");
  const bump = db.prepare("update run set version = ? where id = ?");
  const create = db.prepare(
    "insert into run values (?, (select coalesce(max(number), 0) + 1 from run), ?, ?)",
  );
  const close = db.prepare("update run set over = 1 where id = ?");
  const find = db.prepare("select number, version from run where id = ?");
  const page = db.prepare(
    "select version, body from event where run = ? and version > ? order by version limit ?",
  );
  const under = db.prepare(
    "select id, over from run where id >= ? and id < ? order by number desc",
  );
  const known = new Map<RunId, { number: number; version: number; dirty: boolean }>();
  let rows = 0;
  let timer: NodeJS.Timeout | null = null;
  let unseen: Faltered | null = null;

  function head(run: RunId) {
    const cached = known.get(run);
    if (cached) return cached;
    const row = find.get(run);
    if (!row) return null;
    const entry = { number: Number(row["number"]), version: Number(row["version"]), dirty: false };
    known.set(run, entry);
    return entry;
  }

  /** Commits what is open. Throws Faltered, also for an earlier commit that failed unseen. */
  function commit(): void {
    if (timer) clearTimeout(timer);
    timer = null;
    if (unseen) throw forgotten(unseen);
    try {
      disk.check();
      if (!db.isTransaction) return;
      for (const [run, entry] of known) {
        if (entry.dirty) bump.run(entry.version, run);
        entry.dirty = false;
      }
      db.exec("commit");
      rows = 0;
    } catch (error) {
      throw giveUp(error);
    }
  }

  function forgotten(fault: Faltered): Faltered {
    unseen = null;
    return fault;
  }

  /** Undoes what is not committed: the engine folds again from what is. */
  function giveUp(error: unknown): Faltered {
    if (error instanceof Faltered) return error;
    if (timer) clearTimeout(timer);
    timer = null;
    rows = 0;
    known.clear();
    if (db.isTransaction) db.exec("rollback");
    const what = error instanceof Error ? error.message : String(error);
    const room = isFull(error) ? ". Make room: Quorum goes on by itself" : "";
    return new Faltered(`the journal ${file} cannot be written: ${what}${room}`, {
      outcome: "none",
      cause: error,
    });
  }

  function write(run: RunId, seen: number, events: readonly Event[]) {
    if (unseen) throw forgotten(unseen);
    disk.check();
    const entry = head(run);
    if ((entry?.version ?? 0) !== seen) return no("stale" as const);
    if (!db.isTransaction) db.exec("begin immediate");
    const version = seen + events.length;
    if (!entry) {
      create.run(run, version, 0);
    }
    const now = head(run);
    if (!now) throw new Error("A bug in Quorum: the run was not created");
    insert.run(now.number, version, JSON.stringify(events));
    now.version = version;
    now.dirty = true;
    rows += 1;
    if (rows >= commitRows) {
      commit();
      syncQuietly();
    } else timer ??= setTimeout(commitQuietly, commitMs);
    return ok(version);
  }

  /** What fails here drops events that nobody waits for yet: the next caller is told. */
  function commitQuietly(): void {
    try {
      commit();
      syncQuietly();
    } catch (error) {
      unseen = giveUp(error);
    }
  }

  /** Nobody waits for it: the next caller is told by check() what went wrong. */
  const syncQuietly = (): void => void disk.sync().catch(() => {});

  function* read(run: RunId): Generator<readonly Event[]> {
    const entry = head(run);
    if (!entry) return;
    const { number } = entry;
    const missing = (there: number): Faltered =>
      damaged(file, `of ${entry.version} events of the run ${run} only ${there} are there`);
    let after = 0;
    for (;;) {
      const found = readable(() => page.all(number, after, chunkRows));
      for (const row of found) {
        const events = readable(() => JSON.parse(String(row["body"])) as readonly Event[]);
        if (after + events.length !== Number(row["version"])) throw missing(after);
        after += events.length;
        yield events;
      }
      if (found.length < chunkRows) break;
    }
    if (after !== entry.version) throw missing(after);
  }

  function readable<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw damaged(file, error instanceof Error ? error.message : String(error));
    }
  }

  const ids = (sql: string): RunId[] =>
    readable(() => db.prepare(sql).all()).flatMap((row) => parseRunId(String(row["id"])) ?? []);

  return {
    append(run, seen, events) {
      try {
        return write(run, seen, events);
      } catch (error) {
        throw giveUp(error);
      }
    },
    async flush() {
      commit();
      try {
        await disk.sync();
      } catch (error) {
        throw giveUp(error);
      }
    },
    read,
    live() {
      commit();
      return ids("select id from run where over = 0 order by number");
    },
    all() {
      commit();
      return ids("select id from run order by number desc");
    },
    ofIssue(repositoryId, issue) {
      const prefix = issuePrefix(repositoryId, issue);
      return under.all(prefix, after(prefix)).flatMap((row) => {
        const run = parseRunId(String(row["id"]));
        return run === null ? [] : [{ run, ended: row["over"] === 1 }];
      });
    },
    end(run) {
      commit();
      close.run(run);
      known.delete(run);
    },
    close() {
      commit();
      db.close();
      disk.close();
    },
  };
}

/** The least text that is greater than every one with this beginning; the beginning is ASCII. */
const after = (prefix: string): string =>
  prefix.slice(0, -1) + String.fromCharCode(prefix.charCodeAt(prefix.length - 1) + 1);

const damaged = (file: string, what: string): Faltered =>
  new Faltered(`the journal ${file} is damaged: ${what}. Put it back from a backup`, {
    outcome: "none",
    lasting: true,
  });

function open(file: string): DatabaseSync {
  let db: DatabaseSync | null = null;
  try {
    db = new DatabaseSync(file);
    db.exec(
      "pragma locking_mode = exclusive; pragma journal_mode = wal; pragma synchronous = normal",
    );
    db.exec("begin immediate; commit");
    db.exec(schema);
    return db;
  } catch (error) {
    db?.close();
    throw cannotOpen(file, error);
  }
}

/** SQLITE_FULL, https://sqlite.org/rescode.html. */
const isFull = (error: unknown): boolean =>
  error instanceof Error && (Number(Reflect.get(error, "errcode")) & 0xff) === 13;

function cannotOpen(file: string, error: unknown): Faltered {
  const what = error instanceof Error ? error.message : String(error);
  if (/malformed/.test(what)) return damaged(file, what);
  const because = /locked|busy/.test(what)
    ? `another process has the journal ${file} open. Quorum changed nothing. Stop the other ` +
      "process, or give this one a journal of its own (QUORUM_DATA)"
    : isFull(error)
      ? `the journal ${file} cannot be opened: the disk is full. Make room, then start Quorum again`
      : `the journal ${file} cannot be opened: ${what}. Check the folder and its permissions`;
  return new Faltered(because, { outcome: "none", lasting: true, cause: error });
}
