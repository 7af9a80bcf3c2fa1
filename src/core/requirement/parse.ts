// Reads proposed requirements strictly and names the structure by which proposals are told apart.
import { z } from "zod";
import { sanitize } from "../sanitize.ts";
import { digest } from "../digest.ts";
import { no, ok, type Result } from "../kernel.ts";
import { earsPattern } from "./ears.ts";
import type { Requirement } from "./requirement.ts";

const requirementsMax = 40;
const quoteLengthMin = 8;
const mistakesMax = 20;

const line = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .transform((text) => text.replace(/\s*\n\s*/g, " "));

const list = z
  .array(
    z.strictObject({
      id: z.string().regex(/^R[1-9]\d?$/, 'ids are "R1", "R2", …'),
      ears: line(400),
      quote: line(400),
      priority: z.enum(["must", "should", "could"]),
      acceptance: line(400),
    }),
  )
  .min(1)
  .max(requirementsMax);

const wrapped = z.strictObject({ requirements: list }).transform((v) => v.requirements);

/**
 * @param value `{"requirements": […]}` as answered, or the bare list as elected; 1 to 40 of them.
 * @param issueText title and body as frozen; every quote must occur in it, white space aside.
 * Fails with one sentence per mistake, at most 20.
 */
export function parseRequirements(
  value: unknown,
  issueText: string,
): Result<readonly Requirement[], readonly string[]> {
  const read = (Array.isArray(value) ? list : wrapped).safeParse(value);
  if (!read.success) return no(read.error.issues.slice(0, mistakesMax).map(explain));
  const issue = comparable(issueText);
  const mistakes: string[] = [];
  const ids = new Set<string>();
  for (const { id, ears, quote } of read.data) {
    if (ids.has(id)) mistakes.push(`${id}: the id is used twice`);
    ids.add(id);
    const pattern = earsPattern(ears);
    if (!pattern.ok) mistakes.push(`${id}: not an EARS sentence: ${pattern.error}`);
    const sought = comparable(quote);
    if (sought.length < Math.min(quoteLengthMin, issue.length)) {
      mistakes.push(`${id}: the quote is shorter than ${quoteLengthMin} characters`);
    } else if (!issue.includes(sought)) {
      mistakes.push(`${id}: the quote does not occur in the issue`);
    }
  }
  return mistakes.length > 0 ? no(mistakes.slice(0, mistakesMax)) : ok(read.data);
}

function explain(issue: z.core.$ZodIssue): string {
  const where = issue.path.map(String).join(".");
  if (issue.code === "unrecognized_keys") return `${where}: unknown key ${issue.keys.join(", ")}`;
  return `${where || "the answer"}: ${issue.message}`;
}

/** Agents quote the issue as they were shown it: sanitised. */
const comparable = (text: string): string => sanitize(text).text.replace(/\s+/g, " ").trim();

/**
 * The class of a proposal: what is demanded and how it is accepted, whatever the order, the ids,
 * the quotes, and letter case and white space outside of quoted words. @returns 64 hex digits.
 */
export function requirementsClass(requirements: readonly Requirement[]): string {
  const keys = requirements.map((r) =>
    JSON.stringify([plain(r.ears), r.priority, plain(r.acceptance)]),
  );
  return digest(`requirements\u0000${keys.sort().join("\n")}`);
}

const plain = (text: string): string =>
  text
    .split(/(`[^`]*`|"[^"]*")/)
    .map((part, i) => (i % 2 === 1 ? part : part.toLowerCase().replace(/\s+/g, " ")))
    .join("")
    .trim()
    .replace(/[.;]+$/, "");
