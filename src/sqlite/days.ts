// Money spent on each UTC day, on node:sqlite, durable when add() returns.
import { DatabaseSync } from "node:sqlite";
import type { DayStore } from "../engine/day-store.ts";

export interface SqliteDays extends DayStore {
  close(): void;
}

export function openDays(file: string): SqliteDays {
  const db = new DatabaseSync(file);
  db.exec("pragma journal_mode = wal; pragma synchronous = full; pragma busy_timeout = 2000");
  db.exec("create table if not exists day (day text primary key, micro integer not null) strict");
  const read = db.prepare("select micro from day where day = ?");
  const add = db.prepare(
    "insert into day values (?, ?) on conflict (day) do update set micro = micro + excluded.micro",
  );
  return {
    read: (day) => Number(read.get(day)?.["micro"] ?? 0),
    add: (day, microUsd) => void add.run(day, Math.round(microUsd)),
    close: () => db.close(),
  };
}
