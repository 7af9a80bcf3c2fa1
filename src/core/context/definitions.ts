// Where the names that code uses are defined, as far as names and imports tell.
import { familyOf, type Family } from "../patch/families.ts";
import type { Path } from "../tree.ts";
import { defining } from "./index.ts";
import {
  knowing,
  lastPart,
  nearestFirst,
  seenAt,
  visible,
  type Place,
  type Seen,
  type Sources,
} from "./look.ts";

/** A name with more definitions than this, none of them imported, may mean anything. */
const unsureMax = 3;
const lookedAtMax = 6;
const perNameMax = 2;

/**
 * Definitions of a name used at `from`: of the same file, else of the nearest file that it imports,
 * else of its folder, else any when there are at most three; of other files only what they export.
 * At most two; tests define nothing.
 */
export function definitionsOf(name: string, from: Seen, sources: Sources): readonly Place[] {
  const own = named(from, name);
  if (own.length > 0) return own.slice(0, perNameMax);
  const paths = defining(sources.index, name).filter(
    (path) => path !== from.path && !sources.isTest(path) && sameFamily(path, from.path, sources),
  );
  const known = knowing(from, sources);
  const rated = paths.map((path) => ({ path, much: known(path) }));
  const most = Math.max(0, ...rated.map(({ much }) => much));
  const likely = rated.filter(({ much }) => much === most).map(({ path }) => path);
  const sure = most > 0;
  if (!sure && likely.length > unsureMax) return [];
  const near = nearestFirst(likely, from.path).slice(0, lookedAtMax);
  const found = near.map((path) => {
    const seen = seenAt(path, sources);
    return seen === null ? [] : named(seen, name).filter((one) => visible(from, one, sources));
  });
  const first = found.find((places) => places.length > 0) ?? [];
  return (sure ? first : found.flat()).slice(0, perNameMax);
}

/** Symbols of a file by their last part, top-level ones first. */
function named(seen: Seen, name: string): readonly Place[] {
  const found = seen.skim.symbols.filter((s) => lastPart(s.name) === name);
  return found
    .sort((a, b) => a.name.length - b.name.length || a.start - b.start)
    .map((symbol) => ({ seen, symbol }));
}

function sameFamily(one: Path, two: Path, { syntax }: Sources): boolean {
  const of = (path: Path): Family | null => {
    const language = syntax.languageOf(path);
    return language && familyOf(language);
  };
  return of(one) === of(two);
}
