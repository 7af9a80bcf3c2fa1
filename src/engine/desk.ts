// The agents' desk: builds every prompt from the run's state and opens every answer to a vote.
import { textAt, type Tree } from "../core/tree.ts";
import { askPlan, askRequirements } from "../core/agent/ask.ts";
import { askChoice, readChoice } from "../core/agent/choose.ts";
import { issueText } from "../core/agent/issue.ts";
import { shuffled } from "../core/agent/nonce.ts";
import { outlineOf } from "../core/agent/outline.ts";
import type { Prompt } from "../core/agent/prompt.ts";
import { readProposal } from "../core/agent/propose.ts";
import type { Syntax } from "../core/patch/syntax.ts";
import type { PlanFrame } from "../core/plan/frame.ts";
import { parsePlan } from "../core/plan/parse.ts";
import { isTestPath, protectedPath } from "../core/redflag/paths.ts";
import { parseRequirements } from "../core/requirement/parse.ts";
import { pollKey } from "../core/run/action.ts";
import type { Vote } from "../core/run/event.ts";
import type { Run } from "../core/run/state.ts";
import type { Agents, Opened, Question } from "./agents.ts";
import { drawFor, nonceFor } from "./draws.ts";
import { spoiledVote } from "./spoiled-vote.ts";
import { applied, askStepPoll, openStep, probing, testsIn } from "./step-desk.ts";

/** @param models how many models are configured, at least 1. */
export function openDesk(syntax: Syntax, models: number): Agents {
  return {
    prompt: (question) => promptFor(question, syntax, models),
    draw: ({ run, poll, n }) => drawFor(run, poll, n, models),
    open: (question, prompt, sample) => open(question, prompt, sample, syntax),
    probe: (question) => probing(question, syntax),
    apply: (run, unit, written, tree) => applied(run, unit, written, tree, syntax),
    tests: (run, unit, changes) => testsIn(run, unit, changes, syntax),
  };
}

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
    case "step":
      return askStepPoll(question, poll, asking, syntax);
  }
}

/** The proposals in the order of this ballot. */
function optionsOf({ run, poll, n }: Question) {
  const proposals = run.phase.kind === "choosing" ? run.phase.choice.proposals : [];
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
          parsePlan(value, frameOf(run, tree, syntax)),
        );
  return read.kind === "valid" ? { n, class: read.class, text: read.text } : spoiledVote(n, read);
}

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
