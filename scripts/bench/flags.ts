// `npm run bench:flags`: how often red flags are raised by code that people wrote, as JSON.
//
// Each function, class or type of 5 to 60 lines is taken out of its file and answered again by its
// own text, as an addition: everything in it is new, so that the shares are upper bounds of what
// right answers to edits raise. So is each whole file, for its imports. Its package is the
// repository. Symbols that cannot be taken out and added again elsewhere are left out.
//
// Functions are also written anew in their places in another spelling, and real test files by test
// steps: new ones, in another layout, and with one more test. These go the whole way of an answer.
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { applyEdit } from "../../src/core/patch/apply.ts";
import { parsedAt } from "../../src/core/patch/place.ts";
import type { Language, ParsedText, SymbolSpan, Syntax } from "../../src/core/patch/syntax.ts";
import type { Step } from "../../src/core/plan/plan.ts";
import { judge } from "../../src/core/redflag/judge.ts";
import type { Flagged } from "../../src/core/redflag/flag.ts";
import { isTestPath, protectedPath } from "../../src/core/redflag/paths.ts";
import { textAt, withChanges, type Tree } from "../../src/core/tree.ts";
import { languages } from "../../src/syntax/languages.ts";
import { openSyntax } from "../../src/syntax/open.ts";
import { layouts } from "./flag-layouts.ts";
import { tests } from "./flag-tests.ts";
import { Counted } from "./raised.ts";
import { packageOf, pathIn, treeOf } from "./repositories.ts";
import { filesOf, prepare, sources, textOf } from "./sources.ts";

const { values: options } = parseArgs({
  options: {
    symbols: { type: "string", default: "400" },
    /** Functions, and test files, of each language that are written anew. */
    layouts: { type: "string", default: "40" },
    tests: { type: "string", default: "40" },
    only: { type: "string", default: languages.join(",") },
    work: { type: "string", default: join(tmpdir(), "quorum-bench") },
    /** Prints where these flags were raised, on standard error. */
    show: { type: "string", default: "" },
  },
});

const [linesMin, linesMax, perFile] = [5, 60, 3];

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

/** Counts what could be taken out. */
function put(into: Counted, flags: readonly Flagged[] | null, where: string): void {
  const out = flags === null || flags.some(({ id }) => id === "scope" || id === "syntax");
  if (!out) into.add(flags, where);
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
    put(whole, flagsOf(without, { kind: "file", path }, text, syntax), file);
    for (const { name, start, end } of fitting(parsed).slice(0, perFile)) {
      const content = `${text.slice(0, start)}${text.slice(end)}`;
      const before = withChanges(tree, [{ path, entry: { mode: "100644", content } }]);
      const target = { kind: "addition", path, symbol: name } as const;
      put(symbols, flagsOf(before, target, text.slice(start, end), syntax), `${file}#${name}`);
    }
  }
}

const fitting = ({ symbols, text }: ParsedText): readonly SymbolSpan[] =>
  symbols.filter(({ name, start, end }) => {
    const lines = text.slice(start, end).split("\n").length;
    const same = symbols.filter((other) => other.name === name).length;
    return lines >= linesMin && lines <= linesMax && same === 1 && !name.includes(".");
  });

prepare(options.work);
const syntax = await openSyntax();
const count = (): Counted => new Counted(options.show);
const [symbols, files] = [count(), count()];
const spelled = { format: count(), rename: count() };
const tested = { added: count(), laidOut: count(), grown: count() };
for (const language of languages) {
  if (!options.only.split(",").includes(language)) continue;
  measure(language, syntax, symbols, files);
  await layouts(language, Number(options.layouts), syntax, options.work, spelled);
  await tests(language, Number(options.tests), syntax, options.work, tested);
}
times.sort((a, b) => a - b);
const ms = (share: number): number =>
  Number((times[Math.floor(times.length * share)] ?? 0).toFixed(2));
const judging = { msMedian: ms(0.5), ms99: ms(0.99) };
const told = (of: Readonly<Record<string, Counted>>): object =>
  Object.fromEntries(Object.entries(of).map(([name, counted]) => [name, counted.told()]));
const newCode = told({ symbols, files });
const report = { newCode, layouts: told(spelled), tests: told(tested), judging };
console.log(JSON.stringify(report, null, 2));
