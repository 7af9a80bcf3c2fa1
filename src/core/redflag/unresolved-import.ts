// An import of a module that is nowhere: models make up packages, and others publish them.
import { familyOf, type Family } from "../patch/families.ts";
import type { Language, Syntax } from "../patch/syntax.ts";
import { textAt, type Path, type Tree } from "../tree.ts";
import type { RedFlag } from "./flag.ts";
import { inC } from "./imports/c.ts";
import { inJava, ownClass } from "./imports/java.ts";
import { inJavaScript, packageOf } from "./imports/javascript.ts";
import { namedIn, type Named } from "./imports/named.ts";
import { inGo, inPython, inRuby, inRust } from "./imports/others.ts";
import type { Found, ImportPlace } from "./imports/place.ts";

type Resolve = (named: Named, place: ImportPlace) => Found;

const resolvers: Readonly<Record<Family, Resolve>> = {
  javascript: inJavaScript,
  python: inPython,
  go: inGo,
  rust: inRust,
  java: inJava,
  c: inC,
  ruby: inRuby,
};

export const unresolvedImport: RedFlag = {
  id: "unresolved-import",
  severity: "spoil",
  rule:
    "a new import names a module that is neither a file, there or planned, nor in the standard " +
    "library, a manifest or lock file, nor imported elsewhere in the repository",
  explain: "The answer imports a module that is nowhere; another one was drawn.",
  raised({ step, before, after, whole, oldParsed, newParsed, syntax }) {
    if (whole === null || newParsed === null) return null;
    const had = new Set((oldParsed === null ? [] : namedIn(oldParsed)).map(({ name }) => name));
    const { language } = newParsed;
    const { path } = step.target;
    const place = { language, path, tree: after, planned: whole.planned };
    for (const named of namedIn(newParsed)) {
      if (had.has(named.name) || resolvers[familyOf(language)](named, place) !== false) continue;
      const own = language === "java" ? ownClass(named, place) : null;
      const root = own ?? rootOf(named.name, language);
      // A header in quotes may come with a library, too; then others include the same.
      const known = language === "c" || language === "cpp" || !named.relative;
      const said = named.relative ? named.name : root;
      if (known && usedIn(before, path, said, language, syntax)) continue;
      return `the module ${JSON.stringify(named.name.slice(0, 120))} is nowhere`;
    }
    return null;
  },
};

/** Whether another file of the same language imports it. @param root a package, or a class. */
function usedIn(tree: Tree, but: Path, root: string, language: Language, syntax: Syntax): boolean {
  const shape = new RegExp(
    `(?:["'<]|\\b(?:import|from|use|crate|static)\\s+(?:::)?)${escaped(root)}(?![\\w-])`,
  );
  for (const path of tree.keys()) {
    if (path === but) continue;
    const text = textAt(tree, path);
    if (text === null || !text.includes(root)) continue;
    const other = syntax.languageOf(path);
    if (other !== null && familyOf(other) === familyOf(language) && shape.test(text)) return true;
  }
  return false;
}

function rootOf(name: string, language: Language): string {
  const by = language === "java" || language === "python" || language === "rust" ? "." : "/";
  if (familyOf(language) === "javascript") return packageOf(name);
  const parts = name.split(by);
  if (language === "java") return parts.slice(0, 2).join(".");
  if (language === "go") return parts.slice(0, 3).join("/");
  return parts[0] ?? name;
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
