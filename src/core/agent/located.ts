// The places that were elected, as a planner is shown them: whole where they fit, else in part.
import { focused } from "../context/excerpt.ts";
import { headOf, seenAt, type Seen, type Sources } from "../context/look.ts";
import type { SymbolSpan } from "../patch/syntax.ts";
import { placeOf } from "../plan/plan.ts";
import { parsePath, textAt, type Path } from "../tree.ts";
import type { Datum } from "./envelope.ts";
import { lineOf } from "./outline.ts";

/** About 2,800 tokens: files that fit together are shown whole, and no symbols are voted on. */
export const locatedCharsMax = 10_000;
const headCharsMax = 600;
const skeletonCharsMax = 600;

export interface Located {
  readonly files: readonly string[];
  /** `path#symbol`, all of them in those files. */
  readonly symbols: readonly string[];
}

/** The name of a symbol as a place. */
export const symbolPlace = (path: Path, { name, ordinal }: SymbolSpan): string =>
  placeOf({ kind: "symbol", path, symbol: name, ordinal });

/**
 * Each file with an equal share of what is left of 10,000 characters: its text, or its skeleton,
 * head and elected symbols, or the lines that the words speak of.
 */
export function locatedData(
  { files, symbols }: Located,
  sources: Sources,
  words: string,
): readonly Datum[] {
  const wanted = new Set(symbols);
  let left = locatedCharsMax;
  return files.flatMap((file, i): Datum[] => {
    const path = parsePath(file);
    const text = path && textAt(sources.tree, path);
    if (path === null || text === null) return [];
    const share = Math.floor(left / (files.length - i));
    const lines = shownIn(path, text, share, wanted, sources, words);
    left = Math.max(0, left - lines.join("\n").length);
    return [[`the file ${path}`, lines]];
  });
}

function shownIn(
  path: Path,
  text: string,
  share: number,
  wanted: ReadonlySet<string>,
  sources: Sources,
  words: string,
): readonly string[] {
  if (text.length <= share) return text.split("\n");
  const seen = seenAt(path, sources);
  const elected = seen?.skim.symbols.filter((s) => wanted.has(symbolPlace(path, s))) ?? [];
  if (!seen || elected.length === 0) return focused(text, words, share);
  const top = [lineOf(path, sources, skeletonCharsMax), ...headLines(seen)];
  const room = share - top.join("\n").length;
  return [...top, ...electedLines(seen, elected, room, words)];
}

const headLines = (seen: Seen): readonly string[] =>
  headOf(seen).slice(0, headCharsMax).trimEnd().split("\n");

/** A member of an elected class is in it already. */
function electedLines(
  seen: Seen,
  elected: readonly SymbolSpan[],
  room: number,
  words: string,
): readonly string[] {
  const outer = elected.filter(
    (s) => !elected.some((o) => o !== s && o.start <= s.start && s.end <= o.end),
  );
  return outer.flatMap((symbol) => {
    const text = seen.text.slice(symbol.start, symbol.end);
    return ["", ...focused(text, words, Math.max(0, Math.floor(room / outer.length)))];
  });
}
