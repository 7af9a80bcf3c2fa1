// What a step's agents are shown: the place, what it must do, and as much around it as fits.
import { definitionsOf } from "../context/definitions.ts";
import { ends, focused, oneLine } from "../context/excerpt.ts";
import { defining } from "../context/index.ts";
import { seenAt, type Seen, type Sources } from "../context/look.ts";
import { assert } from "../kernel.ts";
import { marginAt } from "../patch/indent.ts";
import type { SymbolSpan } from "../patch/syntax.ts";
import { ancestorsOf } from "../plan/graph.ts";
import { pathOf, placeOf, type Plan, type Step, type StepTarget, type Unit } from "../plan/plan.ts";
import type { Requirement } from "../requirement/requirement.ts";
import { textAt } from "../tree.ts";
import { around, signatureData } from "./around.ts";
import { requirementLines } from "./ask.ts";
import { bounded, boundedList, boundedText, lines, weightOf } from "./bounded.ts";
import type { Datum } from "./envelope.ts";
import { exampleFor } from "./example.ts";
import { spokenNames } from "./spoken.ts";

/** Tree and index are the line's, with the earlier winners of this unit applied. */
export interface StepSources extends Sources {
  readonly plan: Plan;
  /** Indices into the plan. */
  readonly unit: number;
  readonly step: number;
  readonly requirements: readonly Requirement[];
  /** Why earlier attempts at this unit failed, oldest first. */
  readonly evidence: readonly string[];
}

/** 1,000 tokens at 3.6 characters each: a pack is filled up to here. */
const usualChars = 3600;
/** What surroundings may take at least, beside a place that is nearly as large by itself. */
const besideChars = 1000;
const taskCharsMax = 2400;
const requirementCharsMax = 2400;
const acceptsCharsMax = 300;
const earlierCharsMax = 1800;
const evidenceCharsMax = 900;
const signaturesMax = 20;
/** Of a file that no grammar reads. */
const unreadCharsMax = 1500;

/** Everything that may be shown, found once for all samples of a step. */
export interface Gathered {
  readonly place: string;
  readonly task: string;
  readonly title: string;
  /** Ids of the acceptances whose tests the step writes. */
  readonly accepts: readonly string[];
  readonly requirements: readonly string[];
  /** What the step replaces; null where something new begins. */
  readonly old: { readonly name: string; readonly text: string } | null;
  /** In the order of importance. */
  readonly rest: readonly Datum[];
}

/**
 * Task, acceptance and old text; then failures, earlier winners, surroundings (or an example for a
 * new file), and what needed units wrote. Throws when the plan has no such step: a bug.
 */
export function gather(sources: StepSources): Gathered {
  const unit = sources.plan.units[sources.unit];
  const step = unit?.steps[sources.step];
  assert(unit !== undefined && step !== undefined, `no step ${sources.unit}.${sources.step}`);
  const seen = seenAt(pathOf(step), sources);
  const { accepts = [] } = step;
  const served = servedBy(unit, accepts, sources.requirements);
  return {
    place: placeOf(step.target),
    task: step.task,
    title: unit.title,
    accepts,
    requirements: served.flatMap(requirementLines),
    old: oldText(step.target, seen, sources),
    rest: [
      ...failures(sources.evidence),
      ...earlierWinners(unit, sources),
      ...surroundings(step, served, seen, sources),
      ...neededPlaces(sources),
    ],
  };
}

/** The requirements that a unit serves, those first whose acceptances the step is to test. */
function servedBy(
  unit: Unit,
  accepts: readonly string[],
  requirements: readonly Requirement[],
): readonly Requirement[] {
  const served = requirements.filter((r) => unit.requirements.includes(r.id));
  const tested = (r: Requirement): boolean => r.acceptance.some((a) => accepts.includes(a.id));
  return [...served.filter(tested), ...served.filter((r) => !tested(r))];
}

/**
 * As much of it as fits: 1,000 tokens, or somewhat more than task and old text take.
 * @param room characters that the data may take in the prompt, escapes included; never exceeded,
 * as long as they are more than 6,000. Too long an old text is shown in the lines that the task
 * speaks of, and says so.
 */
export function packOf(gathered: Gathered, room: number, nonce: string): readonly Datum[] {
  const must = mustOf(gathered, room, nonce);
  const taken = weigh(must, nonce);
  let left = Math.min(room, Math.max(usualChars, taken + besideChars)) - taken;
  const fits = (datum: Datum): boolean => {
    const weight = weightOf(nonce, datum);
    if (weight > left) return false;
    left -= weight;
    return true;
  };
  return [...must, ...gathered.rest.filter(fits)];
}

/** What every question about the step shows: place, task, acceptance and old text. */
export function mustOf(gathered: Gathered, room: number, nonce: string): readonly Datum[] {
  const { place, task, title, accepts, requirements, old } = gathered;
  const must: Datum[] = [
    ["place", place],
    boundedText(nonce, "task", task, taskCharsMax),
    ["the pull request that it is part of", title],
  ];
  if (accepts.length > 0) {
    const ids = accepts.join(", ").slice(0, acceptsCharsMax);
    must.push(["acceptances whose tests are written here", ids]);
  }
  must.push(boundedList(nonce, "requirements", requirements, requirementCharsMax));
  if (old === null) return must;
  const cut = (chars: number): readonly string[] => focused(old.text, task, chars);
  const left = room - weigh(must, nonce);
  return [...must, bounded(nonce, old.name, lines(old.text), left, cut)];
}

const weigh = (data: readonly Datum[], nonce: string): number =>
  data.reduce((sum, datum) => sum + weightOf(nonce, datum), 0);

function oldText(target: StepTarget, seen: Seen | null, { tree }: StepSources): Gathered["old"] {
  const text = textAt(tree, target.path);
  const span = spanOf(seen, target);
  if (target.kind === "file") return text === null ? null : { name: "the file as it is", text };
  if (target.kind === "addition" || !seen || !span) return null;
  // With its margin, so that an answer can keep the shape that it is shown.
  const shown = marginAt(seen.text, span.start) + seen.text.slice(span.start, span.end);
  return { name: "the symbol as it is", text: shown };
}

function spanOf(seen: Seen | null, target: StepTarget): SymbolSpan | null {
  if (target.kind === "file") return null;
  const ordinal = target.kind === "symbol" ? target.ordinal : 0;
  const found = seen?.skim.symbols.find((s) => s.name === target.symbol && s.ordinal === ordinal);
  return found ?? null;
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
    const span = spanOf(seenAt(target.path, sources), target);
    const shown = span ? text.slice(span.start, span.end) : text;
    return [[`already written: ${placeOf(target)}`, lines(ends(shown, earlierCharsMax))]];
  });
}

/** Around a place in a file that stands; for a new file, a file like it and what the task names. */
function surroundings(
  step: Step,
  served: readonly Requirement[],
  seen: Seen | null,
  sources: StepSources,
): Datum[] {
  const spoken = spokenIn(step, served, sources);
  const { target } = step;
  if (target.kind !== "file" && seen) {
    const steps = sources.plan.units[sources.unit]?.steps ?? [];
    const written = new Set(steps.slice(0, sources.step).map(pathOf));
    return [...around({ seen, symbol: spanOf(seen, target), spoken, written }, sources)];
  }
  const text = textAt(sources.tree, target.path);
  if (text !== null && target.kind !== "file") {
    return [["the start of the file", lines(text.slice(0, unreadCharsMax))]];
  }
  const here = seen ?? { path: target.path, text: "", skim: { symbols: [], uses: [] } };
  const places = spoken.flatMap((name) => definitionsOf(name, here, sources));
  return [
    ...signatureData("what the task names", places.slice(0, signaturesMax), here),
    ...(text === null ? exampleFor(step, sources) : []),
  ];
}

/** Names in task and acceptance that some file defines. */
function spokenIn(
  step: Step,
  served: readonly Requirement[],
  { index }: StepSources,
): readonly string[] {
  const words = [step.task, ...served.flatMap(requirementLines)].join("\n");
  const known = spokenNames(words).filter((name) => defining(index, name).length > 0);
  return known.slice(0, signaturesMax);
}

/** Signatures of what the units that this one needs have written. */
function neededPlaces(sources: StepSources): Datum[] {
  const ancestors = ancestorsOf(sources.plan)?.[sources.unit] ?? new Set<number>();
  const steps = [...ancestors].flatMap((i) => sources.plan.units[i]?.steps ?? []);
  const signatures = steps
    .filter((s) => s.kind === "code")
    .flatMap(({ target }) => {
      const seen = seenAt(target.path, sources);
      if (!seen) return [];
      const span = spanOf(seen, target);
      const shown = span ? [span] : seen.skim.symbols.filter((s) => s.exported).slice(0, 8);
      return shown.map((s) => `${target.path}: ${oneLine(s.signature)}`);
    });
  const distinct = [...new Set(signatures)].slice(0, signaturesMax);
  return distinct.length > 0 ? [["written by earlier pull requests", distinct]] : [];
}
