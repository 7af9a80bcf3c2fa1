// Verification in the sandbox: which trees an action means, and the runs that were made already.
import type { EventOf } from "../core/run/event.ts";
import type { Action } from "../core/run/action.ts";
import type { Unit } from "../core/plan/plan.ts";
import { checkOf } from "../core/plan/tests-first.ts";
import { at, items } from "../core/vector.ts";
import type { Run } from "../core/run/state.ts";
import { measuresOf, type Measuring } from "../core/run/acceptance.ts";
import { lineMeasures } from "../core/run/line-measures.ts";
import { readMeasure, type Reading } from "../core/requirement/measured.ts";
import { protect } from "../core/verify/protect.ts";
import { older } from "../core/run/rule.ts";
import type { Path, Tree } from "../core/tree.ts";
import type { Doubt } from "../core/verify/doubt.ts";
import { readReport } from "../core/verify/report.ts";
import type { SandboxOutcome } from "../core/verify/sandboxing.ts";
import { statedFor } from "../core/verify/stated.ts";
import { allPassed } from "../core/verify/verdict.ts";
import type { Agents, Probing, Written } from "./agents.ts";
import { electedTests } from "./carried.ts";
import { judge, rehearse, said, type Tests } from "./judge.ts";
import { Faltered, type Ports } from "./ports.ts";
import { treeDigest, type Trees } from "./trees.ts";

type Verify = Extract<Action, { readonly kind: "verify" }>;
type Measure = Extract<Action, { readonly kind: "measure" }>;
type MeasureLine = Extract<Action, { readonly kind: "measureLine" }>;
type Probe = Extract<Action, { readonly kind: "probe" }>;

/** What the journal keeps of a verification. */
type Verified = Pick<EventOf<"verified">, "verdict" | "because" | "tests" | "own" | "doubt">;

const outcomesMax = 64;

/** What the sandbox is asked for. All of them throw Faltered where there is none. */
export interface Verifier {
  /** Judges the texts that the action names on the commit that it names. */
  verify(action: Verify, run: Run): Promise<Verified>;
  /** Runs the settings' commands for the numbers that the unit must show, on its protected tree. */
  measure(action: Measure, run: Run): Promise<Pick<EventOf<"measured">, "tree" | "found">>;
  /** The same on the finished line as it stands; a tree that a unit showed is not run again. */
  measureLine(action: MeasureLine, run: Run): Promise<readonly Reading[]>;
  /** Runs a probe of a runoff on each competing answer. */
  probe(action: Probe, run: Run): Promise<Pick<EventOf<"probed">, "passedBy" | "failedBy">>;
  /** Whether the test command names its tests on the base, and what to set where it does not. */
  rehearse(run: Run): Promise<Pick<EventOf<"rehearsed">, "because" | "tests">>;
}

/** Runs a run's test command on trees; a tree that was seen before is not run again. */
export function openVerifier(ports: Ports, agents: Agents, trees: Trees): Verifier {
  const outcomes = new Map<string, Promise<SandboxOutcome>>();

  function outcomeOf(run: Run, tree: Tree, time = 1): Promise<SandboxOutcome> {
    const { test, setup, limits } = run.started.config;
    const { sandbox } = ports;
    if (sandbox === null || test === null) return Promise.reject(noSandbox());
    const key = `${time}|${test}|${setup ?? ""}|${treeDigest(tree)}`;
    const known = outcomes.get(key);
    if (known) return known;
    const limitMs = limits.testSeconds * 1000;
    const outcome = sandbox.run({ tree, command: test, setup, limitMs });
    outcomes.set(key, outcome);
    const forget = (): void => void outcomes.delete(key);
    outcome.then((o) => (o.kind === "unavailable" ? forget() : undefined), forget);
    for (const oldest of outcomes.keys()) {
      if (outcomes.size <= outcomesMax) break;
      outcomes.delete(oldest);
    }
    return outcome;
  }

  const testsOf =
    (run: Run): Tests =>
    (tree, time) =>
      outcomeOf(run, tree, time);

  async function probe(action: Probe, run: Run) {
    const { unit, attempt, step, n } = action;
    const phase = at(run.units, unit)?.phase;
    const none = { passedBy: [], failedBy: [] };
    if (phase?.kind !== "voting") return none;
    const poll = { kind: "step", unit, attempt, step, part: "probe" } as const;
    const built = await trees.built(run, unit, { attempt, texts: phase.won }, phase.onto);
    const probing = built.ok ? agents.probe({ run, poll, n, tree: built.value.tree }) : null;
    if (probing === null || probing.names.length === 0) return none;
    const first = await passing(run, probing, 1);
    const found = {
      passedBy: first.flatMap(({ name, passed }) => (passed ? [name] : [])),
      failedBy: first.flatMap(({ name, passed }) => (passed ? [] : [name])),
    };
    if (found.passedBy.length === 0 || found.failedBy.length === 0) return found;
    // What tells answers apart must do so each time, or it tells nothing.
    for (let time = 2; time <= runsOf(run); time += 1) {
      const again = await passing(run, probing, time);
      if (again.some(({ passed }, i) => passed !== first[i]?.passed)) return none;
    }
    return found;
  }

  /** Whether each competing answer passes all tests of a probe. */
  async function passing(run: Run, { names, trees: of }: Probing, time: number) {
    const list: { readonly name: string; readonly passed: boolean }[] = [];
    for (const { class: name, tree } of of) {
      const ran = await outcomeOf(run, tree, time);
      if (ran.kind === "unavailable") throw new Faltered(ran.because, { outcome: "none" });
      list.push({ name, passed: allPassed(readReport(ran.output), names) });
    }
    return list;
  }

  async function measure({ unit: i, onto }: Measure, run: Run) {
    const state = at(run.units, i);
    if (state?.phase.kind !== "elected") return { found: [] };
    const { attempt, phase } = state;
    const built = await trees.built(run, i, { attempt, texts: phase.won }, onto);
    if (!built.ok) return { found: [] };
    const paths = electedTests(run, i, built.value.changes);
    const { tree } = protect(await trees.at(run, onto), built.value.tree, paths);
    const found = await readings(run, tree, measuresOf(run, i));
    return { tree: treeDigest(tree), found };
  }

  async function measureLine({ head }: MeasureLine, run: Run): Promise<readonly Reading[]> {
    const tree = await trees.at(run, head);
    const digest = treeDigest(tree);
    const known = items(run.units).flatMap(({ phase }) =>
      phase.kind === "merged" && phase.measured?.tree === digest ? phase.measured.found : [],
    );
    const isKnown = ({ requirement }: Pick<Reading, "requirement">): boolean =>
      known.some((one) => one.requirement === requirement);
    const wanted = lineMeasures(run);
    const found = await readings(
      run,
      tree,
      wanted.filter((one) => !isKnown(one)),
    );
    return [...known, ...found];
  }

  /** Runs each command on the tree and reads the number that it printed. */
  async function readings(run: Run, tree: Tree, of: readonly Measuring[]): Promise<Reading[]> {
    const { sandbox } = ports;
    if (of.length === 0) return [];
    if (sandbox === null) throw noSandbox();
    const { setup, limits } = run.started.config;
    const limitMs = limits.testSeconds * 1000;
    const list: Reading[] = [];
    for (const { requirement, measure: wanted, command } of of) {
      const outcome = await sandbox.run({ tree, command, setup, limitMs });
      if (outcome.kind === "unavailable") throw new Faltered(outcome.because, { outcome: "none" });
      list.push({ requirement, ...readingOf(outcome, wanted.metric) });
    }
    return list;
  }

  async function verify(action: Verify, run: Run): Promise<Verified> {
    const written = textsOf(run, action);
    if (written === null) return said("inconclusive", "the vote that asked for it is over", 0);
    const built = await trees.built(run, action.unit, written, action.onto);
    if (!built.ok) return said("failed", `the text no longer applies: ${built.error}`, 0);
    const { tree, changes } = built.value;
    const base = await trees.at(run, action.onto);
    const unit = run.plan.units[action.unit];
    const names = agents.tests(run, action.unit, changes);
    const elected = { paths: electedTests(run, action.unit, changes), names };
    const green = !unit || action.class === null || checkOf(unit, action.step) === "green";
    const first = green
      ? null
      : {
          accepts: unit.steps[action.step]?.accepts ?? [],
          stated: statedFor(unit, action.step, run.requirements, base),
        };
    // A rebuilt unit's tests were run often enough where it was elected.
    const runs = action.class === null ? 1 : runsOf(run);
    const { doubt, ...verdict } = await judge({ base, tree, elected, first, runs }, testsOf(run));
    // The next try must not find the same outcomes.
    if (verdict.verdict === "inconclusive") outcomes.clear();
    const step =
      doubt &&
      doubtedStep(doubt, unit, (path) =>
        agents.tests(
          run,
          action.unit,
          changes.filter((c) => c.path === path),
        ),
      );
    if (!doubt || step === undefined) return verdict;
    return { ...verdict, doubt: { ...doubt, step, tests: doubt.tests.map(shortened) } };
  }

  return {
    verify,
    measure,
    measureLine,
    probe,
    async rehearse(run) {
      const base = await trees.at(run, run.started.base.head);
      const result = await rehearse(base, testsOf(run));
      switch (result.kind) {
        case "named":
          return { because: null, tests: result.tests };
        case "mute":
          return { because: result.because, tests: 0 };
        case "unavailable":
          throw new Faltered(result.because, { outcome: "none" });
      }
    },
  };
}

const noSandbox = (): Faltered =>
  new Faltered("no sandbox is configured", { outcome: "none", lasting: true });

/** How often tests that agents wrote must come to the same; once in older runs. */
const runsOf = (run: Run): number => older(run.started.config.limits).testRuns ?? 1;

/** The number that a command printed, where it came to its end with exit code 0. */
function readingOf(
  outcome: Exclude<SandboxOutcome, { readonly kind: "unavailable" }>,
  metric: string,
): Pick<Reading, "value" | "because"> {
  if (outcome.kind === "limit") {
    return { value: null, because: `the command was stopped at its ${outcome.which} limit` };
  }
  if (outcome.code !== 0) {
    return { value: null, because: `the command ended with exit code ${outcome.code}` };
  }
  const read = readMeasure(outcome.output, metric);
  return "value" in read ? { ...read, because: "" } : { value: null, ...read };
}

const nameMax = 200;
const shortened = (name: string): string => name.slice(0, nameMax);

/** The first test step that wrote one of the tests in doubt. */
function doubtedStep(
  { tests }: Doubt,
  unit: Unit | undefined,
  namesIn: (path: Path) => readonly string[],
): number | undefined {
  const step = (unit?.steps ?? []).findIndex(
    ({ kind, target }) =>
      kind === "test" && namesIn(target.path).some((name) => tests.includes(name)),
  );
  return step < 0 ? undefined : step;
}

/** The texts to verify: earlier winners and one class's text, or all winners of an elected unit. */
function textsOf(run: Run, action: Verify): Written | null {
  const state = at(run.units, action.unit);
  if (!state || state.attempt !== action.attempt) return null;
  const { phase, attempt } = state;
  if (action.class === null) {
    return phase.kind === "elected" ? { attempt, texts: phase.won } : null;
  }
  if (phase.kind !== "voting" || phase.step !== action.step) return null;
  const candidate = phase.election.candidates.find((c) => c.class === action.class);
  return candidate ? { attempt, texts: [...phase.won, candidate] } : null;
}
