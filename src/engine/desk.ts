// The agents' desk: builds every prompt from the run's state and opens every answer to a vote.
import { ok, type Result } from "../core/kernel.ts";
import { textAt, type Tree } from "../core/tree.ts";
import type { Config } from "../core/config/config.ts";
import type { Failed } from "../core/agent/focus.ts";
import { askPlan, askRequirements, type PlanContext } from "../core/agent/ask.ts";
import { askChoice, readChoice } from "../core/agent/choose.ts";
import { issueText } from "../core/agent/issue.ts";
import { shuffled } from "../core/agent/nonce.ts";
import { outlineOf } from "../core/agent/outline.ts";
import type { Prompt } from "../core/agent/prompt.ts";
import { readProposal } from "../core/agent/propose.ts";
import type { Syntax } from "../core/patch/syntax.ts";
import type { PlanFrame } from "../core/plan/frame.ts";
import { parsePlan, parseUnit } from "../core/plan/parse.ts";
import { parseInner } from "../core/plan/parts.ts";
import type { Plan } from "../core/plan/plan.ts";
import { isTestPath, protectedPath } from "../core/redflag/paths.ts";
import { parseRequirements } from "../core/requirement/parse.ts";
import { pollKey } from "../core/run/action.ts";
import type { Poll, Vote } from "../core/run/event.ts";
import type { Choice, Run, Within } from "../core/run/state.ts";
import { at } from "../core/vector.ts";
import type { Agents, Opened, Question } from "./agents.ts";
import { drawFor, nonceFor, variantFor } from "./draws.ts";
import { spoiledVote } from "./spoiled-vote.ts";
import { applied, askStepPoll, openStep, probing, testsIn } from "./step-desk.ts";

/** @param models names of the configured models, at least one, in the order of their indices. */
export function openDesk(syntax: Syntax, models: readonly string[]): Agents {
  return {
    prompt: (question) => promptFor(question, syntax, models),
    draw: ({ run, poll, n }) => drawFor(run, poll, n, models),
    open: (question, prompt, sample) => open(question, prompt, sample, syntax),
    probe: (question) => probing(question, syntax),
    apply: (run, unit, written, tree) => applied(run, unit, written, tree, syntax),
    tests: (run, unit, changes) => testsIn(run, unit, changes, syntax),
  };
}

function promptFor(question: Question, syntax: Syntax, models: readonly string[]): Prompt {
  const { run, poll, n, tree } = question;
  const { issue, config } = run.started;
  const nonce = nonceFor(run, poll, n);
  const variant = variantFor(run, n, models);
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
        : askPlan({ ...asking, issue, outline, requirements, limits, ...focusOf(run, poll) });
    }
    case "choose": {
      const options = optionsOf(question).map((o) => o.text);
      const { requirements } = run;
      const { focus } = focusOf(run, poll);
      const unit = focus && (focus.kind === "part" ? focus.part.title : focus.unit.id);
      return askChoice({ ...asking, of: poll.of, unit, issue, requirements, options });
    }
    case "step":
      return askStepPoll(question, poll, asking, syntax);
  }
}

type ChoicePoll = Extract<Poll, { readonly kind: "propose" | "choose" }>;

/** What is being chosen: by the run, or for the one unit that is planned anew. */
function choiceOf(run: Run, poll: Poll): Choice | null {
  if (poll.kind === "step") return null;
  if (poll.unit === undefined) return run.phase.kind === "choosing" ? run.phase.choice : null;
  const phase = at(run.units, poll.unit.index)?.phase;
  return phase?.kind === "replanning" ? phase.choice : null;
}

/** What a question about the plan is about, and whether its answer may have parts. */
function focusOf(run: Run, poll: ChoicePoll): Pick<PlanContext, "focus" | "parts"> {
  // A journal from before plans had parts does not hold the limit.
  const limits: Partial<Config["limits"]> = run.started.config.limits;
  const planDepthMax = limits.planDepthMax ?? 0;
  if (poll.unit !== undefined) return { focus: failedOf(run, poll), parts: false };
  const within = withinOf(run);
  if (within === null) return { focus: null, parts: planDepthMax > 0 };
  const part = within.plan.units[within.part];
  if (!part) return { focus: null, parts: false };
  const around = within.plan.units.map(
    ({ id, title, needs }) => `${id}: ${title}${needs.length > 0 ? ` (${needs.join(", ")})` : ""}`,
  );
  const parts = (part.depth ?? 0) + 1 < planDepthMax;
  return { focus: { kind: "part", part, around }, parts };
}

const withinOf = (run: Run): Within | null =>
  run.phase.kind === "choosing" ? run.phase.within : null;

function failedOf(run: Run, { unit: anew }: ChoicePoll): Failed | null {
  const unit = anew && run.plan.units[anew.index];
  const phase = anew && at(run.units, anew.index)?.phase;
  if (!unit || phase?.kind !== "replanning") return null;
  return { kind: "failed", unit, cause: phase.cause, answers: phase.classes.map((c) => c.text) };
}

/** A whole plan, or one unit that fits into the plan in the place of the one that failed. */
function readPlan(
  value: unknown,
  run: Run,
  { unit: anew }: ChoicePoll,
  frame: PlanFrame,
): Result<Plan, readonly string[]> {
  const within = withinOf(run);
  if (anew === undefined) {
    return within ? parseInner(value, within.plan, within.part, frame) : parsePlan(value, frame);
  }
  const fresh = parseUnit(value, run.plan, anew.index, frame);
  // Alone it needs nothing; in its place it needs what the old one needed.
  return fresh.ok ? ok({ units: [{ ...fresh.value, needs: [] }] }) : fresh;
}

/** The proposals in the order of this ballot. */
function optionsOf({ run, poll, n }: Question) {
  const proposals = choiceOf(run, poll)?.proposals ?? [];
  return shuffled(proposals, `${run.started.seed}/${pollKey(poll)}`, n);
}

function open(question: Question, prompt: Prompt, sample: Opened, syntax: Syntax): Vote {
  const { run, poll, n, tree } = question;
  if (poll.kind === "step") return openStep(question, poll, prompt, sample, syntax);
  if (poll.kind === "choose") {
    const read = readChoice(
      sample,
      prompt,
      optionsOf(question).map((o) => o.class),
    );
    return read.kind === "valid" ? { n, class: read.class } : spoiledVote(n, read);
  }
  const words = issueText(run.started.issue);
  const read =
    poll.of === "requirements"
      ? readProposal("requirements", sample, prompt, (value) => parseRequirements(value, words))
      : readProposal("plan", sample, prompt, (value) =>
          readPlan(value, run, poll, frameOf(run, poll, tree, syntax)),
        );
  return read.kind === "valid" ? { n, class: read.class, text: read.text } : spoiledVote(n, read);
}

function frameOf(run: Run, poll: ChoicePoll, tree: Tree, syntax: Syntax): PlanFrame {
  return {
    parts: focusOf(run, poll).parts,
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
