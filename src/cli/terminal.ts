// What a person sees on the terminal: log lines of a chosen weight, and the words of a bad end.
import { visible } from "../core/report/markdown.ts";
import { troubleWords } from "../core/report/trouble.ts";
import type { Log } from "../engine/log.ts";
import type { Log as EdgeLog } from "../github/log.ts";
import { troubleOf } from "./trouble.ts";

/**
 * refused: the run did not end well, or the machine, the repository or a setting refuses · misuse:
 * the command was called wrongly · bug: Quorum itself is wrong (EX_SOFTWARE of sysexits.h).
 */
export const exitCode = { refused: 1, misuse: 2, bug: 70 } as const;

export interface Terminal {
  /**
   * Says where the verb keeps its data, for the words of an unexpected end.
   * @param next how it goes on from there, where it does.
   */
  keeps(folder: string, next?: string): void;
  /** Tells the person what nobody expected. @returns the exit code. */
  unexpected(error: unknown): number;
}

/** @param argv what was typed, so that the person can be told to type it again. */
export function openTerminal(argv: readonly string[]): Terminal {
  let folder: string | null = null;
  let next = "";
  return {
    keeps(data, words = "") {
      folder = data;
      next = words;
    },
    unexpected(error) {
      const trouble = troubleOf(error);
      console.error(visible(troubleWords(trouble, { command: argv.join(" "), folder })));
      if (next !== "") console.error(visible(next));
      if (process.env["LOG_LEVEL"] === "debug") console.error(error);
      return trouble.kind === "bug" ? exitCode.bug : exitCode.refused;
    },
  };
}

const weights = { info: 0, warn: 1, error: 2 } as const;

/** @param from the least weight that is shown. */
export function terminalLog(from: keyof typeof weights): Log {
  const say =
    (weight: keyof typeof weights) =>
    (fields: Record<string, unknown>, message: string): void => {
      if (weights[weight] < weights[from]) return;
      console.error(visible(`${weight}: ${message} ${JSON.stringify(fields)}`));
    };
  return { info: say("info"), warn: say("warn"), error: say("error") };
}

/** The same for the edges, which put the message first. */
export function edgeLog(log: Log): EdgeLog {
  return {
    debug: () => {},
    info: (message, fields) => log.info({ ...fields }, message),
    warn: (message, fields) => log.warn({ ...fields }, message),
    error: (message, fields) => log.error({ ...fields }, message),
  };
}
