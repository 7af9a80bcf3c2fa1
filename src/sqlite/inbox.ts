// The inbox on node:sqlite: deliveries are committed by the turn, and synced off the event loop.
import { DatabaseSync } from "node:sqlite";
import type { Instant } from "../core/kernel.ts";
import type { Delivery, Inbox, Incoming } from "../engine/inbox.ts";
import { openDisk, type Disk } from "./disk.ts";

const schema = `
  create table if not exists inbox (
    delivery text primary key, semantic text not null unique, event text not null,
    payload text not null, at integer not null, state text not null default 'new',
    due integer not null, tries integer not null default 0, because text not null default ''
  ) strict;
  create index if not exists inbox_due on inbox (due) where state = 'new';
`;

/** 16 MB of log: a checkpoint holds the event loop up while it syncs, so there are few of them. */
const checkpointPages = 4000;

export interface SqliteInbox extends Inbox {
  /** Commits what is pending and closes the file. */
  close(): void;
}

interface Waiting {
  readonly incoming: Incoming;
  readonly resolve: (kept: "new" | "duplicate") => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Opens the file, or memory with ":memory:". Marks of claims and of what is done may be lost in a
 * crash: then a delivery is handled again, which is harmless.
 */
export function openInbox(file: string, diskOf = openDisk): SqliteInbox {
  const db = new DatabaseSync(file);
  db.exec("pragma journal_mode = wal; pragma synchronous = normal; pragma busy_timeout = 2000");
  db.exec(`pragma wal_autocheckpoint = ${checkpointPages}`);
  db.exec(schema);
  const statements = prepare(db);
  /** What the file does not know yet: until when a delivery is not to be claimed. */
  const held = new Map<string, { readonly until: Instant }>();
  const disk = diskOf(file);
  const group = makeGroup(db, disk, (one) => keep(statements, one));
  const waiting = (now: Instant) =>
    statements.due.all(now, held.size + 1).map((row) => {
      const delivery = readDelivery(row);
      return { delivery, due: held.get(delivery.delivery)?.until ?? Number(row["due"]) };
    });
  const mark = (delivery: string, until: Instant, write: () => void): void => {
    const hold = { until };
    held.set(delivery, hold);
    group.mark({
      write,
      written: () => held.get(delivery) === hold && held.delete(delivery),
    });
  };

  return {
    put: group.put,
    claim(now) {
      const delivery = waiting(now).find(({ due }) => due <= now)?.delivery;
      if (delivery === undefined) return null;
      held.set(delivery.delivery, { until: Infinity });
      group.mark({ write: () => statements.tried.run(delivery.delivery) });
      return delivery;
    },
    done(delivery) {
      mark(delivery, Infinity, () => statements.done.run(delivery));
    },
    failed(delivery, because, again) {
      const reason = because.slice(0, 1000);
      mark(delivery, again ?? Infinity, () =>
        again === null
          ? statements.dead.run(reason, delivery)
          : statements.again.run(again, reason, delivery),
      );
      group.flush();
    },
    dueAt() {
      const soonest = Math.min(...waiting(Number.MAX_SAFE_INTEGER).map(({ due }) => due));
      return Number.isFinite(soonest) ? soonest : null;
    },
    holds: (delivery) => statements.holds.get(delivery) !== undefined,
    seen: (prefix, since) => statements.seen.get(prefix, `${prefix}\uffff`, since) !== undefined,
    prune(before) {
      statements.prune.run(before);
    },
    figures: () => {
      group.flush();
      const row = statements.figures.get() ?? {};
      return { waiting: Number(row["waiting"] ?? 0), dead: Number(row["dead"] ?? 0) };
    },
    close() {
      group.close();
      db.close();
      disk.close();
    },
  };
}

interface Mark {
  readonly write: () => void;
  /** Called when it is committed. */
  readonly written?: () => void;
}

interface Group {
  readonly put: Inbox["put"];
  /** Writes with the next commit, at most a moment later: nobody waits for it. */
  readonly mark: (mark: Mark) => void;
  readonly flush: () => void;
  /** A last commit; what it cannot write is lost. */
  readonly close: () => void;
}

const marksMs = 50;
/** Between tries to write marks on a disk that is full. */
const againMs = 1000;

/** Gathers the deliveries of one turn of the event loop, and all marks, into one transaction. */
function makeGroup(
  db: DatabaseSync,
  disk: Disk,
  keepOne: (one: Incoming) => "new" | "duplicate",
): Group {
  let waiting: Waiting[] = [];
  let marks: Mark[] = [];
  let closed = false;
  let scheduled: NodeJS.Immediate | null = null;
  let later: NodeJS.Timeout | null = null;

  const commit = (): void => {
    if (scheduled) clearImmediate(scheduled);
    if (later) clearTimeout(later);
    [scheduled, later] = [null, null];
    if (waiting.length + marks.length === 0) return;
    const [puts, ours] = [waiting, marks];
    waiting = [];
    marks = [];
    try {
      db.exec("begin immediate");
      for (const mark of ours) mark.write();
      const kept = puts.map((one) => keepOne(one.incoming));
      db.exec("commit");
      for (const mark of ours) mark.written?.();
      if (puts.length > 0) settle(puts, kept);
    } catch (error) {
      if (db.isTransaction) db.exec("rollback");
      for (const one of puts) one.reject(error);
      marks = [...ours, ...marks];
      if (marks.length > 0 && !closed) later ??= setTimeout(commit, againMs);
    }
  };

  const settle = (puts: readonly Waiting[], kept: readonly ("new" | "duplicate")[]): void => {
    disk.sync().then(
      () => puts.forEach((one, i) => one.resolve(kept[i] ?? "duplicate")),
      (error: unknown) => puts.forEach((one) => one.reject(error)),
    );
  };

  return {
    put: (incoming) =>
      new Promise((resolve, reject) => {
        if (closed) return reject(new Error("the inbox is closed"));
        waiting.push({ incoming, resolve, reject });
        scheduled ??= setImmediate(commit);
      }),
    mark(mark) {
      marks.push(mark);
      later ??= setTimeout(commit, marksMs);
    },
    flush: commit,
    close() {
      closed = true;
      commit();
    },
  };
}

type Statements = ReturnType<typeof prepare>;

function prepare(db: DatabaseSync) {
  return {
    insert: db.prepare(
      "insert into inbox (delivery, semantic, event, payload, at, due) values (?, ?, ?, ?, ?, ?) " +
        "on conflict do nothing",
    ),
    revive: db.prepare(
      "update inbox set state = 'new', tries = 0, due = ?, payload = ? " +
        "where semantic = ? and state = 'dead'",
    ),
    due: db.prepare(
      "select delivery, event, payload, at, tries, due from inbox " +
        "where state = 'new' and due <= ? order by due limit ?",
    ),
    tried: db.prepare("update inbox set tries = tries + 1 where delivery = ?"),
    done: db.prepare("update inbox set state = 'done', payload = '' where delivery = ?"),
    again: db.prepare("update inbox set due = ?, because = ? where delivery = ?"),
    dead: db.prepare("update inbox set state = 'dead', because = ? where delivery = ?"),
    holds: db.prepare("select 1 from inbox where delivery = ?"),
    seen: db.prepare(
      "select 1 from inbox where semantic >= ? and semantic < ? and at >= ? " +
        "and state <> 'dead' limit 1",
    ),
    prune: db.prepare("delete from inbox where state in ('done', 'dead') and at < ?"),
    figures: db.prepare(
      "select sum(state = 'new') as waiting, sum(state = 'dead') as dead from inbox",
    ),
  };
}

function keep(statements: Statements, one: Incoming): "new" | "duplicate" {
  const { delivery, semanticKey, event, payload, at } = one;
  const added = statements.insert.run(delivery, semanticKey, event, payload, at, at);
  if (added.changes === 1) return "new";
  const revived = statements.revive.run(at, payload, semanticKey);
  return revived.changes === 1 ? "new" : "duplicate";
}

function readDelivery(row: Record<string, unknown>): Delivery {
  return {
    delivery: String(row["delivery"]),
    event: String(row["event"]),
    payload: String(row["payload"]),
    at: Number(row["at"]) satisfies Instant,
    tries: Number(row["tries"]) + 1,
  };
}
