// `npm run bench:key`: recall, wrong merges and time of the vote key on real code, as JSON.
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { parseArgs } from "node:util";
import { canonicalOf, isBroken } from "../../src/core/patch/canonical.ts";
import { rulesOf } from "../../src/core/patch/languages.ts";
import type { Surroundings } from "../../src/core/patch/rules.ts";
import type { Language, Syntax } from "../../src/core/patch/syntax.ts";
import { parsePath, type Tree } from "../../src/core/tree.ts";
import { languages } from "../../src/syntax/languages.ts";
import { openSyntax } from "../../src/syntax/open.ts";
import { mutantsOf, type Mutant } from "./mutants.ts";
import { ordersOf } from "./orders.ts";
import { filesOf, prepare, textOf } from "./sources.ts";
import { trapped, unitsOf, type Unit } from "./units.ts";
import { variantsOf, type Variant } from "./variants.ts";

const { values: options } = parseArgs({
  options: {
    units: { type: "string", default: "400" },
    mutants: { type: "string", default: "6000" },
    only: { type: "string", default: languages.join(",") },
    work: { type: "string", default: join(tmpdir(), "quorum-bench") },
    show: { type: "string", default: "0" },
  },
});

interface Count {
  same: number;
  all: number;
}

/** A unit and its canonical form, with the macros of its package around it. */
interface Keyed {
  readonly unit: Unit;
  readonly form: string;
}

async function measured(language: Language, port: Syntax): Promise<unknown> {
  const units = unitsOf(language, Number(options.units), port, options.work);
  const times: number[] = [];
  const keyedOf = (unit: Unit): Keyed => {
    const begun = performance.now();
    const form = formOf(unit, `${unit.text} `, port) ?? "";
    times.push(performance.now() - begun);
    return { unit, form };
  };
  const keyed = units.map(keyedOf);
  const trap = language === "cpp" ? trapped(units, port).map(keyedOf) : [];
  const variants = await variantsOf(language, units, options.work);
  const recall = recallOf(keyed, variants, port);
  const merged = mergedOf(keyed, Number(options.mutants), port);
  times.sort((a, b) => a - b);
  return {
    units: units.length,
    ...recall,
    ...merged,
    ...(trap.length > 0 ? { trap: { units: trap.length, ...mergedOf(trap, 2000, port) } } : {}),
    orders: ordersOf(language, port),
    msMedian: round(times[Math.floor(times.length / 2)] ?? 0),
    ms99: round(times[Math.floor(times.length * 0.99)] ?? 0),
  };
}

const round = (value: number): number => Math.round(value * 100) / 100;

/** Null where a text has errors. */
function formOf(unit: Unit, text: string, port: Syntax): string | null {
  const parsed = port.parse(unit.language, text);
  if (!parsed || parsed.errors.length > 0 || isBroken(parsed.root)) return null;
  return canonicalOf([parsed.root], parsed, surroundings(unit));
}

const known = new Map<string, Surroundings | null>();

/** What the package that a unit is from says about names, as its repository would. */
function surroundings(unit: Unit): Surroundings | null {
  const read = rulesOf(unit.language).surroundings;
  const folder = /^.*\/debian\/[^/]+|^\/usr\/include\/[^/]+/.exec(unit.from)?.[0];
  if (!read || !folder) return null;
  const found = known.get(folder);
  if (found !== undefined) return found;
  const ending = /\.(?:c|h|cc|cpp|hpp)$/;
  const entries = filesOf({ language: unit.language, folders: [folder], ending }, "/").flatMap(
    (file) => {
      const path = parsePath(file.slice(1));
      return path ? [[path, { mode: "100644" as const, content: textOf(file) }] as const] : [];
    },
  );
  const tree: Tree = new Map(entries);
  known.set(folder, read(tree));
  return known.get(folder) ?? null;
}

function recallOf(keyed: readonly Keyed[], variants: readonly Variant[], port: Syntax) {
  const byTool: Record<string, Count> = {};
  const kinds: Record<Variant["kind"], Count> = {
    format: { same: 0, all: 0 },
    rename: { same: 0, all: 0 },
  };
  let unread = 0;
  const forms = new Map(keyed.map(({ unit, form }) => [unit, form]));
  for (const { unit, tool, kind, text } of variants) {
    const form = formOf(unit, text, port);
    if (form === null) {
      unread += 1;
      continue;
    }
    const same = form === forms.get(unit) ? 1 : 0;
    for (const count of [(byTool[tool] ??= { same: 0, all: 0 }), kinds[kind]]) {
      count.all += 1;
      count.same += same;
    }
    if (same === 0) shownApart(unit, tool, text, forms.get(unit) ?? "", form);
  }
  const { format, rename } = kinds;
  const tools = Object.entries(byTool).map(([tool, count]) => [tool, percent(count)]);
  return {
    variants: format.all + rename.all,
    unread,
    recall: percent({ same: format.same + rename.same, all: format.all + rename.all }),
    recallFormat: percent(format),
    recallRename: percent(rename),
    tools: Object.fromEntries(tools),
  };
}

const percent = ({ same, all }: Count): string =>
  all === 0 ? "none" : `${((100 * same) / all).toFixed(2)} % of ${all}`;

let left = Number(options.show);

/** With `--show n`: the first n pairs that should be one and are not. */
function shownApart(unit: Unit, tool: string, text: string, a: string, b: string): void {
  if (left <= 0) return;
  left -= 1;
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  const near = (form: string): string => form.slice(Math.max(0, at - 80), at + 80);
  process.stderr.write(`--- ${tool} ${unit.from}\n${near(a)}\n+++\n${near(b)}\n`);
  if (process.env["FULL"]) process.stderr.write(`${unit.text}\n=====\n${text}\n`);
}

function mergedOf(keyed: readonly Keyed[], max: number, port: Syntax) {
  const perUnit = Math.max(1, Math.ceil((max * 1.6) / Math.max(1, keyed.length)));
  const kinds: Record<string, number> = {};
  const wrong: string[] = [];
  let mutants = 0;
  for (const [n, { unit, form }] of keyed.entries()) {
    for (const mutant of chosen(mutantsOf(unit.parsed), perUnit, n)) {
      const text = unit.text.slice(0, mutant.start) + mutant.text + unit.text.slice(mutant.end);
      const other = formOf(unit, text, port);
      if (other === null) continue;
      mutants += 1;
      kinds[mutant.kind] = (kinds[mutant.kind] ?? 0) + 1;
      if (other !== form) continue;
      const old = unit.text.slice(mutant.start, mutant.end);
      wrong.push(`${mutant.kind} ${unit.from} at ${mutant.start}: ${old} > ${mutant.text}`);
    }
  }
  return { mutants, wrongMerges: wrong.length, wrong, kinds };
}

/** Evenly over the text, beginning elsewhere in every unit. */
function chosen(all: readonly Mutant[], max: number, seed: number): readonly Mutant[] {
  const step = Math.max(1, all.length / max);
  const first = (seed * 7) % Math.max(1, Math.floor(step));
  return Array.from(
    { length: Math.min(max, all.length) },
    (_, n) => all[first + Math.floor(n * step)],
  ).filter((mutant) => mutant !== undefined);
}

const syntax = await openSyntax();
prepare(options.work);
const rows: Record<string, unknown> = {};
for (const language of languages) {
  if (options.only.split(",").includes(language)) rows[language] = await measured(language, syntax);
}
process.stdout.write(`${JSON.stringify({ cores: availableParallelism(), rows }, null, 2)}\n`);
