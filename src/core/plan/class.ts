// The class of a plan: two proposals with the same DAG over the same places are the same plan.
import { assert } from "../kernel.ts";
import { digest } from "../digest.ts";
import { ancestorsOf, orderOf } from "./graph.ts";
import { isPart, type Plan, type Step } from "./plan.ts";

/**
 * Titles, wording of tasks, unit ids, the order of independent units and needs that follow from
 * other needs do not count; places, kinds, the order of steps and who must wait for whom do.
 * @param plan a parsed one: without a circle. @returns 64 hex digits.
 */
export function planClass(plan: Plan): string {
  const ancestors = ancestorsOf(plan);
  const order = orderOf(plan);
  assert(ancestors !== null && order !== null, "a plan with a circle was parsed");
  const keys: string[] = plan.units.map(() => "");
  for (const i of order) {
    const above = [...(ancestors[i] ?? [])].map((j) => keys[j] ?? "").sort();
    const unit = plan.units[i];
    const steps = (unit?.steps ?? []).map(stepKey);
    const part = unit && isPart(unit) ? [unit.requirements.toSorted()] : [];
    keys[i] = digest(JSON.stringify([steps, above, ...part]));
  }
  return digest(`plan\u0000${keys.sort().join("\n")}`);
}

function stepKey({ kind, target, signatureMayChange, accepts = [] }: Step): readonly unknown[] {
  const symbol = target.kind === "file" ? "" : target.symbol;
  const ordinal = target.kind === "symbol" ? target.ordinal : 0;
  return [kind, target.kind, target.path, symbol, ordinal, signatureMayChange, accepts.toSorted()];
}
