// What a person sees on the terminal: log lines of a chosen weight, on standard error.
import type { Log } from "../engine/log.ts";
import type { Log as EdgeLog } from "../github/log.ts";

const weights = { info: 0, warn: 1, error: 2 } as const;

/** @param from the least weight that is shown. */
export function terminalLog(from: keyof typeof weights): Log {
  const say =
    (weight: keyof typeof weights) =>
    (fields: Record<string, unknown>, message: string): void => {
      if (weights[weight] < weights[from]) return;
      console.error(`${weight}: ${message} ${JSON.stringify(fields)}`);
    };
  return { info: say("info"), warn: say("warn"), error: say("error") };
}

/** The same for the edges, which put the message first. */
export function edgeLog(from: keyof typeof weights): EdgeLog {
  const log = terminalLog(from);
  return {
    debug: () => {},
    info: (message, fields) => log.info({ ...fields }, message),
    warn: (message, fields) => log.warn({ ...fields }, message),
    error: (message, fields) => log.error({ ...fields }, message),
  };
}
