// Parts of a plan are split again until only units are left; the graph around them stays.
import { no, type Result } from "../kernel.ts";
import type { PlanFrame } from "./frame.ts";
import { orderOf } from "./graph.ts";
import { parsePlan, planMistakes } from "./parse.ts";
import { isPart, type Plan, type Unit } from "./plan.ts";

/** Index of the part to split next: it stands behind no other part; null when all are units. */
export function partOf(plan: Plan): number | null {
  const order = orderOf(plan) ?? [];
  return order.find((i) => plan.units[i] !== undefined && isPart(plan.units[i])) ?? null;
}

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
  const elsewhere = new Set(plan.units.flatMap((u, j) => (j === i ? [] : u.requirements)));
  const served = frame.requirements
    .filter((r) => part.requirements.includes(r.id))
    .map((r) => (elsewhere.has(r.id) ? { ...r, priority: "should" as const } : r));
  const alone = { ...frame, requirements: served, tree: null };
  const inner = parsePlan(value, alone);
  if (!inner.ok) return inner;
  if (inner.value.units.length < 2 && inner.value.units.some(isPart)) {
    return no(["a part of one part splits nothing"]);
  }
  const whole = split(plan, i, inner.value);
  const checked = planMistakes(whole, { ...frame, parts: true });
  return checked.length === 0 ? inner : no(checked);
}
