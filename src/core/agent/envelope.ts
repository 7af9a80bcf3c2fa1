// How untrusted text goes into a prompt, and how a JSON answer comes out of one.
import { no, ok, type Result } from "../kernel.ts";

/** One named value of a data block; a list of strings is a text, line by line. */
export type Datum = readonly [name: string, value: string | readonly string[]];

const jsonCharsMax = 200_000;

/**
 * Untrusted values as JSON strings in one block. No value can contain the marker or a run of five
 * equals signs, so that nothing inside can close the block or open another.
 * @param nonce at least 8 characters of [a-z0-9].
 */
export function dataBlock(nonce: string, data: readonly Datum[]): string {
  const rows = data.map(([name, value]) => `${encoded(name, nonce)}: ${shown(value, nonce)}`);
  return [`=====DATA ${nonce}`, `{\n${rows.join(",\n")}\n}`, `=====DATAEND ${nonce}`].join("\n");
}

function shown(value: Datum[1], nonce: string): string {
  if (typeof value === "string") return encoded(value, nonce);
  return `[\n${value.map((line) => encoded(line, nonce)).join(",\n")}\n]`;
}

function encoded(text: string, nonce: string): string {
  const marker = nonce.slice(0, -1);
  const code = nonce
    .charCodeAt(nonce.length - 1)
    .toString(16)
    .padStart(4, "0");
  return JSON.stringify(text)
    .replace(/={5,}/g, (run) => "\\u003d".repeat(run.length))
    .replaceAll(nonce, `${marker}\\u${code}`);
}

/** What a prompt that wants JSON says about its answer. */
export const jsonInstructions = (nonce: string, example: string): string =>
  [
    "Answer with exactly these lines and nothing before or after them, no code fence:",
    `=====JSON ${nonce}`,
    example,
    `=====END ${nonce}`,
  ].join("\n");

/** The text of a well-formed JSON answer. */
export const jsonAnswer = (nonce: string, value: unknown): string =>
  `=====JSON ${nonce}\n${JSON.stringify(value)}\n=====END ${nonce}`;

/** Reads a JSON answer strictly: a fence, a greeting or a missing or second marker spoils it. */
export function readJson(text: string, nonce: string): Result<unknown, string> {
  if (text.length > jsonCharsMax) return no(`longer than ${jsonCharsMax} characters`);
  const lines = text.replace(/\r\n/g, "\n").trim().split("\n");
  if (lines[0] !== `=====JSON ${nonce}`) return no("the first line is not the opening marker");
  if (lines.at(-1) !== `=====END ${nonce}`) return no("the last line is not the closing marker");
  try {
    return ok(JSON.parse(lines.slice(1, -1).join("\n")));
  } catch (error) {
    return no(`not JSON: ${error instanceof Error ? error.message.slice(0, 120) : "unreadable"}`);
  }
}
