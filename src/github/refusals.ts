// What Quorum says when a label or command starts no run, and what the person can do.
import { quoted } from "../core/command/words.ts";
import { fenced, flat } from "../core/report/markdown.ts";
import { shortName, type RunId } from "../core/run/names.ts";

const again = "then put the label on again or comment `/quorum run`.";

export const notAllowed = (login: string): string =>
  `${quoted(login)} may not start a run: it needs write access to this repository. Nothing was ` +
  "started. Ask somebody with write access to put the label on.";

export const closedIssue = (): string =>
  `This issue is closed, so no run was started. Reopen it, ${again}`;

export const emptyIssue = (): string =>
  "This issue has no text, so there is nothing to agree on and no run was started. Describe what " +
  `should change and how you would accept it, ${again}`;

export const longIssue = (bytes: number, bytesMax: number): string =>
  `This issue's text has ${bytes} bytes; Quorum reads at most ${bytesMax}, never a part of it. ` +
  `No run was started. Shorten it or split it into several issues, ${again}`;

export const alreadyRunning = (id: RunId): string =>
  `Run ${quoted(shortName(id))} is already working on this issue, so no second one was started. ` +
  "`/quorum status` says where it stands; after `/quorum stop` a new one can be started.";

export const noBranch = (branch: string): string =>
  `The branch ${quoted(branch)} does not exist or has no commit yet, so no run was started. ` +
  `Push a first commit to it, ${again}`;

export const malformedConfig = (mistakes: readonly string[]): string =>
  [
    "`.github/quorum.yml` on the default branch has mistakes; no run was started:",
    "",
    fenced(mistakes.slice(0, 20).map(mistakeLine).join("\n"), 8000, "text"),
    "",
    `Correct them on the default branch, ${again}`,
  ].join("\n");

/** Keys and values of the file are quoted in it. */
const mistakeLine = (mistake: string): string => `- ${flat(mistake, 300)}`;

export const unreadable = (because: string): string => `${because}\n\nNo run was started.`;

export const missedLabel = (label: string): string =>
  `GitHub's message about the label ${quoted(label)} did not reach Quorum, and the issue has ` +
  "changed since, so Quorum does not know which text was meant. No run was started: put the " +
  "label on again or comment `/quorum run`.";
