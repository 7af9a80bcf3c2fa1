// Money spent on each UTC day, on node:sqlite: durable at once, shared by processes of one machine.
import { DatabaseSync } from "node:sqlite";
import type { DayStore } from "../engine/day-store.ts";
import { Faltered } from "../engine/ports.ts";

export interface SqliteDays extends DayStore {
  close(): void;
}

const setUp = `
  pragma busy_timeout = 2000; pragma journal_mode = wal; pragma synchronous = full;
  create table if not exists day (day text primary key, micro integer not null) strict;
`;
const upsert =
  "insert into day select ?1, ?2 where ?2 <= ?3 on conflict (day) " +
  "do update set micro = micro + excluded.micro where micro + excluded.micro <= ?3";
const noLimit = Number.MAX_SAFE_INTEGER;

/** Opens the file, or memory with ":memory:". Throws Faltered, as every call does. */
export function openDays(file: string): SqliteDays {
  const guarded = <T>(job: () => T): T => {
    try {
      return job();
    } catch (error) {
      const because = error instanceof Error ? error.message : String(error);
      const what = `the account of each day's money, ${file}, cannot be used: ${because}`;
      throw new Faltered(what, { outcome: "none", cause: error });
    }
  };
  const { db, read, add } = guarded(() => {
    const opened = new DatabaseSync(file);
    opened.exec(setUp);
    const select = opened.prepare("select micro from day where day = ?");
    return { db: opened, read: select, add: opened.prepare(upsert) };
  });
  const write = (day: string, microUsd: number, limit: number): boolean =>
    guarded(() => add.run(day, Math.round(microUsd), Math.floor(limit)).changes === 1);
  return {
    read: (day) => guarded(() => Number(read.get(day)?.["micro"] ?? 0)),
    reserve: write,
    add: (day, microUsd) => void write(day, microUsd, noLimit),
    close: () => db.close(),
  };
}
