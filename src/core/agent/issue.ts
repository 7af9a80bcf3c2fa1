// The issue as agents are shown it: sanitised, bounded, as data.
import { guidesIn } from "../context/guides.ts";
import { sanitize } from "../sanitize.ts";
import type { Tree } from "../tree.ts";
import type { Datum } from "./envelope.ts";

const titleCharsMax = 300;
/** About 4,500 tokens. */
const bodyCharsMax = 16_000;
/** More than is shown, so that hidden text near the start cannot push visible text out. */
const readCharsMax = 64_000;

export interface IssueText {
  readonly title: string;
  readonly body: string;
}

/** Title and body; a longer body is cut, and says so. */
export function issueData(issue: IssueText): readonly Datum[] {
  const title = sanitize(issue.title.slice(0, readCharsMax)).text.slice(0, titleCharsMax);
  const body = sanitize(issue.body.slice(0, readCharsMax)).text;
  const unread = Math.max(0, issue.body.length - readCharsMax);
  const left = Math.max(0, body.length - bodyCharsMax) + unread;
  const lines = body.slice(0, bodyCharsMax).split("\n");
  if (left > 0) lines.push(`[${left} more characters were cut off here]`);
  return [
    ["issue title", title],
    ["issue text", lines],
  ];
}

/** What the repository's own guides say, at most 600 tokens of it. */
export const guideData = (tree: Tree): readonly Datum[] =>
  guidesIn(tree).map(({ path, lines }) => [`the repository's guide ${path}`, lines]);

/** The text that quotes must occur in: title and body, whole. */
export const issueText = (issue: IssueText): string => `${issue.title}\n\n${issue.body}`;
