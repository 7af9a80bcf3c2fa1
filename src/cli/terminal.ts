// What a person sees on the terminal: log lines of a chosen weight, on standard error.
import type { Log } from "../engine/engine.ts";

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
