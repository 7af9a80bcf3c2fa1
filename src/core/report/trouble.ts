// What a person at the terminal reads when a command ended as nobody expected.
import { unreachable } from "../kernel.ts";
import { flat } from "./markdown.ts";
import { capital } from "./measure.ts";

export type Trouble =
  /** `said` is the machine's own sentence, the file's name in it where there is one. */
  | { readonly kind: "disk full"; readonly said: string }
  | { readonly kind: "not permitted"; readonly said: string }
  | { readonly kind: "no such path"; readonly said: string }
  | { readonly kind: "program missing"; readonly said: string }
  /** A sentence of ours about what faltered. */
  | { readonly kind: "faltered"; readonly said: string }
  | { readonly kind: "bug"; readonly said: string };

export interface Circumstances {
  /** What was typed behind `quorum`. */
  readonly command: string;
  /** Where the command kept its data; null when it wrote nothing. */
  readonly folder: string | null;
}

/** What happened, what is kept, and what to do: lines without stack or control characters. */
export function troubleWords(trouble: Trouble, { command, folder }: Circumstances): string {
  const { happened, next } = wordsOf(trouble, flat(command, 200));
  const kept = folder === null ? null : `What was recorded until then is kept in ${flat(folder)}.`;
  return [happened, kept, next].filter((line) => line !== null).join("\n");
}

function wordsOf(trouble: Trouble, command: string) {
  const said = flat(trouble.said, 600).replace(/[.:]$/, "");
  const again = "then run the same command again.";
  switch (trouble.kind) {
    case "disk full":
      return { happened: `The disk is full (${said}).`, next: `Make room, ${again}` };
    case "not permitted":
      return {
        happened: `The machine does not permit it (${said}).`,
        next: `Check the folder's owner and permissions, ${again}`,
      };
    case "no such path":
      return {
        happened: `A file or a folder is not where Quorum looks for it (${said}).`,
        next: `Check the paths that you gave, TMPDIR too, and what was removed, ${again}`,
      };
    case "program missing":
      return {
        happened: `A program that Quorum needs is not there (${said}).`,
        next: "`npm run quorum -- doctor` says what is missing and how to install it.",
      };
    case "faltered":
      return { happened: `${capital(said)}.`, next: null };
    case "bug":
      return {
        happened: `Quorum met what it does not expect: ${said}. That is a mistake in Quorum.`,
        next:
          "Please report it as an issue where you got Quorum from, with what this shows:\n" +
          `  LOG_LEVEL=debug npm run quorum -- ${command}`,
      };
    default:
      return unreachable(trouble);
  }
}
