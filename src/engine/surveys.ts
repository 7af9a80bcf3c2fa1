// Surveys: which places agents choose from before they plan; none where everything can be shown.
import { locatedCharsMax, symbolPlace } from "../core/agent/located.ts";
import type { Outline } from "../core/agent/outline.ts";
import { wordsOf } from "../core/context/facts.ts";
import { indexOf, type Index } from "../core/context/index.ts";
import { isVendored } from "../core/context/places.ts";
import { rank } from "../core/context/rank.ts";
import type { Syntax } from "../core/patch/syntax.ts";
import { isSymbolName } from "../core/plan/parse.ts";
import { isTestPath, protectedPath } from "../core/redflag/paths.ts";
import type { Locating } from "../core/run/event.ts";
import { older } from "../core/run/rule.ts";
import type { Run } from "../core/run/state.ts";
import { parsePath, textAt, type Path, type Tree } from "../core/tree.ts";

/** How many symbols are put to a vote. */
const symbolsMax = 40;

/** What the issue and its elected requirements say. */
export const wordsOfRun = ({ started, requirements }: Run): string =>
  [started.issue.title, started.issue.body, ...requirements.map((r) => r.ears)].join("\n\n");

/**
 * Files: the likeliest for the words of the run, of those that a plan may change; none when the
 * outline shows the whole repository. Symbols that a plan can name: of the elected files, the
 * likeliest first; none when those files can be shown whole. Fewer than two are no choice.
 */
export function survey(
  run: Run,
  of: Locating,
  tree: Tree,
  found: { readonly index: Index; readonly outline: Outline; readonly syntax: Syntax },
): readonly string[] {
  const places = of === "files" ? files(run, tree, found) : symbols(run, tree, found.syntax);
  return places.length < 2 ? [] : places;
}

function files(
  run: Run,
  tree: Tree,
  { index, outline }: { readonly index: Index; readonly outline: Outline },
): readonly string[] {
  if (outline.whole) return [];
  const most = older(run.started.config.vote).places ?? 0;
  return rank(index, wordsOfRun(run))
    .map(({ path }) => path)
    .filter((path) => mayChange(path) && textAt(tree, path) !== null)
    .slice(0, most);
}

const mayChange = (path: Path): boolean =>
  !isTestPath(path) && !protectedPath(path) && !isVendored(path);

function symbols(run: Run, tree: Tree, syntax: Syntax): readonly string[] {
  const texts = run.places.files.flatMap((file) => {
    const path = parsePath(file);
    const text = path && textAt(tree, path);
    return path === null || text === null ? [] : [{ path, text }];
  });
  const chars = texts.reduce((sum, { text }) => sum + text.length, 0);
  if (chars <= locatedCharsMax) return [];
  const all = texts.flatMap(({ path, text }) => {
    const language = syntax.languageOf(path);
    const found = language === null ? null : syntax.skim(language, text);
    const nameable = (found?.symbols ?? []).filter((symbol) => isSymbolName(symbol.name));
    return nameable.map((symbol) => {
      const facts = wordsOf(text.slice(symbol.start, symbol.end));
      return [symbolPlace(path, symbol), facts] as const;
    });
  });
  return rank(indexOf(all), wordsOfRun(run))
    .slice(0, symbolsMax)
    .map(({ path }) => path);
}
