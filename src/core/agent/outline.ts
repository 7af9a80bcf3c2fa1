// A repository in a few hundred lines for whoever plans: files, the likeliest with their symbols.
import type { Syntax } from "../patch/syntax.ts";
import { textAt, type Path, type Tree } from "../tree.ts";

/** About 4,000 tokens. */
const charsMax = 14_000;
const parsedMax = 60;
const symbolsPerFileMax = 40;

export interface OutlineSources {
  readonly tree: Tree;
  readonly syntax: Syntax;
  isTest(path: Path): boolean;
  /** Issue title and text: files that it mentions come first. */
  readonly words: string;
}

/**
 * Lines `src/a.ts: f(x: number): string · class B · B.m()`, files likeliest to matter first, tests
 * and other files by name only. Parses at most 60 files; ends with a count of what is left out.
 */
export function outlineOf(sources: OutlineSources): readonly string[] {
  const words = new Set(sources.words.toLowerCase().match(/[\p{L}\p{N}_]{3,40}/gu) ?? []);
  const files = [...sources.tree.keys()]
    .map((path) => ({ path, score: scoreOf(path, sources, words) }))
    .sort((a, b) => b.score - a.score || (a.path < b.path ? -1 : 1));
  const lines: string[] = [];
  let room = charsMax;
  let parsed = 0;
  for (const [n, { path }] of files.entries()) {
    const looked = parsed < parsedMax && !sources.isTest(path);
    const symbols = looked ? symbolsOf(path, sources) : "";
    if (symbols !== "") parsed += 1;
    const line = symbols === "" || symbols.length > room ? path : `${path}: ${symbols}`;
    if (line.length > room) return [...lines, `[${files.length - n} more files]`];
    lines.push(line);
    room -= line.length + 1;
  }
  return lines;
}

/** Words of the path that the issue has too; source code before tests before everything else. */
function scoreOf(path: Path, sources: OutlineSources, words: ReadonlySet<string>): number {
  const parts = path.toLowerCase().match(/[\p{L}\p{N}_]{3,40}/gu) ?? [];
  const shared = parts.filter((part) => words.has(part)).length;
  const code = sources.syntax.languageOf(path) !== null;
  return shared * 4 + (code ? 2 : 0) + (code && !sources.isTest(path) ? 1 : 0) - parts.length * 0.1;
}

function symbolsOf(path: Path, sources: OutlineSources): string {
  const language = sources.syntax.languageOf(path);
  const text = language === null ? null : textAt(sources.tree, path);
  if (language === null || text === null) return "";
  const parsed = sources.syntax.parse(language, text);
  const symbols = parsed?.symbols.slice(0, symbolsPerFileMax) ?? [];
  return symbols.map((s) => s.signature.replace(/\s+/g, " ").trim().slice(0, 120)).join(" · ");
}
