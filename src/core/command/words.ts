// What Quorum answers to commands: plain Markdown, nothing of the comment in it but a safe word.
import type { Command } from "./command.ts";
import { commandOf, commands } from "./table.ts";

/** A word made harmless inside backticks: no mention, no markup, at most 40 characters. */
export const quoted = (word: string): string =>
  `\`${word.replace(/[^A-Za-z0-9_.:/-]/g, "?").slice(0, 40)}\``;

/** @param verb the command to explain; null or an unknown one lists them all. */
export function helpWords(verb: string | null): string {
  const one = verb === null ? null : commandOf(verb);
  if (one !== null) return `${line(one)}\n\nIt needs at least ${one.needs} access.`;
  const lead = verb === null ? "" : `There is no command ${quoted(verb)}. `;
  return [
    `${lead}Write one command as the first line of a comment on the issue:`,
    "",
    ...commands.map((each) => `- ${line(each)}`),
  ].join("\n");
}

export function unknownWords(word: string, near: string | null): string {
  const hint = near === null ? "" : ` Did you mean \`/quorum ${near}\`?`;
  return `There is no command ${quoted(word)}, so nothing was done.${hint} See \`/quorum help\`.`;
}

export function misusedWords(command: Command, problem: string): string {
  const lead = `\`/quorum ${command.verb}\` was not carried out: ${problem}.`;
  return `${lead} Write \`/quorum ${command.usage}\`.`;
}

export function notPermittedWords(command: Command): string {
  return (
    `\`/quorum ${command.verb}\` was not carried out: it needs at least ${command.needs} access ` +
    "to this repository. Ask somebody who has it to write the command."
  );
}

const line = (command: Command): string => `\`/quorum ${command.usage}\`: ${command.help}`;
