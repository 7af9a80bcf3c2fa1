// The desk of a step: its prompts, its answers opened to votes, and elected texts made into files.
import { assert, no, ok, type Result } from "../core/kernel.ts";
import { parsePath, withChanges, type Change, type Path, type Tree } from "../core/tree.ts";
import type { Prompt } from "../core/agent/prompt.ts";
import type { Gathered } from "../core/agent/pack.ts";
import { readSample, type SampleFor } from "../core/agent/read.ts";
import { askStep } from "../core/agent/step.ts";
import type { Asking } from "../core/agent/style.ts";
import { baseHash } from "../core/patch/base.ts";
import { formatInstructions } from "../core/patch/format.ts";
import { oldText, parsedAt } from "../core/patch/place.ts";
import type { Syntax } from "../core/patch/syntax.ts";
import type { Whole } from "../core/redflag/flag.ts";
import { large } from "../core/redflag/size.ts";
import { acceptanceLine } from "../core/requirement/requirement.ts";
import { testNamesIn } from "../core/patch/tests.ts";
import type { Step } from "../core/plan/plan.ts";
import { pollKey } from "../core/run/action.ts";
import type { Poll, Vote } from "../core/run/event.ts";
import { older, since } from "../core/run/rule.ts";
import type { Run, Won } from "../core/run/state.ts";
import { at } from "../core/vector.ts";
import type { Opened, Probing, Question, Written } from "./agents.ts";
import { electedTests } from "./carried.ts";
import { nonceFor, seedOf } from "./draws.ts";
import { spoiledVote } from "./spoiled-vote.ts";
import { askRunoff, openRunoffVote, probeChange, type RunoffQuestion } from "./runoff-desk.ts";

type StepPoll = Extract<Poll, { readonly kind: "step" }>;

/** @param gathered what may be shown around the step, found once for all of its samples. */
export function askStepPoll(
  question: Question,
  poll: StepPoll,
  asking: Asking,
  gathered: Gathered,
  syntax: Syntax,
): Prompt {
  const { run, tree } = question;
  const unit = run.plan.units[poll.unit]?.id ?? "";
  const runoff = runoffQuestion(question, poll, asking.outputTokensMax, syntax);
  if (runoff !== null) return askRunoff(runoff, { ...asking, unit, gathered }, syntax);
  const step = stepOf(run, poll);
  const instructions = formatInstructions({
    stepId: stepId(run, poll),
    baseHash: baseHash(tree, step, syntax),
    nonce: asking.nonce,
    step,
    old: oldText(tree, step, syntax),
  });
  return askStep({ ...asking, unit, step, gathered, instructions });
}

export function openStep(
  question: Question,
  poll: StepPoll,
  prompt: Prompt,
  sample: Opened,
  syntax: Syntax,
): Vote {
  const { run, n, tree, base } = question;
  const runoff = runoffQuestion(question, poll, prompt.outputTokensMax, syntax);
  if (runoff !== null) {
    const read = openRunoffVote(runoff, prompt, sample, syntax);
    if (read.kind === "spoiled") return spoiledVote(n, read);
    return { n, class: read.class, ...(read.text === undefined ? {} : { text: read.text }) };
  }
  const opened = readSample({
    sample,
    prompt,
    stepId: stepId(run, poll),
    step: stepOf(run, poll),
    tree,
    syntax,
    ...rulesOf(run),
    shadow: shadowed(run, poll, n),
    whole: { ...saidIn(run), base: base ?? tree },
  });
  if (opened.kind === "spoiled") return spoiledVote(n, opened);
  const ids = (shown: boolean): readonly string[] =>
    opened.flags.filter((f) => (f.severity === "warn") === shown).map((f) => f.id);
  const [flags, warned] = [ids(false), ids(true)];
  const size = opened.flags.find((f) => f.id === large.id && f.severity !== "warn");
  return {
    n,
    class: opened.class,
    text: sample.text,
    ...(flags.length > 0 ? { flags } : {}),
    ...(warned.length > 0 ? { warned } : {}),
    ...(size ? { large: size.detail } : {}),
  };
}

/** What a run's settings say about reading an answer. */
const rulesOf = ({ started }: Run): Pick<SampleFor, "limits" | "switches"> => ({
  limits: started.config.limits,
  switches: since(started.config).redFlags ?? {},
});

const known = new WeakMap<Run["plan"], Said>();

interface Said extends Pick<Whole, "words" | "planned"> {
  readonly started: Run["started"];
}

/** What the run says besides the step, made once for each plan. */
function saidIn({ started, requirements, plan }: Run): Said {
  const made = known.get(plan);
  if (made?.started === started) return made;
  const steps = plan.units.flatMap((unit) => unit.steps);
  const { title, body } = started.issue;
  const asked = requirements.flatMap((r) => [r.ears, ...r.acceptance.map(acceptanceLine)]);
  const fresh = {
    started,
    words: [title, body, ...asked, ...steps.map(({ task }) => task)].join("\n"),
    planned: new Set(steps.map(({ target }) => target.path)),
  };
  known.set(plan, fresh);
  return fresh;
}

/** Whether this sample, if a red flag spoils it, is compared with what will be elected. */
function shadowed({ started }: Run, poll: StepPoll, n: number): boolean {
  const percent = older(started.config.vote).shadowPercent ?? 0;
  return seedOf(`${started.seed}/shadow/${pollKey(poll)}/${n}`) % 100 < percent;
}

/** The question as one of the runoff under way; null when the poll is about the step itself. */
function runoffQuestion(
  { run, poll: asked, n, tree }: Question,
  { part, ...rest }: StepPoll,
  outputTokensMax: number,
  syntax: Syntax,
): RunoffQuestion | null {
  const phase = at(run.units, rest.unit)?.phase;
  if (part === undefined || phase?.kind !== "voting" || phase.runoff === null) return null;
  const { runoff } = phase;
  return {
    run,
    n,
    part,
    runoff,
    step: stepOf(run, rest),
    steps: run.plan.units[rest.unit]?.steps ?? [],
    tree,
    outputTokensMax,
    key: `${run.started.seed}/${pollKey(asked)}`,
    probeNonce: (m) => nonceFor(run, { ...rest, part: "probe" }, m),
    changed(candidate) {
      const read = reopened(run, rest, candidate, tree, syntax);
      return read.kind === "valid" ? withChanges(tree, read.changes) : null;
    },
  };
}

/** Opens a text that was counted before, with the marker of the sample that it came with. */
function reopened(
  run: Run,
  poll: StepPoll,
  { text, n }: Pick<Won, "text" | "n">,
  tree: Tree,
  syntax: Syntax,
) {
  const { outputTokensMax } = run.started.config.limits;
  return readSample({
    sample: { kind: "answered", text, finish: "stop", usage: noUsage },
    prompt: bare(nonceFor(run, poll, n), outputTokensMax),
    stepId: stepId(run, poll),
    step: stepOf(run, poll),
    tree,
    syntax,
    ...rulesOf(run),
  });
}

/** What running a probe of a runoff needs; null when it cannot be read again. */
export function probing(question: Question, syntax: Syntax): Probing | null {
  const { run, poll, n, tree } = question;
  if (poll.kind !== "step") return null;
  const { outputTokensMax } = run.started.config.limits;
  const runoff = runoffQuestion(question, poll, outputTokensMax, syntax);
  const probe = runoff?.runoff.probes.candidates.find((c) => c.n === n);
  const change = runoff && probe && probeChange(probe, runoff, syntax);
  if (!change) return null;
  const parsed = parsedAt(withChanges(tree, [change]), change.path, syntax);
  return {
    names: parsed ? testNamesIn(parsed) : [],
    trees: runoff.runoff.candidates.flatMap((candidate) => {
      const changed = runoff.changed(candidate);
      return changed ? [{ class: candidate.class, tree: withChanges(changed, [change]) }] : [];
    }),
  };
}

function stepOf(run: Run, poll: StepPoll): Step {
  const step = run.plan.units[poll.unit]?.steps[poll.step];
  assert(step !== undefined, `there is no step ${pollKey(poll)}`);
  return step;
}

/** `u2.1`: what the answer's header names. */
const stepId = (run: Run, poll: StepPoll): string =>
  `${run.plan.units[poll.unit]?.id ?? "u"}.${poll.step + 1}`;

/** Applies a unit's texts in step order, exactly; what no longer fits is said, never repaired. */
export function applied(
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
    const opened = reopened(run, poll, { text, n }, tree, syntax);
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

/** Full names of the tests in what a unit's test steps changed. */
export function testsIn(
  run: Run,
  unit: number,
  changes: readonly Change[],
  syntax: Syntax,
): readonly string[] {
  const paths = electedTests(run, unit, changes);
  return changes.flatMap(({ path, entry }) => {
    const language = syntax.languageOf(path);
    const text = entry && typeof entry.content === "string" ? entry.content : null;
    if (!paths.includes(path) || language === null || text === null || parsePath(path) === null)
      return [];
    const parsed = syntax.parse(language, text);
    return parsed ? testNamesIn(parsed) : [];
  });
}
