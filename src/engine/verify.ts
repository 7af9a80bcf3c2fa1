// Verification of one tree in the sandbox, judged by named tests against those of its base.
import type { EventOf } from "../core/run/event.ts";
import type { Action } from "../core/run/action.ts";
import type { Unit } from "../core/plan/plan.ts";
import { checkOf } from "../core/plan/tests-first.ts";
import { at } from "../core/vector.ts";
import type { Run } from "../core/run/state.ts";
import type { Tree } from "../core/tree.ts";
import { baselineOf } from "../core/verify/baseline.ts";
import { redFirst, type Expected } from "../core/verify/red-first.ts";
import { readReport, type Report } from "../core/verify/report.ts";
import { allPassed, verdict } from "../core/verify/verdict.ts";
import type { SandboxOutcome } from "../core/verify/sandboxing.ts";
import type { Agents, Written } from "./agents.ts";
import { Faltered, type Ports } from "./ports.ts";
import { treeDigest, type Trees } from "./trees.ts";

type Verify = Extract<Action, { readonly kind: "verify" }>;

const reportsMax = 64;

/** Runs a run's test command on trees; a tree that was seen before is not run again. */
export function openVerifier(ports: Ports, agents: Agents, trees: Trees) {
  const outcomes = new Map<string, Promise<SandboxOutcome>>();

  function outcomeOf(run: Run, tree: Tree): Promise<SandboxOutcome> {
    const { test, setup, limits } = run.started.config;
    const { sandbox } = ports;
    if (sandbox === null || test === null) {
      return Promise.reject(
        new Faltered("no sandbox is configured", { outcome: "none", lasting: true }),
      );
    }
    const key = `${test}|${setup ?? ""}|${treeDigest(tree)}`;
    const known = outcomes.get(key);
    if (known) return known;
    const limitMs = limits.testSeconds * 1000;
    const outcome = sandbox.run({ tree, command: test, setup, limitMs });
    outcomes.set(key, outcome);
    const forget = (): void => void outcomes.delete(key);
    outcome.then((o) => (o.kind === "unavailable" ? forget() : undefined), forget);
    for (const oldest of outcomes.keys()) {
      if (outcomes.size <= reportsMax) break;
      outcomes.delete(oldest);
    }
    return outcome;
  }

  async function probe(action: Probe, run: Run): Promise<Pick<Probed, "passedBy" | "failedBy">> {
    const { unit, attempt, step, n } = action;
    const phase = at(run.units, unit)?.phase;
    const none = { passedBy: [], failedBy: [] };
    if (phase?.kind !== "voting") return none;
    const poll = { kind: "step", unit, attempt, step, part: "probe" } as const;
    const built = await trees.built(run, unit, { attempt, texts: phase.won }, phase.onto);
    const probing = built.ok ? agents.probe({ run, poll, n, tree: built.value.tree }) : null;
    if (probing === null || probing.names.length === 0) return none;
    const [passedBy, failedBy]: [string[], string[]] = [[], []];
    for (const { class: name, tree } of probing.trees) {
      const ran = await outcomeOf(run, tree);
      if (ran.kind === "unavailable") throw new Faltered(ran.because, { outcome: "none" });
      (allPassed(readReport(ran.output), probing.names) ? passedBy : failedBy).push(name);
    }
    return { passedBy, failedBy };
  }

  async function verify(action: Verify, run: Run): Promise<Said> {
    const written = textsOf(run, action);
    if (written === null) return said("inconclusive", "the vote that asked for it is over", 0);
    const built = await trees.built(run, action.unit, written, action.onto);
    if (!built.ok) return said("failed", `the text no longer applies: ${built.error}`, 0);
    const base = await trees.at(run, action.onto);
    const before = await outcomeOf(run, base);
    if (before.kind === "unavailable") return said("inconclusive", before.because, 0);
    const after = await outcomeOf(run, built.value.tree);
    if (after.kind === "unavailable") return said("inconclusive", after.because, 0);
    const names = agents.tests(run, action.unit, built.value.changes);
    const report = readReport(before.output);
    const unit = run.plan.units[action.unit];
    if (!unit || action.class === null || checkOf(unit, action.step) === "green") {
      return judge(report, after, names);
    }
    return judgeFirst(report, after, { names, ...firstOf(unit, action.step, base) });
  }
  return { verify, probe };
}

type Probe = Extract<Action, { readonly kind: "probe" }>;
type Probed = EventOf<"probed">;

type Said = Pick<EventOf<"verified">, "verdict" | "because" | "tests">;

const said = (verdict: Said["verdict"], because: string, tests: number): Said => ({
  verdict,
  because: because.slice(0, 2000),
  tests,
});

type Ran = Exclude<SandboxOutcome, { readonly kind: "unavailable" }>;

function judge(base: Report, after: Ran, mustPass: readonly string[]): Said {
  if (after.kind === "limit") return said("failed", `stopped at the ${after.which} limit`, 0);
  const report = readReport(after.output);
  const result = verdict(baselineOf(base), { ...report, code: after.code }, mustPass);
  switch (result.kind) {
    case "passed":
      return said("passed", `${report.tests.size} named tests`, report.tests.size);
    case "failed":
      return said("failed", `${result.because}\n${after.output.slice(-1200)}`, report.tests.size);
    case "inconclusive":
      return said("inconclusive", result.because, report.tests.size);
  }
}

/** Tests that were written before their code: see redFirst(). */
function judgeFirst(base: Report, after: Ran, expected: Expected): Said {
  if (after.kind === "limit") return said("failed", `stopped at the ${after.which} limit`, 0);
  const report = readReport(after.output);
  const result = redFirst(base, { ...report, output: after.output }, expected);
  if (result.kind !== "passed") return said(result.kind, result.because, report.tests.size);
  return said("passed", "its tests fail without the code", report.tests.size);
}

/** What the tests of a step accept, and what the code behind it adds to the base. */
function firstOf(unit: Unit, step: number, base: Tree): Omit<Expected, "names"> {
  const coming = unit.steps.slice(step + 1).filter((s) => s.kind === "code");
  const absent = coming.flatMap(({ target }) => {
    if (target.kind === "addition") return [target.symbol];
    if (target.kind === "symbol" || base.has(target.path)) return [];
    const bare = target.path.replace(/\.\w+$/, "");
    return [target.path, bare, bare.slice(bare.lastIndexOf("/") + 1)];
  });
  return { accepts: unit.steps[step]?.accepts ?? [], absent };
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
