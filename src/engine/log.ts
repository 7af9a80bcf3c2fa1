// Who listens to the engine: the log, one line per event and action, and whoever watches a run.
import type { Event } from "../core/run/event.ts";
import type { Run } from "../core/run/state.ts";

export interface Log {
  info(fields: Record<string, unknown>, message: string): void;
  warn(fields: Record<string, unknown>, message: string): void;
  error(fields: Record<string, unknown>, message: string): void;
}

export interface Watcher {
  (event: Event, run: Run): void;
}
