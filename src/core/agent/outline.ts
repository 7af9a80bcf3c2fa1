// A repository in a few hundred lines for whoever plans: the likeliest files with their symbols.
import { isVendored } from "../context/places.ts";
import { rank } from "../context/rank.ts";
import { seenAt, type Sources } from "../context/look.ts";
import { textAt, type Path } from "../tree.ts";

/** About 4,000 tokens. */
const charsMax = 14_000;
/** Files that are shown with their symbols where not all can be. */
const likeliestMax = 20;
const charsPerFile = 500;
const summaryCharsMax = 400;
/** More code than this would take seconds to read, and has more symbols than fit. */
const codeCharsMax = 500_000;

export interface OutlineSources extends Sources {
  /** Issue title and text: files that speak of the same come first. */
  readonly words: string;
}

export interface Outline {
  readonly lines: readonly string[];
  /** Every file is there, with all of its symbols. */
  readonly whole: boolean;
}

/**
 * Lines `src/a.ts: f(x: number): string · class B · B.m()`, files likeliest to matter first, tests
 * and other files by name only. Where not all fits, the 20 likeliest have symbols, some more are
 * named, and the last line counts the rest by folder.
 */
export function outlineOf(sources: OutlineSources): Outline {
  const files = ordered(sources);
  if (tooMuch(files, sources)) return { lines: bounded(files, sources), whole: false };
  const whole: string[] = [];
  let room = charsMax;
  for (const path of files) {
    const line = lineOf(path, sources, Infinity);
    room -= line.length + 1;
    if (room < 0) return { lines: bounded(files, sources), whole: false };
    whole.push(line);
  }
  return { lines: whole, whole: true };
}

/** True for what cannot be shown whole, as sizes alone tell: nothing is parsed to see it. */
function tooMuch(files: readonly Path[], { tree, syntax, isTest }: OutlineSources): boolean {
  const names = files.reduce((sum, path) => sum + path.length + 1, 0);
  const code = files.filter((p) => syntax.languageOf(p) !== null && !isTest(p) && !isVendored(p));
  const chars = code.reduce((sum, path) => sum + (textAt(tree, path)?.length ?? 0), 0);
  return names > charsMax || chars > codeCharsMax;
}

function bounded(files: readonly Path[], sources: OutlineSources): readonly string[] {
  const lines: string[] = [];
  let room = charsMax - summaryCharsMax;
  for (const [n, path] of files.entries()) {
    const line = n < likeliestMax ? lineOf(path, sources, charsPerFile) : path;
    room -= line.length + 1;
    if (room < 0) return [...lines, summaryOf(files.slice(n))];
    lines.push(line);
  }
  return lines;
}

/** Code that the words speak of, likeliest first; then other code, tests, everything else. */
function ordered(sources: OutlineSources): readonly Path[] {
  const { tree, syntax, index, words, isTest } = sources;
  const places = new Map(rank(index, words).map(({ path }, i) => [path, i]));
  const kind = (path: Path): number => {
    if (isVendored(path)) return 3;
    if (isTest(path)) return 1;
    return syntax.languageOf(path) === null && !places.has(path) ? 2 : 0;
  };
  return [...tree.keys()]
    .map((path) => ({ path, kind: kind(path), place: places.get(path) ?? Infinity }))
    .sort((a, b) => a.kind - b.kind || compare(a.place, b.place) || (a.path < b.path ? -1 : 1))
    .map(({ path }) => path);
}

const compare = (a: number, b: number): number => (a === b ? 0 : a - b);

/** `path: signature · signature`; the path alone for tests, and where no grammar reads it. */
export function lineOf(path: Path, sources: Sources, limit: number): string {
  const seen = sources.isTest(path) || isVendored(path) ? null : seenAt(path, sources);
  const signatures = seen?.skim.symbols.map((s) => s.signature.replace(/\s+/g, " ").trim()) ?? [];
  let line: string = path;
  for (const [n, signature] of signatures.entries()) {
    const next = `${line}${n === 0 ? ": " : " · "}${signature.slice(0, 120)}`;
    if (next.length > limit) return `${line} · [${signatures.length - n} more symbols]`;
    line = next;
  }
  return line;
}

/** `[3,380 more files: src/core 120, src/web 44, …]`, the fullest folders first. */
function summaryOf(files: readonly Path[]): string {
  const counts = new Map<string, number>();
  for (const path of files) {
    const folder = path.split("/").slice(0, -1).slice(0, 2).join("/") || ".";
    counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  const folders = [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
  const head = `[${files.length} more files`;
  let text = head;
  for (const [folder, n] of folders) {
    const next = `${text}${text === head ? ": " : ", "}${folder} ${n}`;
    if (next.length > summaryCharsMax - 4) return `${text}, …]`;
    text = next;
  }
  return `${text}]`;
}
