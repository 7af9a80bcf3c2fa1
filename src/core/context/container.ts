// What stands around a place in its own file: the container's skeleton, and siblings to write like.
import type { SymbolSpan } from "../patch/syntax.ts";
import { linesOf, lineAt, oneLine } from "./excerpt.ts";
import { lastPart, type Place, type Seen } from "./look.ts";

const valueCharsMax = 100;

/** The signature of a symbol on one line; a short variable with its value. */
export function shownAs(seen: Seen, symbol: SymbolSpan): string {
  const text = seen.text.slice(symbol.start, symbol.end);
  const value = text.slice(Math.max(0, text.indexOf(symbol.signature)));
  const short = symbol.kind === "variable" && value.length <= valueCharsMax;
  return oneLine(short ? value : symbol.signature);
}

/** What a doc comment or docstring says first, without its marks; "" when there is none. */
export function docLine(seen: Seen, symbol: SymbolSpan): string {
  const text = seen.text.slice(symbol.start, symbol.end);
  const at = Math.max(0, text.indexOf(symbol.signature));
  const above = text.slice(0, at).split("\n");
  const lines = above.map((line) => line.replace(/^[\s/*#!-]+|[\s*/]+$/g, ""));
  const said = lines.find((line) => /\p{L}/u.test(line) && !/^[@[]/.test(line));
  const body = text.slice(at + symbol.signature.length);
  return oneLine(said ?? docstring.exec(body)?.[1] ?? "");
}

/** Python says it in the first line of the body. */
const docstring = /^\s*[rRuU]?(?:"""|'''|")\s*([^\n"]*)/;

const containerOf = (name: string): string => name.slice(0, name.lastIndexOf(".") + 1);

/**
 * The other symbols of a file in its order, members of the same container and near ones before
 * the rest where not all fit.
 * @param symbol the place itself, or null for one that is yet to be written at the end.
 * @param without names that are shown elsewhere.
 */
export function skeletonOf(
  seen: Seen,
  symbol: SymbolSpan | null,
  charsMax: number,
  without: ReadonlySet<string>,
): readonly string[] {
  const container = containerOf(symbol?.name ?? "");
  const others = seen.skim.symbols.filter((s) => s !== symbol && !without.has(s.name));
  const far = (s: SymbolSpan): number => {
    const alike = containerOf(s.name) === container || `${s.name}.` === container ? 0 : 1e9;
    return alike + Math.abs(s.start - (symbol?.start ?? seen.text.length));
  };
  const kept = new Set<SymbolSpan>();
  let room = charsMax;
  for (const other of [...others].sort((a, b) => far(a) - far(b))) {
    room -= shownAs(seen, other).length + 4;
    if (room < 0) break;
    kept.add(other);
  }
  return others
    .filter((s) => kept.has(s))
    .map((s) => (s.name.includes(".") ? `  ${shownAs(seen, s)}` : shownAs(seen, s)));
}

const siblingLinesMax = 12;

/** The two nearest symbols of the same container that are short enough to be shown whole. */
export function siblingsOf(seen: Seen, symbol: SymbolSpan | null): readonly Place[] {
  const container = containerOf(symbol?.name ?? "");
  const linesIn = (s: SymbolSpan): number => seen.text.slice(s.start, s.end).split("\n").length;
  const kinds = symbol?.kind === "method" || container !== "" ? ["method"] : ["function", "class"];
  return seen.skim.symbols
    .filter((s) => s !== symbol && containerOf(s.name) === container && kinds.includes(s.kind))
    .filter((s) => linesIn(s) > 1 && linesIn(s) <= siblingLinesMax)
    .map((s) => ({ s, far: Math.abs(s.start - (symbol?.start ?? seen.text.length)) }))
    .sort((a, b) => a.far - b.far)
    .slice(0, 2)
    .map(({ s }) => ({ seen, symbol: s }));
}

/** The first lines of a symbol's text, without its doc comment. */
export function startOf({ seen, symbol }: Place, linesMax: number): readonly string[] {
  const text = seen.text.slice(symbol.start, symbol.end);
  const declared = symbol.start + Math.max(0, text.indexOf(symbol.signature));
  const from = lineAt(seen.text, declared);
  const to = lineAt(seen.text, symbol.end);
  const lines = linesOf(seen.text, from, Math.min(to, from + linesMax - 1));
  const left = to - from + 1 - lines.length;
  return left > 0 ? [...lines, `[${left} more lines of ${lastPart(symbol.name)}]`] : lines;
}
