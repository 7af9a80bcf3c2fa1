// The process's log: one line of JSON per event and action, behind the ports of engine and edges.
import { pino } from "pino";
import type { Log } from "./engine/log.ts";
import type { Log as EdgeLog } from "./github/log.ts";

export interface ProcessLog {
  readonly engine: Log;
  /** The same for the edges, which put the message first. */
  readonly edge: EdgeLog;
}

/**
 * @param level the least that is written: trace, debug, info, warn, error, fatal or silent.
 * @param file where to; standard output when it is null.
 */
export function openLog(level: string, file: string | null): ProcessLog {
  const to = pino.destination({ dest: file ?? 1, sync: true });
  const log = pino({ level }, to);
  return {
    engine: {
      info: (fields, message) => log.info(fields, message),
      warn: (fields, message) => log.warn(fields, message),
      error: (fields, message) => log.error(fields, message),
    },
    edge: {
      debug: (message, fields) => log.debug(fields ?? {}, message),
      info: (message, fields) => log.info(fields ?? {}, message),
      warn: (message, fields) => log.warn(fields ?? {}, message),
      error: (message, fields) => log.error(fields ?? {}, message),
    },
  };
}
