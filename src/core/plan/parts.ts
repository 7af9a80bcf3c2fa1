// Parts of a plan are split again until only units are left; the graph around them stays. A part
// that lies too deep, or whose nodes find no room in the plan, is left to a child run as it is.
import { no, type Result } from "../kernel.ts";
import type { Requirement } from "../requirement/requirement.ts";
import type { PlanFrame } from "./frame.ts";
import { orderOf } from "./graph.ts";
import { parsePlan, planMistakes } from "./parse.ts";
import { isChild, isPart, type Plan, type Unit } from "./plan.ts";

/**
 * Index of the part to split next: it stands behind no other part; null when all are units or left
 * to child runs.
 */
export function partOf(plan: Plan): number | null {
  const isOpen = (unit: Unit | undefined): boolean =>
    unit !== undefined && isPart(unit) && !isChild(unit);
  return (orderOf(plan) ?? []).find((i) => isOpen(plan.units[i])) ?? null;
}

/** The plan with one of its parts left to a child run. @param i index of the part. */
export const leftToChild = (plan: Plan, i: number): Plan => ({
  units: plan.units.map((unit, j) => (j === i ? { ...unit, child: true as const } : unit)),
});

/** The plan with every part that lies at this depth or deeper left to a child run. */
export const deepLeftToChildren = (plan: Plan, depth: number): Plan => ({
  units: plan.units.map((unit) =>
    isPart(unit) && (unit.depth ?? 0) >= depth ? { ...unit, child: true as const } : unit,
  ),
});

/**
 * The plan with a part's own nodes in its place, renumbered: its first nodes need what the part
 * needed, and whoever needed the part needs its last ones.
 * @param i index of the part.
 */
export function split(plan: Plan, i: number, inner: Plan): Plan {
  const part = plan.units[i];
  if (!part) return plan;
  const outerId = (j: number): string => `u${j < i ? j + 1 : j + inner.units.length}`;
  const innerId = (j: number): string => `u${i + j + 1}`;
  const inside = new Map(inner.units.map((u, j) => [u.id, innerId(j)]));
  const needed = new Set(inner.units.flatMap((u) => u.needs));
  const last = inner.units.flatMap((u, j) => (needed.has(u.id) ? [] : [innerId(j)]));
  const outside = new Map(plan.units.map((u, j) => [u.id, j === i ? last : [outerId(j)]] as const));
  const renamed = (needs: readonly string[]): string[] => [
    ...new Set(needs.flatMap((id) => outside.get(id) ?? [])),
  ];
  const own = inner.units.map((unit, j): Unit => {
    const needs = unit.needs.flatMap((id) => inside.get(id) ?? []);
    const depth = isPart(unit) ? { depth: (part.depth ?? 0) + 1 } : {};
    const first = needs.length === 0 ? renamed(part.needs) : needs;
    return { ...unit, ...depth, id: innerId(j), needs: first };
  });
  const others = plan.units.map((unit, j): Unit => ({
    ...unit,
    id: outerId(j),
    needs: renamed(unit.needs),
  }));
  return { units: [...others.slice(0, i), ...own, ...others.slice(i + 1)] };
}

/**
 * The plan with several units in the place of one that is worked already: the first takes its index
 * and its id, the others come behind the last unit, and whoever needed it needs the last of them.
 * @param i index of the unit. @param inner units with needs among themselves, at least one.
 */
export function splitInPlace(plan: Plan, i: number, inner: Plan): Plan {
  const old = plan.units[i];
  const first = inner.units.findIndex((u) => u.needs.length === 0);
  if (!old || first < 0) return plan;
  const behind = (j: number): number => plan.units.length + (j < first ? j + 1 : j);
  const ids = new Map(
    inner.units.map(({ id }, j) => [id, j === first ? old.id : `u${behind(j)}`] as const),
  );
  const needed = new Set(inner.units.flatMap((u) => u.needs));
  const last = inner.units.flatMap(({ id }) => (needed.has(id) ? [] : (ids.get(id) ?? [])));
  const placed = inner.units.map((unit): Unit => {
    const needs = unit.needs.flatMap((id) => ids.get(id) ?? []);
    return {
      ...unit,
      id: ids.get(unit.id) ?? unit.id,
      needs: needs.length > 0 ? needs : old.needs,
    };
  });
  const others = plan.units.map((unit): Unit => ({
    ...unit,
    needs: unit.needs.flatMap((id) => (id === old.id ? last : [id])),
  }));
  const own = placed.filter((_, j) => j === first);
  const more = placed.filter((_, j) => j !== first);
  return { units: [...others.slice(0, i), ...own, ...others.slice(i + 1), ...more] };
}

/** The requirements that a node serves; one that others serve too is no `must` for it alone. */
export function servedBy(
  plan: Plan,
  i: number,
  requirements: readonly Requirement[],
): readonly Requirement[] {
  const own = plan.units[i]?.requirements ?? [];
  const elsewhere = new Set(plan.units.flatMap((u, j) => (j === i ? [] : u.requirements)));
  return requirements
    .filter((r) => own.includes(r.id))
    .map((r) => (elsewhere.has(r.id) ? { ...r, priority: "should" as const } : r));
}

/**
 * Units proposed for one that is too large, with ids and needs of their own: two or more that serve
 * what it serves, and the whole plan must hold with them in its place.
 * @returns them as proposed, defaults filled in.
 */
export function parseSplit(
  value: unknown,
  plan: Plan,
  i: number,
  frame: PlanFrame,
): Result<Plan, readonly string[]> {
  const alone = { ...frame, requirements: servedBy(plan, i, frame.requirements), tree: null };
  const inner = parsePlan(value, { ...alone, parts: false });
  if (!inner.ok) return inner;
  if (inner.value.units.length < 2) return no(["one unit is not a split: two or more are wanted"]);
  const mistakes = planMistakes(splitInPlace(plan, i, inner.value), frame, { plan, i });
  return mistakes.length === 0 ? inner : no(mistakes);
}

/**
 * Nodes proposed for a part, as `{"units": […]}` with ids and needs of their own: they must serve
 * what the part serves, and the whole plan must hold with them in its place.
 * @returns the inner plan as proposed, defaults filled in.
 */
export function parseInner(
  value: unknown,
  plan: Plan,
  i: number,
  frame: PlanFrame,
): Result<Plan, readonly string[]> {
  const part = plan.units[i];
  if (!part) return no(["there is no such part"]);
  const alone = { ...frame, requirements: servedBy(plan, i, frame.requirements), tree: null };
  const inner = parsePlan(value, alone);
  if (!inner.ok) return inner;
  if (inner.value.units.length < 2 && inner.value.units.some(isPart)) {
    return no(["a part of one part splits nothing"]);
  }
  const whole = split(plan, i, inner.value);
  const { unitsMax } = frame.limits;
  // Where they find no room, the part is left to a child run, which plans them anew.
  const limits = { ...frame.limits, unitsMax: frame.children === true ? Infinity : unitsMax };
  const checked = planMistakes(whole, { ...frame, limits, parts: true });
  return checked.length === 0 ? inner : no(checked);
}
