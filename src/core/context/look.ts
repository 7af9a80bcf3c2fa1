// A repository as a step looks at it: files with their symbols, and which files know each other.
import type { Skim, SymbolSpan, Syntax } from "../patch/syntax.ts";
import { textAt, type Path, type Tree } from "../tree.ts";
import type { Index } from "./index.ts";

export interface Sources {
  readonly tree: Tree;
  readonly syntax: Syntax;
  /** Of the same tree. */
  readonly index: Index;
  isTest(path: Path): boolean;
}

export interface Seen {
  readonly path: Path;
  readonly text: string;
  readonly skim: Skim;
}

/** A symbol in its file. */
export interface Place {
  readonly seen: Seen;
  readonly symbol: SymbolSpan;
}

/** A file that a grammar reads; null for every other. */
export function seenAt(path: Path, { tree, syntax }: Sources): Seen | null {
  const language = syntax.languageOf(path);
  const text = textAt(tree, path);
  const skim = language === null || text === null ? null : syntax.skim(language, text);
  return skim === null || text === null ? null : { path, text, skim };
}

/** `member` of `Class.member`: the word that code uses. */
export const lastPart = (name: string): string => name.slice(name.lastIndexOf(".") + 1);

export const textOf = ({ seen, symbol }: Place): string =>
  seen.text.slice(symbol.start, symbol.end);

/** No more than this is taken for the start of a file that has no functions and no types. */
const headCharsMax = 20_000;

/** The text before the first function or type: comments, imports, constants. */
export function headOf({ text, skim }: Seen): string {
  const first = skim.symbols.find(({ kind }) => kind !== "variable");
  return text.slice(0, Math.min(first?.start ?? text.length, headCharsMax));
}

const everywhere = new Set(["index", "mod", "main", "lib", "__init__"]);

/** The word by which other files import a file; of `table/index.ts` it is `table`. */
export function stemOf(path: string): string {
  const parts = path.split("/");
  const name = (parts.at(-1) ?? "").replace(/(?<=.)\..*$/, "");
  return everywhere.has(name) ? (parts.at(-2) ?? name) : name;
}

/** Languages whose unit of import is a folder, in which everything sees everything. */
const folderWide: ReadonlySet<string | null> = new Set(["go", "java"]);

/**
 * How likely code at `from` means a file: 2 = it imports it, 1 = they share a folder, or 0. The
 * start of `from` is read once, for however many files are asked about.
 */
export function knowing(from: Seen, { syntax }: Sources): (path: Path) => 0 | 1 | 2 {
  const mentioned = wordsAt(headOf(from));
  const own = folderOf(from.path);
  return (path) => {
    if (mentioned(stemOf(path))) return 2;
    const folder = folderOf(path);
    if (own === folder) return 1;
    const wide = folderWide.has(syntax.languageOf(path));
    return wide && mentioned(lastFolder(folder)) ? 2 : 0;
  };
}

/** Whether code at `from` may name a symbol of another file. */
export const visible = (from: Seen, { seen, symbol }: Place, { syntax }: Sources): boolean =>
  symbol.exported ||
  (folderWide.has(syntax.languageOf(seen.path)) && folderOf(from.path) === folderOf(seen.path));

/** Whether a text holds a word that no letter, digit, `_`, `$` or `-` stands beside. */
function wordsAt(text: string): (word: string) => boolean {
  const words = new Set(text.match(/[\w$-]+/g));
  return (word) => words.has(word) || (/[^\w$-]/.test(word) && mentions(text, word));
}

function mentions(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const around = (text[at - 1] ?? " ") + (text[at + word.length] ?? " ");
    if (!/[\w$-]/.test(around)) return true;
  }
  return false;
}

const lastFolder = (folder: string): string => folder.slice(folder.lastIndexOf("/") + 1);

const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf("/")));

/** The nearer files first: those that have more folders in common with `from`. */
export function nearestFirst(paths: readonly Path[], from: Path): readonly Path[] {
  const own = from.split("/");
  const common = (path: Path): number => {
    const parts = path.split("/");
    let same = 0;
    while (same < own.length - 1 && own[same] === parts[same]) same += 1;
    return same * 100 - parts.length;
  };
  return [...paths].sort((a, b) => common(b) - common(a) || (a < b ? -1 : 1));
}
