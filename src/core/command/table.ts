// Every command, in the order in which help and README list them.
import { approve } from "./approve.ts";
import type { Command } from "./command.ts";
import { help } from "./help.ts";
import { reject } from "./reject.ts";
import { retry } from "./retry.ts";
import { run } from "./run.ts";
import { status } from "./status.ts";
import { stop } from "./stop.ts";
import { why } from "./why.ts";

export const commands: readonly Command[] = [run, approve, reject, status, why, stop, retry, help];

/** @returns the command of exactly this verb, or null. */
export const commandOf = (verb: string): Command | null =>
  commands.find((one) => one.verb === verb) ?? null;

/** The README's table, generated from the commands; each row ends without a line break. */
export function commandTable(): string {
  const rows = commands.map((one) => {
    const usage = one.usage.replaceAll("|", "\\|");
    return `| \`/quorum ${usage}\` | ${one.needs} | ${one.help} |`;
  });
  return ["| command | needs at least | what it does |", "|---|---|---|", ...rows].join("\n");
}
