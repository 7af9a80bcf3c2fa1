// Reads a proposed plan strictly: its JSON form first, then everything that a run relies on.
import { z } from "zod";
import type { Config } from "../config/config.ts";
import { no, ok, type Result } from "../kernel.ts";
import type { Requirement } from "../requirement/requirement.ts";
import { parsePath } from "../tree.ts";
import type { PlanFrame } from "./frame.ts";
import { graphMistakes } from "./graph.ts";
import { newPlaceMistakes, placeMistakes } from "./places.ts";
import { testMistakes } from "./tests-first.ts";
import { isChild, isPart, type Plan, type Unit } from "./plan.ts";

const mistakesMax = 20;

const line = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .transform((text) => text.replace(/\s+/g, " "));

const path = z.string().transform((text, context) => {
  const parsed = parsePath(text);
  if (parsed !== null) return parsed;
  context.addIssue({ code: "custom", message: `"${text.slice(0, 80)}" is not a repository path` });
  return z.NEVER;
});

const symbolName = /^[^\s\p{C}]{1,200}$/u;
const symbol = z.string().regex(symbolName, "not a symbol's name");

/** Whether a plan can name such a symbol: code may hold names of any length and with spaces. */
export const isSymbolName = (name: string): boolean => symbolName.test(name);

const target = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("symbol"),
    path,
    symbol,
    ordinal: z.number().int().min(0).max(1000).default(0),
  }),
  z.strictObject({ kind: z.literal("addition"), path, symbol }),
  z.strictObject({ kind: z.literal("file"), path }),
]);

const node = z.strictObject({
  id: z.string().regex(/^u[1-9]\d{0,2}$/, 'ids are "u1", "u2", …'),
  title: line(100),
  requirements: z.array(z.string().max(10)).min(1).max(40),
  needs: z.array(z.string().max(10)).max(300).default([]),
  steps: z
    .array(
      z.strictObject({
        kind: z.enum(["code", "test"]),
        target,
        task: z.string().trim().min(1).max(2000),
        signatureMayChange: z.boolean().default(false),
        accepts: z.array(z.string().max(20)).max(40).default([]),
      }),
    )
    .default([]),
  part: z.string().trim().min(1).max(4000).optional(),
});

/** A unit has steps; a part says in `part` what its own units are to do, and is split again. */
const unit = node.transform(({ part, ...rest }, context): Unit => {
  if ((part === undefined) === rest.steps.length > 0) {
    return part === undefined ? rest : { ...rest, part };
  }
  context.addIssue({ code: "custom", message: "it needs steps, or a `part` without steps" });
  return z.NEVER;
});

const schema = z.strictObject({ units: z.array(unit).min(1).max(1000) });

/**
 * @param value `{"units": […]}`; `ordinal`, `needs`, `signatureMayChange` and `accepts` may be left
 * out.
 * @returns the plan with every default filled in, so that its JSON is canonical.
 * Fails with one sentence per mistake, at most 20; the form is judged first, then the rest.
 */
export function parsePlan(value: unknown, frame: PlanFrame): Result<Plan, readonly string[]> {
  const read = schema.safeParse(value);
  if (!read.success) return no(read.error.issues.slice(0, mistakesMax).map(explain));
  const plan: Plan = read.data;
  const mistakes = planMistakes(plan, frame);
  return mistakes.length > 0 ? no(mistakes) : ok(plan);
}

/**
 * What is wrong with a plan of the right form, a sentence each, at most 20; the graph first.
 * @param old the plan in force, and the index of its unit that is planned anew; absent for a first.
 */
export function planMistakes(
  plan: Plan,
  frame: PlanFrame,
  old?: { readonly plan: Plan; readonly i: number },
): readonly string[] {
  const graph = [...sizeMistakes(plan, frame.limits), ...graphMistakes(plan)];
  if (graph.length > 0) return graph.slice(0, mistakesMax);
  const mistakes = [
    ...partMistakes(plan, frame.parts),
    ...coverMistakes(plan, frame.requirements),
    ...testMistakes(plan, frame.requirements),
    ...(old ? newPlaceMistakes(plan, old, frame) : placeMistakes(plan, frame)),
  ];
  return mistakes.slice(0, mistakesMax);
}

const partMistakes = (plan: Plan, allowed: boolean): readonly string[] =>
  allowed
    ? []
    : plan.units
        .filter((unit) => isPart(unit) && !isChild(unit))
        .map(({ id }) => `${id}: it must have steps by now`);

/**
 * A unit that is to take the place of one that failed: the only one in `{"units": […]}`, with the
 * same id, needs and requirements, and other steps; the plan with it must hold as a whole.
 * @param i index of the failed unit.
 */
export function parseUnit(
  value: unknown,
  plan: Plan,
  i: number,
  frame: PlanFrame,
): Result<Unit, readonly string[]> {
  const read = schema.safeParse(value);
  if (!read.success) return no(read.error.issues.slice(0, mistakesMax).map(explain));
  const [fresh, ...more] = read.data.units;
  const old = plan.units[i];
  if (!fresh || !old || more.length > 0) return no(["exactly one unit is planned anew"]);
  const fixed = ({ id, needs, requirements }: Unit): string =>
    JSON.stringify([id, needs.toSorted(), requirements.toSorted()]);
  if (fixed(fresh) !== fixed(old)) return no([`${old.id}: its id, needs or requirements changed`]);
  if (JSON.stringify(fresh.steps) === JSON.stringify(old.steps))
    return no([`${old.id}: its steps are the same as before`]);
  const whole = { units: plan.units.map((u, j) => (j === i ? fresh : u)) };
  const mistakes = planMistakes(whole, frame, { plan, i });
  return mistakes.length > 0 ? no(mistakes) : ok(fresh);
}

/**
 * The plan of an elected text, which was checked before it was counted.
 * @param text canonical JSON. Throws SyntaxError when it is none, such as one that was cut.
 */
export const electedPlan = (text: string): Plan => JSON.parse(text) as Plan;

function explain(issue: z.core.$ZodIssue): string {
  const where = issue.path.map(String).join(".");
  if (issue.code === "unrecognized_keys") return `${where}: unknown key ${issue.keys.join(", ")}`;
  return `${where || "the plan"}: ${issue.message}`;
}

function sizeMistakes(plan: Plan, limits: Config["limits"]): string[] {
  const list: string[] = [];
  if (plan.units.length > limits.unitsMax) {
    list.push(`${plan.units.length} units; at most ${limits.unitsMax} are allowed`);
  }
  for (const { id, steps } of plan.units) {
    if (steps.length > limits.stepsPerUnitMax) {
      list.push(`${id}: ${steps.length} steps; at most ${limits.stepsPerUnitMax} are allowed`);
    }
    const files = new Set(steps.map((step) => step.target.path)).size;
    if (files > limits.filesPerUnitMax) {
      list.push(`${id}: ${files} files; at most ${limits.filesPerUnitMax} are allowed`);
    }
  }
  return list;
}

function coverMistakes(plan: Plan, requirements: readonly Requirement[]): string[] {
  const known = new Set(requirements.map((r) => r.id));
  const served = new Set(plan.units.flatMap((u) => u.requirements));
  const unknown = plan.units.flatMap((u) =>
    u.requirements
      .filter((id) => !known.has(id))
      .map((id) => `${u.id}: there is no requirement ${id}`),
  );
  const open = requirements
    .filter((r) => r.priority === "must" && !served.has(r.id))
    .map((r) => `no unit serves ${r.id}, which is a must`);
  return [...unknown, ...open];
}
