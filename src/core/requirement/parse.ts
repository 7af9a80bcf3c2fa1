// Reads proposed requirements strictly and names the structure by which proposals are told apart.
import type { z } from "zod";
import { digest } from "../digest.ts";
import { no, ok, type Result } from "../kernel.ts";
import { sanitize } from "../sanitize.ts";
import { earsPattern } from "./ears.ts";
import { readForm } from "./form.ts";
import { byPerson, type Requirement } from "./requirement.ts";

const quoteLengthMin = 8;
const mistakesMax = 20;

/**
 * @param value `{"requirements": […]}` as answered, or the bare list as elected; 1 to 40 of them.
 * @param issueText title and body as frozen; every quote must occur in it, white space aside.
 * @param measures the commands of the repository's settings, by metric; each takes the place of
 * what was proposed for its metric.
 * Fails with one sentence per mistake, at most 20.
 */
export function parseRequirements(
  value: unknown,
  issueText: string,
  measures: Readonly<Record<string, string>> = {},
): Result<readonly Requirement[], readonly string[]> {
  const read = readForm(value);
  if (!read.success) return no(read.error.issues.slice(0, mistakesMax).map(explain));
  const issue = comparable(issueText);
  const mistakes: string[] = [];
  const ids = new Set<string>();
  const list = read.data.map((one) => withCommand(one, measures));
  for (const requirement of list) {
    const { id, ears, quote } = requirement;
    mistakes.push(
      ...measureMistakes(requirement, issue, measures).map((because) => `${id}: ${because}`),
    );
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
  return mistakes.length > 0 ? no(mistakes.slice(0, mistakesMax)) : ok(list);
}

function withCommand(
  requirement: Requirement,
  measures: Readonly<Record<string, string>>,
): Requirement {
  const { measure } = requirement;
  if (measure === null || !Object.hasOwn(measures, measure.metric)) return requirement;
  return { ...requirement, measure: { ...measure, how: measures[measure.metric] ?? "" } };
}

/**
 * A quality has a number with its command, or a person looks; the command is the settings' own or
 * stands in the issue.
 */
function measureMistakes(
  { kind, acceptance, measure }: Requirement,
  issue: string,
  measures: Readonly<Record<string, string>>,
): string[] {
  const measured = acceptance.some((a) => a.method === "measure");
  if (measured && measure === null) return ["it is accepted by a measure that is not given"];
  const known = measure !== null && Object.hasOwn(measures, measure.metric);
  const how = comparable(measure?.how ?? "");
  if (measure !== null && !known && (how === "" || !issue.includes(how))) {
    return [`the command ${JSON.stringify(measure.how)} does not occur in the issue`];
  }
  const open = kind !== "functional" && measure === null && !acceptance.every(byPerson);
  return open ? [`a requirement of ${kind} needs a measure, or the method "inspection"`] : [];
}

/** Before acceptances had ids and methods, one sentence stood for each requirement. */
type Earlier = Pick<Requirement, "id" | "ears" | "quote" | "priority"> & {
  readonly acceptance: string;
};

/**
 * The requirements of an elected text, which was checked before it was counted.
 * @param text canonical JSON of a list, of today or of an older journal.
 */
export function electedRequirements(text: string): readonly Requirement[] {
  const list = JSON.parse(text) as readonly (Requirement | Earlier)[];
  return list.map((one) => {
    if (typeof one.acceptance !== "string") return one as Requirement;
    const expected = one.acceptance;
    const id = `${one.id}.A1`;
    const acceptance = [{ id, method: "test", given: "", when: "", expected }] as const;
    return { ...one, kind: "functional", acceptance, measure: null };
  });
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
  const keys = requirements.map(({ kind, ears, priority, acceptance, measure }) => {
    const accepted = acceptance.map((a) => [a.method, ...[a.given, a.when, a.expected].map(plain)]);
    return JSON.stringify([kind, plain(ears), priority, accepted, measure]);
  });
  return digest(`requirements\u0000${keys.sort().join("\n")}`);
}

const plain = (text: string): string =>
  text
    .split(/(`[^`]*`|"[^"]*")/)
    .map((part, i) => (i % 2 === 1 ? part : part.toLowerCase().replace(/\s+/g, " ")))
    .join("")
    .trim()
    .replace(/[.;]+$/, "");
