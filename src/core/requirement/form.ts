// The form in which requirements are proposed and recorded; short spellings are filled in.
import { z } from "zod";
import { comparisons, kinds, methods, type Requirement } from "./requirement.ts";

const requirementsMax = 40;

const line = (min: number, max: number) =>
  z
    .string()
    .trim()
    .min(min)
    .max(max)
    .transform((text) => text.replace(/\s*\n\s*/g, " "));

const acceptance = z.strictObject({
  id: z.string().max(20).optional(),
  method: z.enum(methods).default("test"),
  given: line(0, 300).default(""),
  when: line(0, 300).default(""),
  expected: line(1, 400),
});

const measure = z.strictObject({
  metric: z.string().regex(/^[A-Za-z][\w.-]{0,79}$/, "not the name of a metric"),
  op: z.enum(comparisons),
  value: z.number().finite(),
  how: line(0, 300).default(""),
});

const requirement = z
  .strictObject({
    id: z.string().regex(/^R[1-9]\d?$/, 'ids are "R1", "R2", …'),
    kind: z.enum(kinds).default("functional"),
    ears: line(1, 400),
    quote: line(1, 400),
    priority: z.enum(["must", "should", "could"]),
    /** One sentence stands for one acceptance by a test. */
    acceptance: z.preprocess(
      (value) => (typeof value === "string" ? [{ expected: value }] : value),
      z.array(acceptance).min(1).max(10),
    ),
    measure: measure.nullable().default(null),
  })
  .transform((read, context): Requirement => {
    const numbered = read.acceptance.map((one, i) => ({ ...one, id: `${read.id}.A${i + 1}` }));
    for (const [i, { id }] of read.acceptance.entries()) {
      if (id === undefined || id === numbered[i]?.id) continue;
      context.addIssue({ code: "custom", message: `its id must be ${numbered[i]?.id ?? ""}` });
    }
    return { ...read, acceptance: numbered };
  });

const list = z.array(requirement).min(1).max(requirementsMax);

const wrapped = z.strictObject({ requirements: list }).transform((v) => v.requirements);

/**
 * Reads `{"requirements": […]}` as answered, or the bare list as elected; 1 to 40 of them.
 */
export const readForm = (value: unknown) =>
  (Array.isArray(value) ? list : wrapped).safeParse(value);
