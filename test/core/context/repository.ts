// A small repository with its index, for tests of what a step is shown of it.
import { factsOf } from "../../../src/core/context/facts.ts";
import { indexOf } from "../../../src/core/context/index.ts";
import { seenAt, type Place, type Seen, type Sources } from "../../../src/core/context/look.ts";
import { isTestPath } from "../../../src/core/redflag/paths.ts";
import { parsePath, textAt, type Path } from "../../../src/core/tree.ts";
import { openSyntax } from "../../../src/syntax/open.ts";
import { treeOf } from "../plan/plans.ts";

export const syntax = await openSyntax();

export function pathOf(name: string): Path {
  const path = parsePath(name);
  if (path === null) throw new Error(`not a path: ${name}`);
  return path;
}

/** Every file is indexed, as the engine would. */
export function repository(files: Readonly<Record<string, string>>): Sources {
  const tree = treeOf(files);
  const index = indexOf(
    Array.from(tree.keys(), (path) => {
      const text = textAt(tree, path) ?? "";
      const language = syntax.languageOf(path);
      return [path, factsOf(text, language && syntax.names(language, text))];
    }),
  );
  return { tree, syntax, index, isTest: isTestPath };
}

export function seenIn(sources: Sources, name: string): Seen {
  const seen = seenAt(pathOf(name), sources);
  if (seen === null) throw new Error(`no grammar reads ${name}`);
  return seen;
}

/** `src/a.ts#f` as a place. */
export function placeIn(sources: Sources, name: string): Place {
  const [path = "", symbolName = ""] = name.split("#");
  const seen = seenIn(sources, path);
  const symbol = seen.skim.symbols.find((s) => s.name === symbolName);
  if (!symbol) throw new Error(`no symbol ${name}`);
  return { seen, symbol };
}

export const named = (places: readonly Place[]): string[] =>
  places.map(({ seen, symbol }) => `${seen.path}#${symbol.name}`);
