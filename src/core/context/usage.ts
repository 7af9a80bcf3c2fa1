// Where a symbol is used: a few lines around calls in other code, and in tests.
import type { Path } from "../tree.ts";
import { lineAt, linesOf } from "./excerpt.ts";
import { defining, using } from "./index.ts";
import {
  knowing,
  lastPart,
  nearestFirst,
  seenAt,
  type Place,
  type Seen,
  type Sources,
} from "./look.ts";

/** Lines of a file around one use. */
export interface Usage {
  readonly path: Path;
  /** Of the use, from 1. */
  readonly line: number;
  readonly lines: readonly string[];
}

const lookedAtMax = 12;
const aroundLines = 2;
const testLinesAbove = 8;
const testLinesBelow = 5;

/**
 * Uses of a symbol outside itself and outside tests, calls before mentions, one for each file but
 * its own; those of files that do not import it only where no other file defines the name.
 */
export function callersOf(place: Place, most: number, sources: Sources): readonly Usage[] {
  const code = candidates(place, sources).filter((path) => !sources.isTest(path));
  return usages(place, code, most, sources, ({ text }, line) => ({
    from: line - aroundLines,
    to: Math.min(line + aroundLines, text.split("\n").length),
  }));
}

/** Uses of a symbol in tests, each from the line that opens its block. */
export function testsOf(
  place: Place,
  most: number,
  sources: Sources,
  except: ReadonlySet<Path>,
): readonly Usage[] {
  const tests = candidates(place, sources).filter(
    (path) => sources.isTest(path) && !except.has(path),
  );
  return usages(place, tests, most, sources, blockAround);
}

function candidates({ seen, symbol }: Place, { index }: Sources): readonly Path[] {
  return nearestFirst(using(index, lastPart(symbol.name)), seen.path);
}

type Window = { readonly from: number; readonly to: number };

function usages(
  place: Place,
  paths: readonly Path[],
  most: number,
  sources: Sources,
  windowOf: (seen: Seen, line: number) => Window,
): readonly Usage[] {
  const name = lastPart(place.symbol.name);
  const own = place.seen.path;
  const sole = defining(sources.index, name).every((path) => path === own);
  const found: Usage[] = [];
  for (const path of paths.slice(0, lookedAtMax)) {
    if (found.length >= most) break;
    const seen = path === own ? place.seen : seenAt(path, sources);
    if (!seen || (path !== own && !sole && knowing(seen, sources)(own) === 0)) continue;
    const outside = seen.skim.uses.filter(
      (use) => use.name === name && (path !== own || !within(use.start, place)),
    );
    const use = outside.find((one) => one.kind === "call") ?? outside.at(-1);
    if (!use) continue;
    const line = lineAt(seen.text, use.start);
    const { from, to } = windowOf(seen, line);
    found.push({ path, line, lines: linesOf(seen.text, from, to) });
  }
  return found;
}

const within = (offset: number, { symbol }: Place): boolean =>
  offset >= symbol.start && offset < symbol.end;

/** From the nearest line above that is indented less, as a test's own line is. */
function blockAround({ text }: Seen, line: number): Window {
  const lines = text.split("\n");
  const indentOf = (at: number): number => (lines[at - 1] ?? "").search(/\S/);
  const own = indentOf(line);
  let from = line;
  while (from > 1 && line - from < testLinesAbove) {
    from -= 1;
    const indent = indentOf(from);
    if (indent >= 0 && indent < own) break;
  }
  return { from, to: Math.min(line + testLinesBelow, lines.length) };
}
