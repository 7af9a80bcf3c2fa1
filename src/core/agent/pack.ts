// What a step's agents are shown: the place, what it must do, and as much around it as fits.
import { ancestorsOf } from "../plan/graph.ts";
import { pathOf, placeOf, type Plan, type Step, type StepTarget, type Unit } from "../plan/plan.ts";
import { marginAt } from "../patch/indent.ts";
import type { ParsedText, SymbolSpan, Syntax } from "../patch/syntax.ts";
import type { Requirement } from "../requirement/requirement.ts";
import { textAt, type Path, type Tree } from "../tree.ts";
import { requirementData } from "./ask.ts";
import type { Datum } from "./envelope.ts";
import { exampleFor } from "./example.ts";

export interface StepSources {
  readonly plan: Plan;
  /** Indices into the plan. */
  readonly unit: number;
  readonly step: number;
  readonly requirements: readonly Requirement[];
  /** The line's tree with the earlier winners of this unit applied. */
  readonly tree: Tree;
  readonly syntax: Syntax;
  isTest(path: Path): boolean;
  /** Why earlier attempts at this unit failed, oldest first. */
  readonly evidence: readonly string[];
}

/** Data in order of importance; the first `must` of them are shown whatever they weigh. */
export interface Pack {
  readonly data: readonly Datum[];
  readonly must: number;
}

const wholeFileCharsMax = 3000;
const earlierCharsMax = 2400;
const evidenceCharsMax = 900;
const siblingsMax = 30;

/** Order: task, acceptance, old text, failures, earlier winners, example, surroundings, needs. */
export function packOf(sources: StepSources): Pack {
  const unit = sources.plan.units[sources.unit];
  const step = unit?.steps[sources.step];
  if (!unit || !step) return { data: [], must: 0 };
  const text = textAt(sources.tree, pathOf(step));
  const parsed = text === null ? null : parse(sources.syntax, pathOf(step), text);
  const must: Datum[] = [...taskData(step, unit), requirementData(served(unit, sources))];
  must.push(...oldText(step.target, text, parsed));
  const around = step.target.kind === "file" ? [] : surroundings(step.target, text, parsed);
  const example = step.kind === "test" && text === null ? exampleFor(step, sources) : [];
  const rest = [
    ...failures(sources.evidence),
    ...earlierWinners(unit, sources),
    ...example,
    ...around,
    ...neededPlaces(sources),
  ];
  return { data: [...must, ...rest], must: must.length };
}

function parse(syntax: Syntax, path: Path, text: string): ParsedText | null {
  const language = syntax.languageOf(path);
  return language === null ? null : syntax.parse(language, text);
}

function taskData(step: Step, unit: Unit): Datum[] {
  return [
    ["place", placeOf(step.target)],
    ["task", lines(step.task)],
    ["the pull request that it is part of", unit.title],
    ...acceptsData(step),
  ];
}

const acceptsData = ({ accepts = [] }: Step): Datum[] =>
  accepts.length > 0 ? [["acceptances whose tests are written here", accepts.join(", ")]] : [];

const served = (unit: Unit, sources: StepSources): readonly Requirement[] =>
  sources.requirements.filter((r) => unit.requirements.includes(r.id));

function oldText(target: StepTarget, text: string | null, parsed: ParsedText | null): Datum[] {
  if (target.kind === "file") return text === null ? [] : [["the file as it is", lines(text)]];
  if (target.kind === "addition" || text === null) return [];
  const span = spanOf(parsed, target);
  if (!span) return [];
  // With its margin, so that an answer can keep the shape that it is shown.
  const shown = marginAt(text, span.start) + text.slice(span.start, span.end);
  return [["the symbol as it is", lines(shown)]];
}

const spanOf = (
  parsed: ParsedText | null,
  target: { readonly symbol: string; readonly ordinal?: number },
): SymbolSpan | undefined =>
  parsed?.symbols.find((s) => s.name === target.symbol && s.ordinal === (target.ordinal ?? 0));

/** The whole file when it is small, otherwise its start up to the first symbol, and signatures. */
function surroundings(target: StepTarget, text: string | null, parsed: ParsedText | null): Datum[] {
  if (text === null) return [];
  if (text.length <= wholeFileCharsMax) return [["the file around it", lines(text)]];
  if (!parsed) return [["the start of the file", lines(text.slice(0, wholeFileCharsMax))]];
  const own = target.kind === "file" ? "" : target.symbol;
  const first = Math.min(...parsed.symbols.map((s) => s.start), text.length);
  const container = own.includes(".") ? own.slice(0, own.lastIndexOf(".") + 1) : null;
  const siblings = parsed.symbols.filter((s) => s.name !== own);
  const near = siblings.filter((s) => container !== null && s.name.startsWith(container));
  const shown = [...near, ...siblings.filter((s) => !near.includes(s))].slice(0, siblingsMax);
  return [
    ["the start of the file, with its imports", lines(text.slice(0, Math.min(first, 1500)))],
    ["other signatures in the file", shown.map((s) => oneLine(s.signature))],
  ];
}

function failures(evidence: readonly string[]): Datum[] {
  return evidence
    .slice(-3)
    .reverse()
    .map((text, i): Datum => [
      i === 0 ? "why the last attempt failed" : `why attempt ${i + 1} before now failed`,
      lines(ends(text, evidenceCharsMax)),
    ]);
}

/** The texts that this unit's earlier steps elected, as they stand in the tree now. */
function earlierWinners(unit: Unit, sources: StepSources): Datum[] {
  return unit.steps.slice(0, sources.step).flatMap(({ target }): Datum[] => {
    const text = textAt(sources.tree, target.path);
    if (text === null) return [];
    const parsed = target.kind === "file" ? null : parse(sources.syntax, target.path, text);
    const span = target.kind === "file" ? undefined : spanOf(parsed, target);
    const shown = span ? text.slice(span.start, span.end) : text;
    return [[`already written: ${placeOf(target)}`, lines(ends(shown, earlierCharsMax))]];
  });
}

/** Signatures of what the units that this one needs have written. */
function neededPlaces(sources: StepSources): Datum[] {
  const ancestors = ancestorsOf(sources.plan)?.[sources.unit] ?? new Set<number>();
  const steps = [...ancestors].flatMap((i) => sources.plan.units[i]?.steps ?? []);
  const signatures = steps
    .filter((s) => s.kind === "code")
    .flatMap(({ target }) => {
      const text = textAt(sources.tree, target.path);
      const parsed = text === null ? null : parse(sources.syntax, target.path, text);
      if (!parsed) return [];
      const span = target.kind === "file" ? undefined : spanOf(parsed, target);
      const shown = span ? [span] : parsed.symbols.filter((s) => s.exported).slice(0, 8);
      return shown.map((s) => `${target.path}: ${oneLine(s.signature)}`);
    });
  const distinct = [...new Set(signatures)].slice(0, siblingsMax);
  return distinct.length > 0 ? [["written by earlier pull requests", distinct]] : [];
}

/** A text line by line, as data blocks show it. */
export const lines = (text: string): readonly string[] => text.split("\n");

/** Beginning and end of a text that is too long, with a note of what is left out between them. */
export function ends(text: string, charsMax: number): string {
  if (text.length <= charsMax) return text;
  const half = Math.floor(charsMax / 2);
  const left = text.length - 2 * half;
  return `${text.slice(0, half)}\n[${left} characters left out]\n${text.slice(-half)}`;
}

const oneLine = (text: string): string => text.replace(/\s+/g, " ").trim().slice(0, 300);
