// How large the packs of steps are on real code: tokens at 3.6 characters each.
import { dataBlock } from "../../src/core/agent/envelope.ts";
import { gather, packOf } from "../../src/core/agent/pack.ts";
import { askStep } from "../../src/core/agent/step.ts";
import type { Index } from "../../src/core/context/index.ts";
import { symbolPlace } from "../../src/core/agent/located.ts";
import { formatInstructions } from "../../src/core/patch/format.ts";
import type { SymbolSpan, Syntax } from "../../src/core/patch/syntax.ts";
import type { Step } from "../../src/core/plan/plan.ts";
import { isTestPath } from "../../src/core/redflag/paths.ts";
import { textAt, type Path, type Tree } from "../../src/core/tree.ts";
import { openIndexes } from "../../src/engine/indexes.ts";
import { alone } from "../../src/engine/turns.ts";
import { folderTree, written } from "./packages.ts";

const unitsPerPackage = 400;
const linesMin = 3;
const nonce = "abcdefgh1234";
const charsPerToken = 3.6;

interface Measured {
  readonly unit: number;
  readonly pack: number;
  readonly prompt: number;
}

/**
 * For each package: functions and methods of three lines or more, 400 at most, picked evenly.
 * @param folders other code to measure in place of the installed packages.
 */
export async function packsOf(syntax: Syntax, folders: readonly string[]) {
  const all: Measured[] = [];
  const packages: Record<string, unknown> = {};
  const wanted = (path: Path): boolean => syntax.languageOf(path) !== null;
  const given = folders.map((folder) => [folder, folderTree(folder, wanted)] as const);
  for (const [name, tree] of given.length > 0 ? given : written()) {
    const index = await openIndexes(syntax, alone).of(tree);
    const found = unitsOf(tree, syntax);
    const step = Math.max(1, found.length / unitsPerPackage);
    const picked = found.filter((_, i) => Math.floor(i / step) !== Math.floor((i - 1) / step));
    const measured = picked.map(([path, symbol]) => measure(path, symbol, tree, index, syntax));
    packages[name] = summary(measured);
    all.push(...measured);
  }
  return { ...summary(all), packages };
}

function unitsOf(tree: Tree, syntax: Syntax): readonly (readonly [Path, SymbolSpan])[] {
  return [...tree.keys()].flatMap((path) => {
    const language = isTestPath(path) ? null : syntax.languageOf(path);
    const text = textAt(tree, path) ?? "";
    const skim = language && syntax.skim(language, text);
    return (skim?.symbols ?? [])
      .filter(({ kind }) => kind === "function" || kind === "method")
      .filter(({ start, end }) => text.slice(start, end).split("\n").length >= linesMin)
      .map((symbol) => [path, symbol] as const);
  });
}

function measure(
  path: Path,
  symbol: SymbolSpan,
  tree: Tree,
  index: Index,
  syntax: Syntax,
): Measured {
  const { name, ordinal } = symbol;
  const place = symbolPlace(path, symbol);
  const step: Step = {
    kind: "code",
    target: { kind: "symbol", path, symbol: name, ordinal },
    task: `Let ${name} accept an empty input: it returns what it returns for nothing.`,
    signatureMayChange: false,
  };
  const unit = { id: "u1", title: "Accept empty input", requirements: ["R1"], needs: [] };
  const requirement = {
    id: "R1",
    kind: "functional",
    ears: `When the input is empty, ${place} shall return an empty result.`,
    quote: "",
    priority: "must",
    acceptance: [
      { id: "R1.A1", method: "test", given: "", when: "called with nothing", expected: "is empty" },
    ],
    measure: null,
  } as const;
  const plan = { units: [{ ...unit, steps: [step] }] };
  const about = { plan, unit: 0, step: 0, requirements: [requirement], evidence: [] };
  const gathered = gather({ ...about, tree, index, syntax, isTest: isTestPath });
  const old = gathered.old?.text ?? "";
  const echo = { stepId: "u1.1", baseHash: "0123456789ab" };
  const instructions = formatInstructions({ ...echo, nonce, step, old });
  const asking = { nonce, variant: 0, outputTokensMax: 4000 };
  const prompt = askStep({ ...asking, unit: "u1", step, gathered, instructions });
  const chars = prompt.system.length + prompt.user.length;
  return {
    unit: old.length / charsPerToken,
    pack: dataBlock(nonce, packOf(gathered, 7500, nonce)).length / charsPerToken,
    prompt: chars / charsPerToken,
  };
}

function summary(measured: readonly Measured[]) {
  const quantile = (of: keyof Measured, q: number): number => {
    const sorted = measured.map((one) => one[of]).sort((a, b) => a - b);
    return Math.round(sorted[Math.floor(q * (sorted.length - 1))] ?? 0);
  };
  const within = measured.filter((one) => one.pack <= 1300).length;
  return {
    units: measured.length,
    unit: [quantile("unit", 0.5), quantile("unit", 0.9)],
    pack: [quantile("pack", 0.5), quantile("pack", 0.9)],
    within1300: Math.round((1000 * within) / measured.length) / 10,
    prompt: [quantile("prompt", 0.5), quantile("prompt", 0.9), quantile("prompt", 1)],
  };
}
