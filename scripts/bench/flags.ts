// `npm run bench:flags`: how often red flags are raised by code that people wrote, as JSON.
//
// Each function, class or type of 5 to 60 lines is taken out of its file and answered again by its
// own text, as an addition: everything in it is new, so that the shares are upper bounds of what
// right answers to edits raise. So is each whole file, for its imports. Its package is the
// repository. Symbols that cannot be taken out and added again elsewhere are left out.
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { parseArgs } from "node:util";
import { applyEdit } from "../../src/core/patch/apply.ts";
import { parsedAt } from "../../src/core/patch/place.ts";
import type { Language, ParsedText, SymbolSpan, Syntax } from "../../src/core/patch/syntax.ts";
import type { Step } from "../../src/core/plan/plan.ts";
import { judge } from "../../src/core/redflag/judge.ts";
import type { Flagged } from "../../src/core/redflag/flag.ts";
import { isTestPath, protectedPath } from "../../src/core/redflag/paths.ts";
import {
  parsePath,
  textAt,
  withChanges,
  type Entry,
  type Path,
  type Tree,
} from "../../src/core/tree.ts";
import { languages } from "../../src/syntax/languages.ts";
import { openSyntax } from "../../src/syntax/open.ts";
import { filesOf, prepare, sources, textOf } from "./sources.ts";

const { values: options } = parseArgs({
  options: {
    symbols: { type: "string", default: "400" },
    only: { type: "string", default: languages.join(",") },
    work: { type: "string", default: join(tmpdir(), "quorum-bench") },
    /** Prints where these flags were raised, on standard error. */
    show: { type: "string", default: "" },
  },
});

const [linesMin, linesMax, perFile, bytesMax] = [5, 60, 3, 600_000];
const manifests = /^(?:package\.json|go\.mod|Cargo\.toml|setup\.py|pyproject\.toml|.*\.gemspec)$/;

/** The folder that a file's package is: what was unpacked, or the nearest one with a manifest. */
function packageOf(file: string): string {
  const unpacked = /^.*\/(?:node_modules\/(?:@[^/]+\/)?|debian\/|npm\/)[^/]+/.exec(file)?.[0];
  if (unpacked !== undefined) return unpacked;
  for (let at = dirname(file); at.length > 1; at = dirname(at)) {
    if (readdirSync(at).some((name) => manifests.test(name))) return at;
  }
  return dirname(dirname(file));
}

const trees = new Map<string, Tree>();

/** A package as a repository; names that would make it vendored, built or a test are changed. */
function treeOf(folder: string): Tree {
  const known = trees.get(folder);
  if (known) return known;
  const tree = new Map<Path, Entry>();
  const walk = (at: string): void => {
    for (const name of readdirSync(at)) {
      const file = join(at, name);
      const stats = statSync(file, { throwIfNoEntry: false });
      if (stats?.isDirectory() && name !== "node_modules" && tree.size < 8000) walk(file);
      const path = pathIn(folder, file);
      if (!stats?.isFile() || stats.size > bytesMax || path === null) continue;
      tree.set(path, { mode: "100644", content: readFileSync(file, "utf8") });
    }
  };
  if (existsSync(folder)) walk(folder);
  trees.set(folder, tree);
  return tree;
}

const pathIn = (folder: string, file: string): Path | null =>
  parsePath(
    file
      .slice(folder.length + 1)
      .replace(/(?<=^|\/)(?:node_modules|dist|build|out|vendor|third_party)(?=\/)/g, "code"),
  );

/** What an answer raises that writes this text to a place where nothing of it was. */
function flagsOf(
  before: Tree,
  target: Step["target"],
  text: string,
  syntax: Syntax,
): readonly Flagged[] | null {
  const { path } = target;
  const step: Step = { kind: "code", target, task: "write it", signatureMayChange: true };
  const edit = { kind: "edit", summary: "", imports: [], body: { kind: "whole", text } } as const;
  const applied = applyEdit(before, step, edit, syntax);
  if (!applied.ok) return null;
  const { changes, old: oldSpan, new: newSpan } = applied.value;
  const after = withChanges(before, changes);
  const oldParsed = parsedAt(before, path, syntax);
  const newParsed = parsedAt(after, path, syntax);
  const begun = process.cpuUsage();
  const flags = judge({
    step,
    before,
    after,
    changes,
    edit,
    oldText: "",
    newText: (textAt(after, path) ?? "").slice(newSpan.start, newSpan.end),
    oldSpan,
    newSpan,
    oldParsed,
    newParsed,
    syntax,
    patchLinesMax: 400,
    whole: { words: "", planned: new Set(), base: before },
  });
  if (target.kind !== "file") {
    const { user, system } = process.cpuUsage(begun);
    times.push((user + system) / 1000);
  }
  return flags;
}

/** Of all flags on one symbol, in milliseconds of the processor. */
const times: number[] = [];

class Counted {
  all = 0;
  readonly times = new Map<string, number>();
  add(flags: readonly Flagged[] | null, where: string): void {
    const out = flags === null || flags.some(({ id }) => id === "scope" || id === "syntax");
    if (out) return;
    this.all += 1;
    for (const { id, detail } of flags) {
      this.times.set(id, (this.times.get(id) ?? 0) + 1);
      if (options.show.split(",").includes(id)) process.stderr.write(`${id} ${where}: ${detail}\n`);
    }
  }
}

function measure(language: Language, syntax: Syntax, symbols: Counted, whole: Counted): void {
  const source = sources.find((one) => one.language === language);
  const files = source ? filesOf(source, options.work) : [];
  const most = symbols.all + Number(options.symbols);
  const step = Math.max(1, Math.floor((files.length * perFile) / (3 * Number(options.symbols))));
  for (let n = 0; n < files.length && symbols.all < most; n += step) {
    const file = files[n] ?? "";
    const folder = packageOf(file);
    const tree = treeOf(folder);
    const path = pathIn(folder, file);
    if (path === null || !tree.has(path) || isTestPath(path) || protectedPath(path)) continue;
    const parsed = syntax.parse(language, textOf(file));
    if (parsed === null || parsed.errors.length > 0) continue;
    const { text } = parsed;
    const without = new Map(tree);
    without.delete(path);
    whole.add(flagsOf(without, { kind: "file", path }, text, syntax), file);
    for (const { name, start, end } of fitting(parsed).slice(0, perFile)) {
      const content = `${text.slice(0, start)}${text.slice(end)}`;
      const before = withChanges(tree, [{ path, entry: { mode: "100644", content } }]);
      const target = { kind: "addition", path, symbol: name } as const;
      symbols.add(flagsOf(before, target, text.slice(start, end), syntax), `${file}#${name}`);
    }
  }
}

const fitting = ({ symbols, text }: ParsedText): readonly SymbolSpan[] =>
  symbols.filter(({ name, start, end }) => {
    const lines = text.slice(start, end).split("\n").length;
    const same = symbols.filter((other) => other.name === name).length;
    return lines >= linesMin && lines <= linesMax && same === 1 && !name.includes(".");
  });

function told({ all, times }: Counted): object {
  const sorted = [...times].sort(([, a], [, b]) => b - a);
  const percent = (n: number): number => Number(((100 * n) / Math.max(1, all)).toFixed(2));
  return {
    all,
    flags: Object.fromEntries(sorted.map(([id, n]) => [id, { n, percent: percent(n) }])),
  };
}

prepare(options.work);
const syntax = await openSyntax();
const [symbols, files] = [new Counted(), new Counted()];
for (const language of languages) {
  if (options.only.split(",").includes(language)) measure(language, syntax, symbols, files);
}
times.sort((a, b) => a - b);
const ms = (share: number): number =>
  Number((times[Math.floor(times.length * share)] ?? 0).toFixed(2));
const judging = { msMedian: ms(0.5), ms99: ms(0.99) };
console.log(JSON.stringify({ symbols: told(symbols), files: told(files), judging }, null, 2));
