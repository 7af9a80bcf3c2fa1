// The DAG of a plan: who needs whom, directly or through others, and whether it is one at all.
import type { Plan } from "./plan.ts";

/** Ids in order, needs that exist, no circle, and units side by side that write different files. */
export function graphMistakes(plan: Plan): readonly string[] {
  const list: string[] = [];
  const ids = new Set(plan.units.map((u) => u.id));
  plan.units.forEach((unit, i) => {
    if (unit.id !== `u${i + 1}`) list.push(`unit ${i + 1} has the id ${unit.id}, not u${i + 1}`);
    const twice = new Set(unit.needs).size < unit.needs.length;
    if (twice) list.push(`${unit.id}: its needs name a unit twice`);
    for (const need of unit.needs) {
      if (!ids.has(need)) list.push(`${unit.id}: it needs ${need}, which does not exist`);
    }
  });
  if (list.length > 0) return list;
  const ancestors = ancestorsOf(plan);
  if (ancestors === null) return ["the needs run in a circle"];
  return sharedFiles(plan, ancestors);
}

/**
 * For each unit, by index, the units that it needs directly or through others.
 * @returns null when the needs run in a circle.
 */
export function ancestorsOf(plan: Plan): readonly ReadonlySet<number>[] | null {
  const order = orderOf(plan);
  if (order === null) return null;
  const indexOf = new Map(plan.units.map((u, i) => [u.id, i]));
  const all: Set<number>[] = plan.units.map(() => new Set());
  for (const i of order) {
    for (const id of plan.units[i]?.needs ?? []) {
      const need = indexOf.get(id);
      if (need === undefined) continue;
      all[i]?.add(need);
      for (const further of all[need] ?? []) all[i]?.add(further);
    }
  }
  return all;
}

/** Indices of units so that each stands behind those it needs; null when needs run in a circle. */
export function orderOf(plan: Plan): readonly number[] | null {
  const dependents = dependentsOf(plan);
  const missing = plan.units.map((u) => u.needs.length);
  const ready = missing.flatMap((count, i) => (count === 0 ? [i] : []));
  const order: number[] = [];
  for (let at = 0; at < ready.length; at += 1) {
    const i = ready[at] ?? 0;
    order.push(i);
    for (const j of dependents[i] ?? []) {
      const left = (missing[j] ?? 0) - 1;
      missing[j] = left;
      if (left === 0) ready.push(j);
    }
  }
  return order.length === plan.units.length ? order : null;
}

/** For each unit, by index, the indices of the units that need it directly. */
export function dependentsOf(plan: Plan): readonly (readonly number[])[] {
  const indexOf = new Map(plan.units.map((u, i) => [u.id, i]));
  const dependents: number[][] = plan.units.map(() => []);
  plan.units.forEach((unit, i) => {
    for (const need of unit.needs) {
      const j = indexOf.get(need);
      if (j !== undefined) dependents[j]?.push(i);
    }
  });
  return dependents;
}

function sharedFiles(plan: Plan, ancestors: readonly ReadonlySet<number>[]): string[] {
  const writers = new Map<string, number[]>();
  plan.units.forEach((unit, i) => {
    for (const path of new Set(unit.steps.map((s) => s.target.path))) {
      writers.set(path, [...(writers.get(path) ?? []), i]);
    }
  });
  const list: string[] = [];
  for (const [path, units] of writers) {
    for (const [n, j] of units.entries()) {
      for (const i of units.slice(0, n)) {
        if (ancestors[i]?.has(j) || ancestors[j]?.has(i)) continue;
        list.push(`u${i + 1} and u${j + 1} both write ${path}; one must need the other`);
      }
    }
  }
  return list;
}
