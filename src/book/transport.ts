// How an answer of the book is put into the form that the prompt asks for.
import type { Prompt } from "../core/agent/prompt.ts";
import type { Answer } from "./book.ts";

/** A well-formed answer in the parts that a spoiled one breaks. */
export interface Formed {
  /** Lines before the opening marker; empty for a JSON answer. */
  readonly header: readonly string[];
  readonly opening: string;
  readonly body: string;
  readonly closing: string;
}

/** The JSON answer to a prompt about requirements, a plan or a choice. */
export const formedJson = (prompt: Prompt, json: string): Formed => ({
  header: [],
  opening: `=====JSON ${prompt.nonce}`,
  body: json,
  closing: `=====END ${prompt.nonce}`,
});

/**
 * The tagged text of a step: the step's id and hash are those of the `EDIT` line that the prompt
 * asks to echo. @returns null when the prompt shows no such line.
 */
export function formedStep(prompt: Prompt, answer: Answer): Formed | null {
  const header = headerOf(prompt.user) ?? headerOf(prompt.system);
  if (header === null) return null;
  return {
    header: [
      `EDIT ${header.step} ${header.hash} edit replace_unit`,
      "SUMMARY Writes what the task asks for",
      ...answer.imports.remove.map((statement) => `IMPORT- ${statement}`),
      ...answer.imports.add.map((statement) => `IMPORT+ ${statement}`),
    ],
    opening: `=====UNIT ${prompt.nonce}`,
    body: answer.text.replace(/\n$/, ""),
    closing: `=====END ${prompt.nonce}`,
  };
}

/** The last such line counts: the format is explained after what a stranger may have written. */
function headerOf(text: string): { readonly step: string; readonly hash: string } | null {
  const found = [...text.matchAll(/^[ \t]*EDIT (\S+) ([0-9a-f]{8,64})\b/gm)].at(-1);
  const [, step, hash] = found ?? [];
  return step === undefined || hash === undefined ? null : { step, hash };
}

/** The answer as it is sent. */
export const textOf = ({ header, opening, body, closing }: Formed): string =>
  [...header, opening, body, closing].join("\n");
