// The agents' desk: builds every prompt from the run's state and opens every answer to a vote.
import { assert, no, ok, type Result } from "../core/kernel.ts";
import { parsePath, textAt, withChanges, type Change, type Path, type Tree } from "../core/tree.ts";
import { askPlan, askRequirements } from "../core/agent/ask.ts";
import { askChoice, readChoice } from "../core/agent/choose.ts";
import { issueText } from "../core/agent/issue.ts";
import { nonceOf, shuffled } from "../core/agent/nonce.ts";
import { outlineOf } from "../core/agent/outline.ts";
import type { Draw, Prompt } from "../core/agent/prompt.ts";
import { readProposal } from "../core/agent/propose.ts";
import { readSample } from "../core/agent/read.ts";
import { askStep } from "../core/agent/step.ts";
import { variants } from "../core/agent/style.ts";
import { baseHash } from "../core/patch/base.ts";
import { formatInstructions } from "../core/patch/format.ts";
import { testNamesIn } from "../core/patch/tests.ts";
import type { Syntax } from "../core/patch/syntax.ts";
import { parsePlan } from "../core/plan/parse.ts";
import type { PlanFrame } from "../core/plan/frame.ts";
import type { Step } from "../core/plan/plan.ts";
import { isTestPath, protectedPath } from "../core/redflag/paths.ts";
import { parseRequirements } from "../core/requirement/parse.ts";
import { pollKey } from "../core/run/action.ts";
import type { Poll, Vote } from "../core/run/event.ts";
import type { Run } from "../core/run/state.ts";
import { at } from "../core/vector.ts";
import type { Agents, Opened, Question, Written } from "./agents.ts";

type StepPoll = Extract<Poll, { readonly kind: "step" }>;

/** Strata that samples take turns in: models × prompt variants, at most 31. */
export const strataOf = (models: number): number => Math.min(31, models * variants);

/** Temperatures taken in turn, so that samples do not copy each other (mdap.md §6.2). */
const temperatures = [0.2, 0.4, 0.6, 0.8] as const;

/** @param models how many models are configured, at least 1. */
export function openDesk(syntax: Syntax, models: number): Agents {
  return {
    prompt: (question) => promptFor(question, syntax, models),
    draw: ({ run, poll, n }) => drawFor(run, poll, n, models),
    open: (question, prompt, sample) => open(question, prompt, sample, syntax),
    apply: (run, unit, written, tree) => applied(run, unit, written, tree, syntax),
    tests: (run, unit, changes) => testsIn(run, unit, changes, syntax),
  };
}

function drawFor(run: Run, poll: Poll, n: number, models: number): Draw {
  const turn = n % Math.max(1, run.started.strata);
  return {
    model: turn % models,
    variant: Math.floor(turn / models) % variants,
    temperature: temperatures[n % temperatures.length] ?? 0.2,
    seed: seedOf(`${run.started.seed}/${pollKey(poll)}/${n}`),
  };
}

/** A whole number in 0 … 2^31 - 1, as model servers take for a seed. */
function seedOf(key: string): number {
  let seed = 0;
  for (const char of nonceOf("draw", key)) seed = (seed * 36 + parseInt(char, 36)) % 0x7fffffff;
  return seed;
}

const nonceFor = (run: Run, poll: Poll, n: number): string =>
  nonceOf(run.started.seed, `${pollKey(poll)}/${n}`);

function promptFor(question: Question, syntax: Syntax, models: number): Prompt {
  const { run, poll, n, tree } = question;
  const { issue, config } = run.started;
  const nonce = nonceFor(run, poll, n);
  const { variant } = drawFor(run, poll, n, models);
  const outputTokensMax = config.limits.outputTokensMax;
  const asking = { nonce, variant, outputTokensMax };
  const words = issueText(issue);
  switch (poll.kind) {
    case "propose": {
      const outline = outlineOf({ tree, syntax, isTest: isTestPath, words });
      const { requirements } = run;
      const { limits } = config;
      return poll.of === "requirements"
        ? askRequirements({ ...asking, issue, outline })
        : askPlan({ ...asking, issue, outline, requirements, limits });
    }
    case "choose": {
      const options = optionsOf(question).map((o) => o.text);
      return askChoice({ ...asking, of: poll.of, issue, requirements: run.requirements, options });
    }
    case "step": {
      const step = stepOf(run, poll);
      const state = at(run.units, poll.unit);
      const instructions = formatInstructions({
        stepId: stepId(run, poll),
        baseHash: baseHash(tree, step, syntax),
        nonce,
        step,
      });
      const { plan, requirements } = run;
      const evidence = state?.evidence ?? [];
      const sources = { plan, unit: poll.unit, step: poll.step, requirements, tree, syntax };
      return askStep({ ...asking, ...sources, isTest: isTestPath, evidence, instructions });
    }
  }
}

/** The proposals in the order of this ballot. */
function optionsOf({ run, poll, n }: Question) {
  const proposals = run.phase.kind === "choosing" ? run.phase.choice.proposals : [];
  return shuffled(proposals, `${run.started.seed}/${pollKey(poll)}`, n);
}

function stepOf(run: Run, poll: StepPoll): Step {
  const step = run.plan.units[poll.unit]?.steps[poll.step];
  assert(step !== undefined, `there is no step ${pollKey(poll)}`);
  return step;
}

/** `u2.1`: what the answer's header names. */
const stepId = (run: Run, poll: StepPoll): string =>
  `${run.plan.units[poll.unit]?.id ?? "u"}.${poll.step + 1}`;

function open(question: Question, prompt: Prompt, sample: Opened, syntax: Syntax): Vote {
  const { run, poll, n, tree } = question;
  if (poll.kind === "step") return openStep(question, poll, prompt, sample, syntax);
  if (poll.kind === "choose") {
    const read = readChoice(
      sample,
      prompt,
      optionsOf(question).map((o) => o.class),
    );
    return read.kind === "valid" ? { n, class: read.class } : spoiled(n, read);
  }
  const words = issueText(run.started.issue);
  const read =
    poll.of === "requirements"
      ? readProposal("requirements", sample, prompt, (value) => parseRequirements(value, words))
      : readProposal("plan", sample, prompt, (value) =>
          parsePlan(value, frameOf(run, tree, syntax)),
        );
  return read.kind === "valid" ? { n, class: read.class, text: read.text } : spoiled(n, read);
}

const spoiled = (
  n: number,
  read: { readonly flags: readonly string[]; readonly detail: string },
): Vote => ({
  n,
  spoiled: read.flags,
  detail: read.detail.slice(0, 300),
});

function frameOf(run: Run, tree: Tree, syntax: Syntax): PlanFrame {
  return {
    requirements: run.requirements,
    limits: run.started.config.limits,
    tree,
    isTest: isTestPath,
    isProtected: protectedPath,
    symbolExists(path, symbol, ordinal) {
      const language = syntax.languageOf(path);
      const text = textAt(tree, path);
      const parsed = language === null || text === null ? null : syntax.parse(language, text);
      return parsed?.symbols.some((s) => s.name === symbol && s.ordinal === ordinal) ?? false;
    },
  };
}

function openStep(
  question: Question,
  poll: StepPoll,
  prompt: Prompt,
  sample: Opened,
  syntax: Syntax,
): Vote {
  const { run, n, tree } = question;
  const opened = readSample({
    sample,
    prompt,
    stepId: stepId(run, poll),
    step: stepOf(run, poll),
    tree,
    syntax,
    limits: run.started.config.limits,
  });
  if (opened.kind === "spoiled") return spoiled(n, opened);
  const text = sample.text;
  const flags = opened.flags.filter((f) => f.severity !== "warn").map((f) => f.id);
  const vote = { n, class: opened.class, text };
  return flags.length > 0 ? { ...vote, flags } : vote;
}

/** Applies a unit's texts in step order, exactly; what no longer fits is said, never repaired. */
function applied(
  run: Run,
  unit: number,
  written: Written,
  base: Tree,
  syntax: Syntax,
): Result<readonly Change[], string> {
  const changes = new Map<Path, Change>();
  let tree = base;
  for (const [step, { text, n }] of written.texts.entries()) {
    const poll: StepPoll = { kind: "step", unit, attempt: written.attempt, step };
    const opened = readSample({
      sample: { kind: "answered", text, finish: "stop", usage: noUsage },
      prompt: bare(nonceFor(run, poll, n), run.started.config.limits.outputTokensMax),
      stepId: stepId(run, poll),
      step: stepOf(run, poll),
      tree,
      syntax,
      limits: run.started.config.limits,
    });
    if (opened.kind === "spoiled") {
      return no(`${stepId(run, poll)} (${opened.flags.join(", ")}): ${opened.detail}`);
    }
    for (const change of opened.changes) changes.set(change.path, change);
    tree = withChanges(tree, opened.changes);
  }
  return ok([...changes.values()]);
}

const noUsage = { inputTokens: 0, outputTokens: 0, microUsd: 0 };

/** What opening an answer needs of the prompt that it answers. */
const bare = (nonce: string, outputTokensMax: number): Prompt => ({
  about: { kind: "step", place: "", unit: "" },
  system: "",
  user: "",
  nonce,
  outputTokensMax,
});

function testsIn(
  run: Run,
  unit: number,
  changes: readonly Change[],
  syntax: Syntax,
): readonly string[] {
  const paths = (run.plan.units[unit]?.steps ?? [])
    .filter((s) => s.kind === "test")
    .map((s) => s.target.path);
  return changes.flatMap(({ path, entry }) => {
    const language = syntax.languageOf(path);
    const text = entry && typeof entry.content === "string" ? entry.content : null;
    if (!paths.includes(path) || language === null || text === null || parsePath(path) === null)
      return [];
    const parsed = syntax.parse(language, text);
    return parsed ? testNamesIn(parsed) : [];
  });
}
