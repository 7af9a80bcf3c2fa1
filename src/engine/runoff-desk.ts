// The desk of a runoff: its prompts from the run's state, and its answers as votes.
import { textAt, type Change, type Tree } from "../core/tree.ts";
import type { Prompt } from "../core/agent/prompt.ts";
import { readChoice } from "../core/agent/choose.ts";
import { shuffled } from "../core/agent/nonce.ts";
import { readSample } from "../core/agent/read.ts";
import { askBallot, askProbe, type Evidence, type RunoffContext } from "../core/agent/runoff.ts";
import type { Spoiled } from "../core/agent/opened.ts";
import { baseHash } from "../core/patch/base.ts";
import { formatInstructions } from "../core/patch/format.ts";
import { parsedAt, symbolOf } from "../core/patch/place.ts";
import type { Syntax } from "../core/patch/syntax.ts";
import type { Step } from "../core/plan/plan.ts";
import { isTestPath } from "../core/redflag/paths.ts";
import { onBallot, type Runoff } from "../core/run/runoff.ts";
import type { Candidate } from "../core/run/election.ts";
import type { Run } from "../core/run/state.ts";
import { probePath } from "../core/verify/probe-path.ts";
import type { Opened } from "./agents.ts";

/** One question of a runoff, with what the desk knows of its step. */
export interface RunoffQuestion {
  readonly run: Run;
  readonly n: number;
  readonly part: "probe" | "ballot";
  /** The marker of the probe with this number. */
  probeNonce(n: number): string;
  readonly runoff: Runoff;
  readonly step: Step;
  /** Of the unit that it belongs to. */
  readonly steps: readonly Step[];
  readonly tree: Tree;
  readonly outputTokensMax: number;
  /** Opens a candidate's recorded text; null when it no longer fits. */
  changed(candidate: Candidate): Tree | null;
  /** What the seed of shuffles is made of. */
  readonly key: string;
}

/** The text of a step's place in a tree. */
export function placeText(tree: Tree, step: Step, syntax: Syntax): string {
  const text = textAt(tree, step.target.path) ?? "";
  const span = symbolOf(parsedAt(tree, step.target.path, syntax), step);
  return span ? text.slice(span.start, span.end) : text;
}

export function askRunoff(
  question: RunoffQuestion,
  context: Omit<RunoffContext, "answers">,
  syntax: Syntax,
): Prompt {
  const { part, runoff, tree } = question;
  const order = part === "ballot" ? ballotOrder(question) : runoff.candidates;
  const answers = order.map((c) => answerText(c, question, syntax));
  if (part === "ballot") {
    return askBallot({ ...context, answers, found: evidenceFor(order, question, syntax) });
  }
  const step = probeStep(question);
  const hash = baseHash(tree, step, syntax);
  const { nonce } = context;
  const echo = { stepId: probeId, baseHash: hash };
  const instructions = formatInstructions({ ...echo, nonce, step, old: "" });
  return askProbe({ ...context, answers, path: step.target.path, instructions });
}

const probeId = "probe";

/** Ballots come in pairs: one order and its reverse, so that a liking for a place evens out. */
export function ballotOrder({ runoff, key, n }: RunoffQuestion): readonly Candidate[] {
  const order = shuffled(onBallot(runoff), key, Math.floor(n / 2));
  return n % 2 === 0 ? order : order.toReversed();
}

function answerText(candidate: Candidate, question: RunoffQuestion, syntax: Syntax): string {
  const tree = question.changed(candidate);
  return tree === null ? candidate.text : placeText(tree, question.step, syntax);
}

function evidenceFor(
  order: readonly Candidate[],
  question: RunoffQuestion,
  syntax: Syntax,
): readonly Evidence[] {
  const { probes, found } = question.runoff;
  const numbers = (classes: readonly string[]): readonly number[] =>
    order.flatMap((c, i) => (classes.includes(c.class) ? [i + 1] : []));
  return found.flatMap(({ n, passedBy, failedBy }): Evidence[] => {
    const probe = probes.candidates.find((c) => c.n === n);
    const change = probe && probeChange(probe, question, syntax);
    const text = change?.entry?.content;
    if (typeof text !== "string") return [];
    return [{ test: text, passedBy: numbers(passedBy), failedBy: numbers(failedBy) }];
  });
}

export type RunoffVote =
  { readonly kind: "valid"; readonly class: string; readonly text?: string } | Spoiled;

export function openRunoffVote(
  question: RunoffQuestion,
  prompt: Prompt,
  sample: Opened,
  syntax: Syntax,
): RunoffVote {
  if (question.part === "ballot") {
    return readChoice(
      sample,
      prompt,
      ballotOrder(question).map((c) => c.class),
    );
  }
  const read = readProbe(sample, prompt, question, syntax);
  if (read.kind === "spoiled") return read;
  return { kind: "valid", class: read.class, text: sample.text };
}

/** The one new file of a probe that was counted; null when it cannot be read again. */
export function probeChange(
  { text, n }: Pick<Candidate, "text" | "n">,
  question: RunoffQuestion,
  syntax: Syntax,
): Change | null {
  const usage = { inputTokens: 0, outputTokens: 0, microUsd: 0 };
  const sample = { kind: "answered", text, finish: "stop", usage } as const;
  const { outputTokensMax } = question;
  const nonce = question.probeNonce(n);
  const about = { kind: "probe", place: "", unit: "" } as const;
  const prompt = { about, system: "", user: "", nonce, outputTokensMax };
  const read = readProbe(sample, prompt, { ...question, n }, syntax);
  return read.kind === "valid" ? (read.changes[0] ?? null) : null;
}

const readProbe = (
  sample: Opened,
  prompt: Prompt,
  question: RunoffQuestion,
  syntax: Syntax,
): ReturnType<typeof readSample> =>
  readSample({
    sample,
    prompt,
    stepId: probeId,
    step: probeStep(question),
    tree: question.tree,
    syntax,
    limits: question.run.started.config.limits,
  });

/** A probe is written like a step of its own: one new test file at a place that the house chose. */
function probeStep({ steps, tree, step, n }: RunoffQuestion): Step {
  const own = steps.find((s) => s.kind === "test")?.target.path;
  const near = own ?? [...tree.keys()].find((path) => isTestPath(path));
  const path = (near && probePath(near, n)) ?? step.target.path;
  const target = { kind: "file", path } as const;
  return { kind: "test", target, task: "Tell the answers apart.", signatureMayChange: false };
}
