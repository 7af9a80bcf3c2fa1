// Parts of a text that is too long to be shown whole; what is left out is always said.
import { eachWord, wordHash } from "./words.ts";

const lineCharsMax = 200;

/** A line as it is shown: its end is cut off when it is longer than 200 characters. */
export const shortened = (line: string): string =>
  line.length > lineCharsMax ? `${line.slice(0, lineCharsMax)} […]` : line;

/** One line of at most 200 characters, white space as single spaces. */
export const oneLine = (text: string): string => shortened(text.replace(/\s+/g, " ").trim());

/** Beginning and end of a text, with a note of what is left out between them. */
export function ends(text: string, charsMax: number): string {
  if (text.length <= charsMax) return text;
  const half = Math.floor(charsMax / 2);
  const left = text.length - 2 * half;
  return `${text.slice(0, half)}\n[${left} characters left out]\n${text.slice(text.length - half)}`;
}

/** The number of the line, from 1, that an offset stands in. */
export function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf("\n"); at >= 0 && at < offset; at = text.indexOf("\n", at + 1)) {
    line += 1;
  }
  return line;
}

/** Lines `from` to `to`, from 1, moved left as far as they go together. */
export function linesOf(text: string, from: number, to: number): readonly string[] {
  const lines = text.split("\n").slice(Math.max(0, from - 1), to);
  const indents = lines.filter((line) => line.trim() !== "").map((line) => line.search(/\S/));
  const common = indents.length === 0 ? 0 : Math.min(...indents);
  return lines.map((line) => shortened(line.slice(common).trimEnd()));
}

const headLines = 12;
const tailLines = 4;
const aroundLines = 3;
/** What it takes to say that lines are missing. */
const gapChars = 34;
/** A longer line is data, and is cut. */
const quotedCharsMax = 1000;

/**
 * The lines of a long text that a task speaks of: its head and tail, and as many lines around
 * words of the task as fit, those with the most words first. Lines stand as they are, so that they
 * can be quoted; a gap says how many are missing.
 */
export function focused(text: string, task: string, charsMax: number): readonly string[] {
  const lines = text.split("\n").map((l) => (l.length > quotedCharsMax ? shortened(l) : l));
  const sought = wordsIn(task);
  const wanted = lines
    .map((line, at) => ({ at, hits: hitsIn(line, sought) }))
    .filter((one) => one.hits > 0)
    .sort((a, b) => b.hits - a.hits || a.at - b.at);
  const shown = new Set<number>();
  let room = charsMax;
  const show = (at: number): void => {
    const gap = shown.has(at - 1) || shown.has(at + 1) ? 0 : gapChars;
    const cost = (lines[at]?.length ?? Infinity) + 1 + gap;
    if (shown.has(at) || cost > room) return;
    shown.add(at);
    room -= cost;
  };
  for (let at = 0; at < headLines; at += 1) show(at);
  for (let at = 1; at <= tailLines; at += 1) show(lines.length - at);
  for (const { at } of wanted) {
    for (let near = at - aroundLines; near <= at + aroundLines; near += 1) show(near);
  }
  for (let at = headLines; at < lines.length; at += 1) show(at);
  return withGaps(lines, shown);
}

function withGaps(lines: readonly string[], shown: ReadonlySet<number>): readonly string[] {
  const out: string[] = [];
  let missing = 0;
  const close = (): void => {
    if (missing > 0) out.push(`[${missing} ${missing > 1 ? "lines are" : "line is"} not shown]`);
    missing = 0;
  };
  lines.forEach((line, at) => {
    if (!shown.has(at)) return void (missing += 1);
    close();
    out.push(line);
  });
  close();
  return out;
}

function wordsIn(text: string): ReadonlySet<number> {
  const found = new Set<number>();
  eachWord(text, (start, end) => void (end - start > 3 && found.add(wordHash(text, start, end))));
  return found;
}

function hitsIn(line: string, sought: ReadonlySet<number>): number {
  const hits = new Set<number>();
  eachWord(line, (start, end) => {
    const hash = wordHash(line, start, end);
    if (sought.has(hash)) hits.add(hash);
  });
  return hits.size;
}
