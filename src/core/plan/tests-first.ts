// Behaviour is tested before it is written: which test steps a plan must have, and for what.
import { byTest, type Requirement } from "../requirement/requirement.ts";
import { isPart, type Plan, type Unit } from "./plan.ts";

/**
 * What running a class of a step must show before its votes count. `green`: the whole unit, every
 * test passing. `red`: tests that fail for want of the code that is still to come. Null: nothing.
 */
export function checkOf(unit: Unit, step: number): "green" | "red" | null {
  if (step === unit.steps.length - 1) return "green";
  const codeFollows = unit.steps.slice(step + 1).some((s) => s.kind === "code");
  return codeFollows && (unit.steps[step]?.accepts ?? []).length > 0 ? "red" : null;
}

/**
 * One sentence for each unit that writes behaviour before its test, each acceptance that a test
 * step cannot carry, and each acceptance of a `must` that no test step carries.
 */
export function testMistakes(plan: Plan, requirements: readonly Requirement[]): readonly string[] {
  const carried = new Set(plan.units.flatMap((u) => u.steps.flatMap((s) => s.accepts ?? [])));
  const later = new Set(plan.units.filter(isPart).flatMap((u) => u.requirements));
  const open = requirements
    .filter((r) => r.priority === "must" && !later.has(r.id))
    .flatMap((r) => r.acceptance.filter(byTest))
    .filter(({ id }) => !carried.has(id))
    .map(({ id }) => `no test step accepts ${id}, which is a must`);
  return [...plan.units.flatMap((unit) => unitMistakes(unit, requirements)), ...open];
}

function unitMistakes(unit: Unit, requirements: readonly Requirement[]): string[] {
  const served = requirements.filter((r) => unit.requirements.includes(r.id));
  const testable = new Set(served.flatMap((r) => r.acceptance.filter(byTest)).map((a) => a.id));
  const list: string[] = [];
  for (const { kind, accepts = [] } of unit.steps) {
    if (kind === "code" && accepts.length > 0) list.push("a code step accepts nothing");
    const stray = kind === "test" ? accepts.find((id) => !testable.has(id)) : undefined;
    if (stray !== undefined) list.push(`${stray} is no test of a requirement that it serves`);
    if (kind === "test" && testable.size > 0 && accepts.length === 0) {
      list.push("a test step names no acceptance that its tests carry");
    }
  }
  const code = unit.steps.findIndex((s) => s.kind === "code");
  const test = unit.steps.findIndex((s) => s.kind === "test");
  if (testable.size > 0 && code >= 0 && (test < 0 || test > code)) {
    const first = [...testable][0] ?? "";
    list.push(`a test step must come before its code, for ${first} is accepted by a test`);
  }
  return list.map((because) => `${unit.id}: ${because}`);
}
