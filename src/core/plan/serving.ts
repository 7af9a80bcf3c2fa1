// Which units serve a requirement that asks for more than tests: the last of them answers for it.
import { byTest, type Requirement } from "../requirement/requirement.ts";
import type { Plan } from "./plan.ts";

/** Indices of units by requirement; only requirements with a measure or a person's look. */
export type Serving = ReadonlyMap<string, readonly number[]>;

export function servingOf(plan: Plan, requirements: readonly Requirement[]): Serving {
  const asking = requirements.filter((r) => r.measure !== null || !r.acceptance.every(byTest));
  return new Map(
    asking.map(({ id }) => {
      const units = plan.units.flatMap((u, i) => (u.requirements.includes(id) ? [i] : []));
      return [id, units] as const;
    }),
  );
}
