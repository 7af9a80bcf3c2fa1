// One verification from trees to a verdict: base and candidate run, compared by names, and doubted.
import { baselineOf, steadyBaseline, type Baseline } from "../core/verify/baseline.ts";
import { controlTree, seesFailure, type Ran } from "../core/verify/control.ts";
import { behaviourOf, failedAlone, unsteady, type Doubt } from "../core/verify/doubt.ts";
import { protect } from "../core/verify/protect.ts";
import { redFirst, type Expected } from "../core/verify/red-first.ts";
import { statusesOf } from "../core/verify/names.ts";
import { readReport } from "../core/verify/report.ts";
import type { SandboxOutcome } from "../core/verify/sandboxing.ts";
import { endWords, unnamed } from "../core/verify/unnamed.ts";
import { listed, verdict, type Verdict } from "../core/verify/verdict.ts";
import type { EventOf } from "../core/run/event.ts";
import type { Path, Tree } from "../core/tree.ts";

export interface Candidate {
  readonly base: Tree;
  /** The base with the texts that are judged. */
  readonly tree: Tree;
  /** Paths that the unit's test steps write, and full names of the tests that they hold. */
  readonly elected: { readonly paths: readonly Path[]; readonly names: readonly string[] };
  /** What tests that come before their code must show; null where the code is there. */
  readonly first: Omit<Expected, "names"> | null;
  /** How often its own tests must pass before they are trusted; at least 1. */
  readonly runs: number;
}

/** Runs the test command on a tree, for the first time (1) or again. */
export type Tests = (tree: Tree, time: number) => Promise<SandboxOutcome>;

export type Said = Pick<EventOf<"verified">, "verdict" | "because" | "tests">;

export interface Judged extends Said {
  /** With `failed`: what speaks against the tests that were elected. */
  readonly doubt?: Doubt;
  /** With `passed`: its own new tests, and in how many runs each of them passed. */
  readonly own?: NonNullable<EventOf<"verified">["own"]>;
}

export const said = (verdict: Said["verdict"], because: string, tests: number): Said => ({
  verdict,
  because: because.slice(0, 2000),
  tests,
});

/**
 * Judges a candidate by the named tests of its base and by its own elected ones; all that judges it
 * is taken from the base. The base is run a second time only where the first comparison does not
 * pass: tests that differ then decide nothing, and to drop them cannot undo a pass. A pass is
 * doubted twice: with failing tests added, the same command must not say the same again; and the
 * elected tests must come to the same in every further run of the same tree.
 */
export async function judge(candidate: Candidate, tests: Tests): Promise<Judged> {
  const { base, first } = candidate;
  const { tree, restored } = protect(base, candidate.tree, candidate.elected.paths);
  const before = await attempt(tests, base, 1);
  if (before.kind !== "ran") return said("inconclusive", `on the base, ${before.because}`, 0);
  const after = await attempt(tests, tree, 1);
  if (after.kind === "limit") return said("failed", after.because, 0);
  if (after.kind === "unavailable") return said("inconclusive", after.because, 0);
  let baseline = baselineOf(before.ran);
  let result = compared(candidate, baseline, before, after);
  if (result.kind !== "passed" && baseline.complete) {
    const again = await attempt(tests, base, 2);
    if (again.kind !== "ran") return said("inconclusive", `on the base, ${again.because}`, 0);
    baseline = steadyBaseline(before.ran, again.ran);
    result = compared(candidate, baseline, before, after);
  }
  if (restored.length > 0) return touched(restored, result, after);
  const { names } = candidate.elected;
  const fresh = names.filter((name) => statusesOf(before.ran.tests, name).length === 0);
  if (first === null) {
    const doubt = await doubtOf({ ...candidate, tree, after, fresh, baseline, result }, tests);
    if (doubt !== null) return doubt;
  }
  if (result.kind !== "passed") return refused(result, baseline, after);
  if (first !== null) {
    const words = `its tests fail without the code${flakyWords(baseline)}`;
    return said("passed", words, after.ran.tests.size);
  }
  const all = await doubted(base, tree, { before, after, baseline }, tests);
  const own = {
    names: fresh.slice(0, namesMax).map((name) => name.slice(0, 200)),
    runs: candidate.runs,
  };
  return all.verdict === "passed" && fresh.length > 0 ? { ...all, own } : all;
}

const namesMax = 60;

/** Runs of new tests that alone fail: are they red each time? */
const redRuns = 2;

interface Compared extends Pick<Candidate, "tree" | "runs"> {
  /** The first run of the tree. */
  readonly after: Attempt;
  /** Names of the tests that the base does not have. */
  readonly fresh: readonly string[];
  readonly baseline: Baseline;
  readonly result: Verdict;
}

/**
 * What speaks against the unit's own new tests: further runs of the same tree in which they come to
 * something else, or that they alone fail. Null where they are to be trusted as they stand.
 */
async function doubtOf(compared: Compared, tests: Tests): Promise<Judged | null> {
  const { tree, after, fresh, baseline, result } = compared;
  if (result.kind === "inconclusive") return null;
  const passed = result.kind === "passed";
  const own = passed ? fresh : failedAlone(baseline, after.ran, fresh);
  if (own.length === 0) return null;
  const behaviour = behaviourOf(after.output);
  const runs = passed ? compared.runs : redRuns;
  for (let time = 2; time <= runs; time += 1) {
    const next = await attempt(tests, tree, time);
    if (next.kind !== "ran") return said("inconclusive", `in run ${time}, ${next.because}`, 0);
    const differing = unsteady(after.ran, next.ran, own).slice(0, namesMax);
    if (differing.length === 0) continue;
    const because = `runs of the same tree differ in its own tests: ${listed(differing)}`;
    const doubt = { kind: "unstable", tests: differing, behaviour } as const;
    return { ...said("failed", because, after.ran.tests.size), doubt };
  }
  if (passed) return null;
  const doubt = { kind: "contradicted", tests: own.slice(0, namesMax), behaviour } as const;
  return { ...refused(result, baseline, after), doubt };
}

function compared(
  { elected, first }: Candidate,
  base: Baseline,
  before: Attempt,
  { ran, output }: Attempt,
): Verdict {
  const { names } = elected;
  if (first === null) return verdict(base, ran, names);
  const known = { ...base, output: before.output };
  return redFirst(known, { ...ran, output }, { ...first, names });
}

export type Rehearsed =
  | { readonly kind: "named"; readonly tests: number }
  /** The tests cannot judge anything; says why and what to set. */
  | { readonly kind: "mute"; readonly because: string }
  | { readonly kind: "unavailable"; readonly because: string };

/** Whether the base's own tests can judge a change at all. */
export async function rehearse(base: Tree, tests: Tests): Promise<Rehearsed> {
  let because = "";
  for (const time of [1, 2] as const) {
    const one = await attempt(tests, base, time);
    if (one.kind === "unavailable" && one.lasting) {
      const because = `the sandbox cannot take this repository in: ${one.because}`;
      return { kind: "mute", because };
    }
    if (one.kind === "unavailable") return { kind: "unavailable", because: one.because };
    if (one.kind === "limit") return { kind: "mute", because: `on the base, ${one.because}` };
    const mute = unnamed(one.ran);
    if (mute === null) return { kind: "named", tests: one.ran.tests.size };
    because = `${mute}${endWords(one.ran.code, one.output)}`;
  }
  return { kind: "mute", because };
}

interface Attempt {
  readonly kind: "ran";
  readonly ran: Ran;
  readonly output: string;
}

type Attempted =
  | Attempt
  | { readonly kind: "limit"; readonly because: string }
  | Extract<SandboxOutcome, { readonly kind: "unavailable" }>;

async function attempt(tests: Tests, tree: Tree, time: number): Promise<Attempted> {
  const outcome = await tests(tree, time);
  switch (outcome.kind) {
    case "unavailable":
      return outcome;
    case "limit":
      return { kind: "limit", because: stopped(outcome.which) };
    case "finished": {
      const ran = { ...readReport(outcome.output), code: outcome.code };
      return { kind: "ran", ran, output: outcome.output };
    }
  }
}

const stopped = (which: "wall" | "output" | "memory"): string =>
  which === "wall"
    ? "the tests took longer than limits.testSeconds in .github/quorum.yml allows"
    : `the tests were stopped at the sandbox's ${which} limit`;

const flakyWords = ({ flaky }: Baseline): string =>
  flaky.length === 0
    ? ""
    : `; not counted, because two runs of the base differ in them: ${listed(flaky)}`;

type Refusal = Exclude<Verdict, { readonly kind: "passed" }>;

function refused(result: Refusal, base: Baseline, { ran, output }: Attempt): Said {
  const because = result.because + flakyWords(base);
  return result.kind === "failed"
    ? said("failed", `${because}\n${tail(output)}`, ran.tests.size)
    : said("inconclusive", because, ran.tests.size);
}

const tailChars = 1200;
const ownFrame = /^\s+at .*(?:node:internal|[/\\]node_modules[/\\])/;

/** Its last whole lines, without the runner's own stack frames. */
function tail(output: string): string {
  const lines = output.split("\n").filter((line) => !ownFrame.test(line));
  let chars = 0;
  const from = lines.findLastIndex((line) => (chars += line.length + 1) > tailChars);
  return lines.slice(from + 1).join("\n") || output.slice(-tailChars);
}

/** What is judged must be what is pushed: a change of protected files never passes. */
function touched(restored: readonly Path[], result: Verdict, { ran }: Attempt): Said {
  const so = result.kind === "passed" ? "it passed" : result.because;
  const because = `the change writes protected files (${listed(restored)}); without that, ${so}`;
  return said("failed", because, ran.tests.size);
}

interface Runs {
  readonly before: Attempt;
  readonly after: Attempt;
  readonly baseline: Baseline;
}

/** The control: a report that stays the same whatever the tests are does not come from them. */
async function doubted(base: Tree, tree: Tree, runs: Runs, tests: Tests): Promise<Said> {
  const { before, after, baseline } = runs;
  const size = after.ran.tests.size;
  const passed = said("passed", `${size} named tests${flakyWords(baseline)}`, size);
  const control = controlTree(tree);
  if (control === null) return passed;
  const own = await attempt(tests, control, 1);
  if (own.kind === "unavailable") return said("inconclusive", own.because, 0);
  if (own.kind === "limit" || seesFailure(after.ran, own.ran)) return passed;
  // The test command may not run the files that were added to: then the base shows the same.
  const baseControl = controlTree(base);
  const other = baseControl === null ? null : await attempt(tests, baseControl, 1);
  if (other?.kind === "unavailable") return said("inconclusive", other.because, 0);
  if (other?.kind === "ran" && !seesFailure(before.ran, other.ran)) return passed;
  const because = "its report is the same when failing tests are added: it does not come from them";
  return said("failed", because, size);
}
