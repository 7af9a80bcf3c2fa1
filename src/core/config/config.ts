// A repository's settings, `.github/quorum.yml` on the base branch: small, strict, with limits.
import { parseDocument } from "yaml";
import { z } from "zod";
import { no, ok, type Result } from "../kernel.ts";
import { inFileOrder, wordsOf, yamlWords, type Keys } from "./mistakes.ts";
import { standings, switches, tooLenient } from "./red-flags.ts";

const count = (min: number, max: number, standard: number) =>
  z.number().int().min(min).max(max).default(standard);
/** Null: no limit of its own. */
const usd = z.number().min(0).max(10_000).nullable().default(null);
const tokens = z.number().int().min(1).max(1e12).nullable().default(null);
/** No process can be started with a null byte, and nobody could read the others in a log. */
const command = z
  .string()
  .trim()
  .min(1)
  .max(1000)
  .regex(/^[^\u0000-\u0008\u000b-\u001f\u007f]*$/, "holds a control character");

const measures = z
  .record(z.string().regex(/^[A-Za-z][\w.-]{0,79}$/, "not the name of a metric"), command)
  .refine((map) => Object.keys(map).length <= 20, "more than 20 measures");

const required = z.union(
  [
    z
      .string()
      .min(1)
      .max(200)
      .transform((name) => ({ name, app: null })),
    z.strictObject({ name: z.string().min(1).max(200), app: z.string().min(1).max(100) }),
  ],
  { error: "must be the name of a check, or a group with its `name` and the `app` it is from" },
);

const vote = z.strictObject({
  /** k_u: unanimous votes that decide. */
  unanimous: count(1, 50, 3),
  /** k_d: the lead that decides once there was any dissent. */
  lead: count(1, 100, 5),
  votesMax: count(1, 500, 40),
  /** All samples of one election, spoiled ones included. */
  samplesMax: count(1, 1000, 100),
  /** Proposals drawn for requirements and for plans. */
  proposals: count(1, 20, 5),
  /**
   * Files that are put to a vote before planning where a repository is too large to be shown with
   * all its symbols; 0 = none. What is elected is shown to planners whole; it limits nothing.
   */
  places: count(0, 30, 20),
  /** Strata that a winner needs votes from; 1 switches the demand off. */
  strataMin: count(1, 8, 2),
  /** Valid votes, all different, that end an election; below 2 no number does. */
  scatterMax: count(0, 50, 6),
  /** Samples from which on an election ends when most carry a spoiling red flag; 0 = never. */
  discardsFrom: count(0, 100, 8),
  /** Competing answers that ballots choose between when agents do not agree; 0 or 1 = none. */
  runoff: count(0, 6, 4),
  /** Whether a unit on which agents do not agree is planned anew once, before a person is asked. */
  replan: z.boolean().default(true),
  /**
   * Whether answers that failed their check count as dissent: then the lead decides. They show
   * that the step is hard, though nobody votes for them any more.
   */
  failuresDissent: z.boolean().default(true),
  /**
   * Share of wrong ones that is borne on average among elected answers, as earlier elections let
   * expect; what is less sure needs more votes, or a person. 0 = margins alone decide.
   */
  wrongMax: z.number().min(0).max(0.5).default(0.005),
  /** Tests that are drawn to tell competing answers apart before the ballots; 0 = none. */
  probes: count(0, 9, 3),
  /**
   * Of a hundred samples that a red flag spoiled, how many are compared with the elected answer, to
   * see whether the flag was right; it changes no election and buys nothing.
   */
  shadowPercent: count(0, 100, 100),
});

const limits = z.strictObject({
  unitsMax: count(1, 300, 40),
  stepsPerUnitMax: count(1, 200, 8),
  /** Levels of parts into which a plan may be split before units are named; 0 = none. */
  planDepthMax: count(0, 6, 3),
  /** Levels of child runs below a labelled one, for parts that a plan has no room for; 0 = none. */
  runDepthMax: count(0, 4, 2),
  attemptsMax: count(1, 10, 3),
  patchLinesMax: count(1, 5000, 200),
  filesPerUnitMax: count(1, 50, 5),
  outputTokensMax: count(100, 32_000, 4000),
  openPullsMax: count(1, 20, 3),
  samplesInFlightMax: count(1, 10_000, 32),
  testSeconds: count(1, 3600, 300),
  /** Runs of a unit's own new tests that must come to the same before the unit passes. */
  testRuns: count(1, 10, 3),
  ciMinutes: count(1, 1440, 120),
});

const schema = z.strictObject({
  version: z.literal(1).default(1),
  setup: command.nullable().default(null),
  test: command.nullable().default(null),
  /**
   * Commands by the name of the metric that they print: the only ones besides `setup` and `test`
   * that are ever run.
   */
  measures: measures.default({}),
  /**
   * `label`: the label decides (`quorum` waits, `quorum:auto` goes); `always`: every plan
   * waits.
   */
  approval: z.enum(["label", "always"]).default("label"),
  checks: z.strictObject({ required: z.array(required).max(50).default([]) }).prefault({}),
  merge: z.strictObject({ into: z.enum(["line", "base"]).default("line") }).prefault({}),
  /** Names that the operator has configured; empty = the operator's default. */
  models: z.array(z.string().min(1).max(100)).max(8).default([]),
  budget: z
    .strictObject({
      runUsd: z.number().min(0).max(10_000).default(5),
      /** Of one unit, before a person is asked; a retry gives it as much again. */
      unitUsd: usd,
      /** Of one UTC day, over all runs of the repository. */
      repositoryDayUsd: usd,
      repositoryDayTokens: tokens,
      runTokens: tokens,
      unitTokens: tokens,
    })
    .prefault({}),
  vote: vote.prefault({}),
  limits: limits.prefault({}),
  /** What a red flag does in this repository, by its id; absent ones are as they are. */
  redFlags: switches.prefault({}),
});

export type Config = Readonly<z.output<typeof schema>>;

/** The settings of a repository that has no file. */
export const defaultConfig: Config = schema.parse({});

/** A larger file is refused unread. */
export const configBytesMax = 65_536;
const depthMax = 20;

/**
 * Reads the YAML text. Fails with one sentence per mistake, each naming the key and, for an unknown
 * key, the nearest known one; never returns a partial configuration.
 */
export function parseConfig(text: string): Result<Config, readonly string[]> {
  if (text.length > configBytesMax) {
    return no([`the file is larger than ${configBytesMax} characters`]);
  }
  if (tooDeep(text)) return no([`the file is nested deeper than ${depthMax} levels`]);
  const document = parseDocument(text, { version: "1.2", uniqueKeys: true });
  const unread = [...document.errors, ...document.warnings];
  if (unread.length > 0) return no(unread.map(yamlWords));
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: 0 });
  } catch {
    return no(["YAML anchors and aliases are not allowed"]);
  }
  const read = schema.safeParse(value ?? {});
  if (!read.success) {
    const mistakes = inFileOrder(read.error.issues.flatMap(explain), document);
    return no(mistakes.map((one) => one.words));
  }
  if (read.data.vote.lead < read.data.vote.unanimous) {
    return no([`vote.lead (${read.data.vote.lead}) must not be smaller than vote.unanimous`]);
  }
  const { votesMax, samplesMax, lead } = read.data.vote;
  if (votesMax < lead || samplesMax < votesMax) {
    return no([
      "vote.votesMax must be at least vote.lead, and vote.samplesMax at least vote.votesMax",
    ]);
  }
  const lenient = tooLenient(read.data.redFlags);
  return lenient.length > 0 ? no(lenient) : ok(read.data);
}

function tooDeep(text: string): boolean {
  let flow = 0;
  for (const line of text.split("\n")) {
    const indent = /^(?:\s|[-?:](?=\s))*/.exec(line)?.[0] ?? "";
    if (indent.length > depthMax * 8) return true;
    for (const char of line) {
      if (char === "[" || char === "{") flow += 1;
      if (char === "]" || char === "}") flow = Math.max(0, flow - 1);
      if (flow > depthMax) return true;
    }
  }
  return false;
}

function explain(issue: z.core.$ZodIssue): { readonly at: Keys; readonly words: string }[] {
  const at = issue.path.filter((key) => typeof key !== "symbol");
  const where = at.join(".");
  if (issue.code === "unrecognized_keys") {
    const known = knownKeys(at.map(String));
    return issue.keys.map((key) => {
      const near = nearest(key, known);
      const full = where ? `${where}.${key}` : key;
      const hint = near ? `did you mean "${near}"?` : `known: ${known.join(", ")}`;
      return { at: [...at, key], words: `unknown key "${full}"; ${hint}` };
    });
  }
  return [{ at, words: `${where || "the file"}: ${wordsOf(issue)}` }];
}

function knownKeys(path: readonly string[]): string[] {
  if (path.join(".") === "redFlags") return Object.keys(standings);
  let at: unknown = defaultConfig;
  for (const part of path) at = at && typeof at === "object" ? Reflect.get(at, part) : null;
  return at && typeof at === "object" ? Object.keys(at) : [];
}

/** The known word at an edit distance of at most 2, or null. Shared by config keys and commands. */
export function nearest(word: string, known: readonly string[]): string | null {
  let best: string | null = null;
  let bestDistance = 3;
  for (const other of known) {
    const d = distance(word.slice(0, 40).toLowerCase(), other.toLowerCase());
    if (d < bestDistance) [best, bestDistance] = [other, d];
  }
  return best;
}

function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i += 1) {
    const above = row;
    row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const swap = (above[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min(swap, (above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1));
    }
  }
  return row[b.length] ?? 0;
}
