// Real test files as answers to test steps: new, in another layout, and with one more test.
import type { Language, ParsedText, Syntax } from "../../src/core/patch/syntax.ts";
import { testNamesIn } from "../../src/core/patch/tests.ts";
import type { Step } from "../../src/core/plan/plan.ts";
import { isTestPath } from "../../src/core/redflag/paths.ts";
import { parsePath, withChanges, type Path, type Tree } from "../../src/core/tree.ts";
import { answered, type Counted } from "./raised.ts";
import { packageOf, pathIn, treeOf } from "./repositories.ts";
import { testFilesOf, textOf } from "./sources.ts";
import { variantsOf } from "./variants.ts";

export interface TestCounts {
  /** Written as a new file; its last test carries the acceptance id. */
  readonly added: Counted;
  /** Written anew by a formatter. */
  readonly laidOut: Counted;
  /** The last test written again after it was taken out. */
  readonly grown: Counted;
}

const charsMax = 40_000;

export async function tests(
  language: Language,
  max: number,
  syntax: Syntax,
  work: string,
  into: TestCounts,
): Promise<void> {
  const files = testFilesOf(language, work);
  if (max === 0) return;
  const every = Math.max(1, Math.floor(files.length / max));
  const units = files.flatMap((file, n) => {
    if (n % every > 0) return [];
    const parsed = syntax.parse(language, textOf(file));
    const good = parsed && parsed.errors.length === 0 && parsed.text.length < charsMax;
    return good && testNamesIn(parsed).length > 0 ? [{ language, from: file, parsed }] : [];
  });
  for (const { from, parsed } of units) {
    const [path, tree] = placeOf(from);
    const without = new Map(tree);
    without.delete(path);
    const { text } = parsed;
    const named = carrying(parsed);
    const accepts = named === null ? [] : ["R1.A1"];
    into.added.add(answered(without, stepAt(path, accepts), named ?? text, syntax), from);
    const shorter = lessOne(parsed, syntax);
    if (shorter === null) continue;
    const before = withText(tree, path, shorter);
    into.grown.add(answered(before, stepAt(path), text, syntax), from);
  }
  const whole = units.map((unit) => ({ ...unit, text: unit.parsed.text }));
  for (const { unit, kind, text, tool } of await variantsOf(language, whole, work)) {
    if (kind !== "format") continue;
    const [path, tree] = placeOf(unit.from);
    const before = withText(tree, path, unit.text);
    into.laidOut.add(answered(before, stepAt(path), text, syntax), `${unit.from} by ${tool}`);
  }
}

const withText = (tree: Tree, path: Path, content: string): Tree =>
  withChanges(tree, [{ path, entry: { mode: "100644", content } }]);

const stepAt = (path: Path, accepts: readonly string[] = []): Step => ({
  kind: "test",
  target: { kind: "file", path },
  task: "test it",
  signatureMayChange: false,
  accepts,
});

/** The path in its package, and that; a folder is added where nothing else makes it a test. */
function placeOf(file: string): readonly [Path, Tree] {
  const folder = packageOf(file);
  const path = pathIn(folder, file);
  const known = path !== null && isTestPath(path) ? path : parsePath(`test/${path ?? "a"}`);
  if (known === null) throw new Error(`no path for ${file}`);
  return [known, treeOf(folder)];
}

/** The text with R1.A1 in the name of its last test; null where the name stands there twice. */
function carrying(parsed: ParsedText): string | null {
  const { text } = parsed;
  const name = testNamesIn(parsed).at(-1)?.split(" > ").at(-1) ?? "";
  const at = text.indexOf(name);
  if (name === "" || at < 0 || text.indexOf(name, at + 1) >= 0) return null;
  const quoted = /["'`]/.test(text[at - 1] ?? "");
  const put = quoted ? `[R1.A1] ${name}` : `${name}_R1_A1`;
  return `${text.slice(0, at)}${put}${text.slice(at + name.length)}`;
}

/** The text without what holds its last test, where it still parses; else null. */
function lessOne(parsed: ParsedText, syntax: Syntax): string | null {
  const { root, symbols, text, language } = parsed;
  const before = testNamesIn(parsed).length;
  const parts = [...symbols.filter(({ kind }) => kind !== "class"), ...root.children];
  const sorted = parts.toSorted((a, b) => b.start - a.start || a.end - b.end);
  for (const { start, end } of sorted.slice(0, 40)) {
    const shorter = text.slice(0, start) + text.slice(end).replace(/^[ \t]*\n/, "");
    const left = syntax.parse(language, shorter);
    if (left === null || left.errors.length > 0) continue;
    const tests = testNamesIn(left).length;
    if (tests < before && tests > 0) return shorter;
  }
  return null;
}
