// May the steps of a plan write where they say, and is there something to write to?
import { parsePath, textAt, type Path } from "../tree.ts";
import type { PlanFrame } from "./frame.ts";
import { ancestorsOf } from "./graph.ts";
import {
  isPart,
  placeOf,
  wholeCharsMax,
  type Plan,
  type Step,
  type StepTarget,
  type Unit,
} from "./plan.ts";

/**
 * One sentence per step that writes where it must not or where nothing is. Units that are merged
 * are neither judged nor counted on: what they wrote is in the tree.
 */
export function placeMistakes(plan: Plan, frame: PlanFrame): readonly string[] {
  const ancestors = ancestorsOf(plan) ?? [];
  const isMerged = ({ id }: Unit): boolean => frame.merged?.has(id) ?? false;
  return plan.units.flatMap((unit, i) => {
    if (isMerged(unit)) return [];
    const needs = [...(ancestors[i] ?? [])].flatMap((j) => plan.units[j] ?? []);
    const above = needs.filter((u) => !isMerged(u));
    const needed = above.flatMap((u) => u.steps);
    // What a part writes is not known before it is split: then everything is looked at again.
    const known = above.every((u) => !isPart(u));
    const mistakes = [...clashes(unit.steps)];
    for (const step of unit.steps) {
      const because =
        forbidden(step, frame) ?? (known ? groundless(step.target, needed, frame) : null);
      if (because !== null) mistakes.push(because);
    }
    return mistakes.map((because) => `${unit.id}: ${because}`);
  });
}

/**
 * The same of a plan in which one unit is planned anew: what others had against them before, since
 * somebody else changed the tree, is no fault of the new steps.
 * @param i index of that unit in the plan as it was.
 */
export function newPlaceMistakes(
  plan: Plan,
  { plan: old, i }: { readonly plan: Plan; readonly i: number },
  frame: PlanFrame,
): readonly string[] {
  const found = placeMistakes(plan, frame);
  if (found.length === 0) return found;
  const own = `${old.units[i]?.id ?? ""}: `;
  const known = new Set(placeMistakes(old, frame).filter((one) => !one.startsWith(own)));
  return found.filter((one) => !known.has(one));
}

function clashes(steps: readonly Step[]): string[] {
  const list: string[] = [];
  for (const [n, { target }] of steps.entries()) {
    for (const { target: other } of steps.slice(0, n)) {
      if (other.path !== target.path) continue;
      if (other.kind === "file" || target.kind === "file") {
        list.push(`a step writes the whole of ${target.path}, another writes it too`);
      } else if (placeOf(other) === placeOf(target)) {
        list.push(`two steps write ${placeOf(target)}`);
      }
    }
  }
  return list;
}

function forbidden({ kind, target }: Step, frame: PlanFrame): string | null {
  const { path } = target;
  if (frame.isProtected(path)) return `${path} is protected`;
  const test = frame.isTest(path);
  if (kind === "code" && test) return `${path} is a test; a code step must not touch it`;
  if (kind === "test" && !test) return `${path} is not a test file; a test step writes tests`;
  return null;
}

function groundless(target: StepTarget, needed: readonly Step[], frame: PlanFrame): string | null {
  const { tree } = frame;
  if (tree === null) return null;
  const { path } = target;
  const earlier = needed.map((s) => s.target).filter((t) => t.path === path);
  const created = earlier.some((t) => t.kind === "file");
  const text = textAt(tree, path);
  if (tree.has(path) && text === null) return `${path} is not a text file`;
  if (target.kind === "file") {
    if (!created && text !== null && text.length > wholeCharsMax) {
      const much = `${text.length} characters, at most ${wholeCharsMax}`;
      return `${path} is too long to be written whole (${much}): name its symbols, or a new file`;
    }
    return created ? null : blockedBy(path, frame);
  }
  if (text === null && !created) {
    return `${path} does not exist; a unit that this one needs must create it first`;
  }
  if (text === null || created || !frame.symbolExists) return null;
  const ordinal = target.kind === "symbol" ? target.ordinal : 0;
  const exists = frame.symbolExists(path, target.symbol, ordinal);
  const added = earlier.some((t) => t.kind === "addition" && t.symbol === target.symbol);
  if (target.kind === "symbol" && !exists && !added) return `${placeOf(target)} does not exist`;
  if (target.kind === "addition" && (exists || added)) {
    return `${placeOf(target)} exists already; use the kind "symbol" to rewrite it`;
  }
  return null;
}

/** A new file cannot stand below another file. */
function blockedBy(path: Path, frame: PlanFrame): string | null {
  const parts = path.split("/");
  for (let n = 1; n < parts.length; n += 1) {
    const above = parsePath(parts.slice(0, n).join("/"));
    if (above && frame.tree?.has(above)) return `${path} would stand below the file ${above}`;
  }
  return null;
}
