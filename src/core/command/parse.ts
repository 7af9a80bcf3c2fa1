// Reads a command out of a comment: its first line or nothing, never quotes, code or hidden text.
import { nearest } from "../config/config.ts";
import type { Command } from "./command.ts";
import { commandOf, commands } from "./table.ts";

export type Parsed =
  /** The comment is addressed to somebody else. */
  | { readonly kind: "none" }
  | { readonly kind: "unknown"; readonly word: string; readonly near: string | null }
  | { readonly kind: "command"; readonly command: Command; readonly args: string };

const argsMax = 500;

/**
 * The first line that is not empty decides: `/quorum verb args`, indented by at most three spaces
 * (four make it code). Linear in the comment's length; total.
 * @param comment as the webhook carried it, of any length.
 */
export function parseCommand(comment: string): Parsed {
  const line = firstLine(comment);
  const call = /^ {0,3}\/quorum(?![^ \t])/.exec(line);
  if (call === null) return { kind: "none" };
  const rest = line.slice(call[0].length).trim();
  if (rest === "") return named("help", "");
  const verb = rest.split(/[ \t]/, 1)[0] ?? "";
  const args = rest.slice(verb.length).trim();
  return named(verb, args.replace(/[\u0000-\u001f\u007f]/g, " ").slice(0, argsMax));
}

function named(verb: string, args: string): Parsed {
  const command = commandOf(verb);
  if (command !== null) return { kind: "command", command, args };
  const near = nearest(
    verb,
    commands.map((one) => one.verb),
  );
  return { kind: "unknown", word: verb.slice(0, 40), near };
}

/** The first line with anything in it, its line break taken off. */
function firstLine(comment: string): string {
  let at = 0;
  while (at < comment.length) {
    const end = comment.indexOf("\n", at);
    const line = comment.slice(at, end === -1 ? comment.length : end);
    if (line.trim() !== "") return line.replace(/\r$/, "");
    if (end === -1) break;
    at = end + 1;
  }
  return "";
}
