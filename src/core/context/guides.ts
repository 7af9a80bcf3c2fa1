// What a repository tells those who work on it: AGENTS.md and CONTRIBUTING.md, bounded.
import { sanitize } from "../sanitize.ts";
import { textAt, type Path, type Tree } from "../tree.ts";
import { focused } from "./excerpt.ts";

export interface Guide {
  readonly path: Path;
  readonly lines: readonly string[];
}

/** 600 tokens for all guides together. */
const charsMax = 2160;
const readCharsMax = 64_000;
const names = ["agents.md", "contributing.md", "contributing"];
const folders = ["", ".github/", "docs/"];
/** What is wanted where a guide is too long. */
const subjects =
  "code style test naming format lint import indent type error comment convention never always";

/**
 * The guides at the top, in `.github` and in `docs`, AGENTS.md before CONTRIBUTING.md, each in an
 * equal share of 600 tokens; of names that differ by case alone the first. People's words:
 * sanitised here, and data wherever they are shown.
 */
export function guidesIn(tree: Tree): readonly Guide[] {
  const found = [...tree.keys()]
    .map((path) => ({ path, place: placeOf(path) }))
    .filter(({ place }) => place >= 0)
    .sort((a, b) => a.place - b.place || (a.path < b.path ? -1 : 1))
    .filter(({ place }, i, all) => place !== all[i - 1]?.place)
    .flatMap(({ path }) => {
      const text = textAt(tree, path)?.slice(0, readCharsMax) ?? "";
      const clean = sanitize(text).text.trim();
      return clean === "" ? [] : [{ path, clean }];
    });
  let left = charsMax;
  return found.map(({ path, clean }, i) => {
    const share = Math.floor(left / (found.length - i));
    const lines = clean.length <= share ? clean.split("\n") : focused(clean, subjects, share);
    left -= lines.join("\n").length;
    return { path, lines };
  });
}

/** Names before folders; -1 for what is no guide. */
function placeOf(path: Path): number {
  const lower = path.toLowerCase();
  const at = lower.lastIndexOf("/") + 1;
  const [folder, name] = [folders.indexOf(lower.slice(0, at)), names.indexOf(lower.slice(at))];
  return folder < 0 || name < 0 ? -1 : name * folders.length + folder;
}
